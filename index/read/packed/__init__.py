"""Archives and XML from files that nobody vouches for, opened within limits."""

"""Who and what is named, who acts, and in which role."""

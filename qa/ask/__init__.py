"""Questions to quotes, or to a refusal."""

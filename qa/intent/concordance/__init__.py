"""Questions for where words stand, and whether they do."""

"""Questions for figures: which, of what, where, and how large."""

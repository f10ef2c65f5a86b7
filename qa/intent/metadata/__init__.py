"""Questions for what a document is: who issued it, when, its number, what it is about."""

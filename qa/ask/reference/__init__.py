"""References to a document, a place or a row of a table, and what stands there."""

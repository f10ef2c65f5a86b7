"""Two editions of a document: what was kept, moved, reworded, added and removed."""

"""Questions for parts of a document: its outline, places, annexes, enumerations."""

"""What would fill the slot that a question leaves open, and whether a sentence holds it."""

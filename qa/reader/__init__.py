"""A small network that reads a question or a claim beside a passage."""

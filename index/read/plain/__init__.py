"""Text files: their encoding, their lines, their tables, and Markdown."""

"""Which lines are headings, with a number or without, and of which level."""

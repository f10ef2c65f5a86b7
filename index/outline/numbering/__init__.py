"""The numbers and marks that open lines, and what they open."""

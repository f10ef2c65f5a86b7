"""What is quoted of a clause, with what it is read with, and what of it answers."""

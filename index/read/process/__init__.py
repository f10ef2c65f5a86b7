"""Reading in a process of its own, which is ended where it shows no sign of life."""

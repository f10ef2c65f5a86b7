"""Two editions side by side: for the terminal, as a table, as a page."""

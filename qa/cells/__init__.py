"""Cells of tables: which one a question or a claim names by its row and its column, and what it says."""

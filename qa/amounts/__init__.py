"""Amounts and dates of a text as values: numbers with unit and bound, ranges, years, document numbers."""

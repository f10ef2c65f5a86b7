"""Question sets, measures and reports."""

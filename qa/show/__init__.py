"""Results to words and pages for a person."""

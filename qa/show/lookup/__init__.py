"""What was looked up, for a person: counts, headings, figures, duties, and what is not there."""

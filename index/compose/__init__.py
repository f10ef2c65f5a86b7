"""From sentences and paragraphs to clauses: what a person would quote."""

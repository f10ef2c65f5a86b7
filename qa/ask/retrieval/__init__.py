"""From a question as typed to scored clauses."""

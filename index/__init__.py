"""Documents to clauses to a searchable index."""

"""How sure it is that clauses answer a question, or that none does."""

"""Questions and claims to quoted clauses."""

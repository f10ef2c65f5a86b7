"""A corpus on a PostgreSQL server with pgvector; docs/scale.md says how it is set up."""

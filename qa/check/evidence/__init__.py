"""What speaks for and against a claim, as readings of sentences and as numbers for a model."""

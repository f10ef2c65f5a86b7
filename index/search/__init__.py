"""The two sides that search a corpus: vectors, and words in inverted lists."""

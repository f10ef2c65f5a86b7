"""Text to vectors: encoders behind one protocol."""

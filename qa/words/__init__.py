"""Words of both languages with vectors, and how they are set beside each other."""

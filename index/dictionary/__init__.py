"""From Chinese words to their English and their sound."""

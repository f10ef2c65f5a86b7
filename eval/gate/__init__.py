"""The project's own regression gate; not part of what is installed."""

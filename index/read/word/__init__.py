"""Word files: the document as Word shows it with all changes accepted."""

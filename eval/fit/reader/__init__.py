"""Training the reader (``qa.reader``)."""

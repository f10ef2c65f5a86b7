"""PDF files: words, lines, paragraphs and tables from where things stand on the page."""

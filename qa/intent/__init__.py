"""What a question asks for: the words of the document, its structure, its figures, or what it says."""

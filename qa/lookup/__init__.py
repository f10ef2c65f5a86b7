"""What is looked up rather than searched: the words, places, headings, figures and facts of a document."""

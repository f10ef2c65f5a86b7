"""What documents are and are made of: spans, layout, sentences, headings, clauses."""

"""What documents are made of: headings, places, numbered paragraphs, enumerations, inner texts."""

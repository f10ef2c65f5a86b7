"""What a contradiction names: the words of a claim and those of the document that say otherwise."""

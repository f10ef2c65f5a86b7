"""A claim held against a sentence, thing by thing."""

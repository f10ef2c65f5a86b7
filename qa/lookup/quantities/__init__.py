"""Figures of the documents: which of them are asked for, what they measure, how large they are."""

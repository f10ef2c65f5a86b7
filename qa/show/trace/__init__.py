"""The matrix of a draft: written for people to work with, and read again."""

"""Statements traced to clauses: the matrix that people work with, and keeping what they wrote in it."""

"""Repeated and interleaved copies to one reading order."""

"""Putting sets to an engine and keeping what comes back."""

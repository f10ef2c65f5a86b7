"""Runs for a person to read."""

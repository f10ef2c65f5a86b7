"""Headings, articles and titles: what is no sentence."""

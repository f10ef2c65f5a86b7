"""Documents as they were indexed, in files that are written once and never altered."""

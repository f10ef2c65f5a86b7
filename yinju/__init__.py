"""Ask an official document, get its own words back, with their place (引据)."""

"""Who shall do what by when, in the document's own words."""

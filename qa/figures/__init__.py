"""The quantitative targets of documents: what, value, unit, bound, year and body, in their own words."""

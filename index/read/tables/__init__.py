"""Tables as formats give them: cells, merged ones, and the rows that name columns."""

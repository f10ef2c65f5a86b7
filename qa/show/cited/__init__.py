"""Where a quote stands, and the reference by which it is cited."""

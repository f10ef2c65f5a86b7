"""Web pages: the text that a page is about, without what surrounds it on every page of a site."""

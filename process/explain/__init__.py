"""Says why: an analysis of an article in lines for a terminal, as a page, or as a record."""

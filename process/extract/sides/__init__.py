"""The neural half of the extractor: which sentence takes which side on which issue, and whether on a condition."""

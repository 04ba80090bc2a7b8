"""The neural half of the extractor: which sentence takes which side on which issue, and how far that is believed."""

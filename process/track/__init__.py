"""The ledger: what a position does to it, and when that is an alert."""

"""Finds positions in articles, and keeps the ledger of where everyone stands."""

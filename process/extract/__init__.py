"""Stateless: an article in, positions out."""

"""Delivers alerts: at least once, each with an id that makes a repeat harmless."""

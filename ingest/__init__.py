"""Turns seed files and feeds into articles. Decides nothing about politics."""

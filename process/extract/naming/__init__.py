"""Whom words name: names, titles, descriptions and pronouns, led back to actors."""

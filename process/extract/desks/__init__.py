"""A desk as frozen values, and how it is read from its files."""

"""What of an article is read at all: its language, what concerns the desk, and how long a text may be."""

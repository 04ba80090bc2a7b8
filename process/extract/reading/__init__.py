"""What of an article is read at all."""

"""What the extractor knows of English, and of no subject: attitudes, speech, times, words for actors, trees, quotes."""

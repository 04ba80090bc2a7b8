"""What the extractor knows of English, and of no subject: attitudes, speech, conditions, times, words for actors."""

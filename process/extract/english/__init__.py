"""What the extractor knows of English, and of no subject: attitudes, speech, modality, conditions, times, words for actors."""

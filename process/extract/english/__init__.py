"""What the extractor knows of English, and of no subject: attitudes, speech, modality, conditions, words for actors."""

"""Who holds a side that a sentence takes: what speaks for each actor, weighed by numbers learned from texts."""

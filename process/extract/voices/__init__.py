"""Who speaks: quotations, turns, and what stands under a verb of saying."""

"""The recipe of who holds a side: the weights of the signs, and of the evidence for a claim."""

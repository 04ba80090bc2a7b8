"""Metrics, logs, and the small server that shows them."""

"""Two transports behind one seam: Kafka, and a log in one SQLite file."""

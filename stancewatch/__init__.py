"""What the workers share: messages, topics, ids, settings, the transport, the loop, telemetry, the command line."""

__version__ = "0.1.0"

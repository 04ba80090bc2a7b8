"""The recipes of the models that ship; nothing here runs in production."""

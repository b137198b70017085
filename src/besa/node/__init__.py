"""The floor that serves: one Django room per concern."""

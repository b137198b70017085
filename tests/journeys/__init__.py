"""The whole journey in a real browser, on a real node."""

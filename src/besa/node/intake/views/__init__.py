"""Turn requests into one call each; everything that decides lives elsewhere."""

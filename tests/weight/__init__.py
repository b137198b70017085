"""How much a page costs a cheap phone."""

"""The room `jurisdiction`: who can act on a case that crosses borders; its commands need no node."""

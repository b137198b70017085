"""What must be tried to break a node."""

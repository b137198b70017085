"""Where a child, a parent or a teacher reports and comes back for the answer."""

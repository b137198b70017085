"""Where a person decides: the queue, the report page, search."""

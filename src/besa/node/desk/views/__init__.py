"""Pages of the desk: the queue, one report, what is done to it, its files, search."""

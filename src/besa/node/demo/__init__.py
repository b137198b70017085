"""A node to try: synthetic reports and demo staff, never on a live node."""

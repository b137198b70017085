"""Which reports belong together, kept in tables: found after arrival by the worker, undone and redone by people."""

"""Find out which reports belong together, and say why; every join can be undone."""

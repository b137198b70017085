"""Django's SQLite backend with one write lock per process (see base.py)."""

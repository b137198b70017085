"""The ground's own job: keep the database quick."""

from __future__ import annotations

from datetime import timedelta

from besa.node.platform import databases, jobs

TEND_DATABASE = "platform.tend_database"


@jobs.handler(TEND_DATABASE)
def tend_database() -> None:
    """Once a day, and when the worker starts."""
    databases.refresh_statistics()


jobs.repeat(TEND_DATABASE, every=timedelta(days=1))

"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RIGHTS: Final[Mapping[str, Mapping[str, str]]] = {}

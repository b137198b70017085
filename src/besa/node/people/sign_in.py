"""How staff sign in: the applications, middleware and settings that only the staff face loads."""

from __future__ import annotations

from typing import Any

APPS: list[str] = []
MIDDLEWARE: list[str] = []
SETTINGS: dict[str, Any] = {}

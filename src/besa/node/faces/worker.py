"""URL map of the worker: none. It loads every room for its jobs and serves nobody."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []

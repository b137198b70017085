"""Reads single JSON values into words, flags and moments, and objects and lists of them.

Every function takes, or gives a function that takes, (value, where, margin) and returns what was said, or None.
"""

from typing import Any

from besa.core.formats.jsons import Leaf, Table, plain, record, spill
from besa.core.formats.margins import Margin
from besa.core.formats.values import Moment


def word(value: Any, where: str, margin: Margin) -> str | None:
    """A single value as a word without the blanks around it."""
    return _single(value, where, margin).strip() or None


def text(value: Any, where: str, margin: Margin) -> str | None:
    """Free text, exactly as it stands."""
    found = _single(value, where, margin)
    return found if found.strip() else None


def _single(value: Any, where: str, margin: Margin) -> str:
    if isinstance(value, dict | list):
        if value:
            spill(value, where, margin, "unreadable-value")
        return ""
    return plain(value)


def flag(value: Any, where: str, margin: Margin) -> bool | None:
    """null says nothing and never comes here; an empty text is no raised flag in JSON either."""
    if isinstance(value, bool):
        return value
    found = word(value, where, margin)
    return margin.flag(where, found) if found else None


def moment(value: Any, where: str, margin: Margin) -> Moment | None:
    found = word(value, where, margin)
    return margin.moment(where, found) if found else None


def port(value: Any, where: str, margin: Margin) -> int | None:
    found = word(value, where, margin)
    return margin.number(where, found, most=65535) if found else None


def inner(table: Table) -> Leaf:
    return lambda value, where, margin: record(value, where, margin, table)


def each(leaf: Leaf) -> Leaf:
    """A list; a single value where a list should be is a list of one."""

    def several(value: Any, where: str, margin: Margin) -> list[Any] | None:
        parts = value if isinstance(value, list) else [value]
        found = [leaf(part, where, margin) for part in parts if part is not None]
        return [part for part in found if part is not None and part != {}] or None

    return several


def named(name: str, leaf: Leaf) -> Leaf:
    """The list that stands in an object under a name of its own, as in {"emails": {"emails": []}}, or alone."""
    several = each(leaf)

    def unwrapped(value: Any, where: str, margin: Margin) -> list[Any] | None:
        if isinstance(value, dict) and (name in value or not value):
            found: list[Any] | None = record(value, where, margin, {name: several}).get(name)
            return found
        alone: list[Any] | None = several(value, where, margin)
        return alone

    return unwrapped


def valued(leaf: Leaf = text) -> Leaf:
    """A value that may stand in an object: {"value": "…"}."""

    def unwrapped(value: Any, where: str, margin: Margin) -> Any:
        if isinstance(value, dict):
            return record(value, where, margin, {"value": leaf}).get("value")
        return leaf(value, where, margin)

    return unwrapped

"""For how long the sender's side keeps what it reported: dated figures with their source, by format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from besa.core.triage.rules import RulesWrong, read_mapping


@dataclass(frozen=True)
class Period:
    """`formats` are beginnings of format names ("cybertip"); `checked` is the day somebody read the source."""

    id: str
    formats: tuple[str, ...]
    days: int
    source: str
    checked: str


def read_periods(path: Path) -> tuple[Period, ...]:
    entries = read_mapping(path).get("periods")
    if not isinstance(entries, list):
        raise RulesWrong(path.name, "periods", "must be a list")
    found = []
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) != {"id", "formats", "days", "source", "checked"}:
            raise RulesWrong(path.name, "periods", "each needs id, formats, days, source and checked")
        if not str(entry["days"]).isdigit():
            raise RulesWrong(path.name, f"{entry['id']}.days", "must be a number of days")
        found.append(
            Period(entry["id"], tuple(entry["formats"]), int(entry["days"]), entry["source"], entry["checked"])
        )
    return tuple(found)


def days_kept(periods: tuple[Period, ...], form: str) -> int | None:
    """The figure for a format; None if none is known."""
    return next((period.days for period in periods if form.startswith(period.formats)), None)

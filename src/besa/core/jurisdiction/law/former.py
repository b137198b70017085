"""States that no longer exist: until when they did, and under which codes authorities act today where they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.law import days, reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.states import CODE

FILE: Final = "former.yaml"
_KEYS: Final = ("name", "from", "to", "now", "others")


@dataclass(frozen=True, slots=True)
class Former:
    """One State under a code used no more, between two days (both included); `others`: `now` does not name all."""

    name: str
    now: tuple[str, ...]
    ended: date
    began: date | None = None
    others: bool = False


def read_former(folder: Path) -> Mapping[str, tuple[Former, ...]]:
    """By code, in the order of the file; a law without the file knows of none. Raises LawBroken."""
    if not (folder / FILE).exists():
        return {}
    found = {}
    for code, raw in reading.read(folder / FILE, FILE).items():
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise LawBroken(FILE, str(code), "must be two small letters, the code that the State had")
        if not isinstance(raw, list) or not raw:
            raise LawBroken(FILE, code, "must be a list of States that had this code")
        found[code] = tuple(_read(one, code) for one in raw)
    return found


def _read(raw: Any, code: str) -> Former:
    one = reading.keys(raw, FILE, code, _KEYS, ("name", "to", "now"))
    if one.get("others", "no") not in ("yes", "no"):
        raise LawBroken(FILE, code, "'others' must be yes or no")
    began = days.exact_day(one["from"], FILE, code) if "from" in one else None
    ended = days.exact_day(one["to"], FILE, code)
    if began is not None and began > ended:
        raise LawBroken(
            FILE, code, "existed from {began} to {ended}, which is no time: exchange them", began=began, ended=ended
        )
    now = reading.words(one["now"], FILE, code)
    return Former(reading.text(one, "name", FILE, code), now, ended, began, one.get("others") == "yes")

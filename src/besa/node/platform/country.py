"""What is particular to the node's country: numbers to call, competent bodies, promised answers, the exit.

Read from `besa/packs/<country>/`, strictly: an unknown or missing key names its file, its place and the cure.
Every `label`, `note` and `name` is an English msgid of the catalogues: show it through gettext.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

PACKS = Path(__file__).resolve().parent.parent.parent / "packs"
SURE = ("sure", "likely", "doubtful", "unknown")

Entry = TypeVar("Entry", "Number", "Authority", "Clock")


class PackError(ValueError):
    """A country pack that cannot be used; the text names the file, the key and the cure."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number to call: `number` as people write it, or None while nobody found it; `sure` is one of SURE."""

    key: str
    kind: str
    number: str | None
    label: str
    source: str
    read: date
    sure: str
    note: str = ""

    @property
    def tel(self) -> str:
        """Only the digits, for a `tel:` link."""
        return "".join(letter for letter in self.number or "" if letter.isdigit() or letter == "+")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A competent body for 'refer out'; `names` maps our language codes to its own official names."""

    key: str
    kind: str
    names: Mapping[str, str]
    source: str
    read: date
    sure: str

    def name_in(self, language: str) -> str:
        """Its name in `language`, else in a near one, else in the first it calls itself by."""
        other = {"sr": "sr-latn", "sr-latn": "sr", "cnr": "sr-latn"}.get(language, "en")
        return self.names.get(language) or self.names.get(other) or next(iter(self.names.values()))


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Hours in which an answer is promised for the urgency `key` (now, urgent, soon, routine)."""

    key: str
    hours: int
    basis: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class Country:
    """Everything one pack says. `numbers` holds known numbers only, in the order to show them."""

    code: str
    name: str
    node_name: str
    footnote: str
    time_zone: str
    default_language: str
    languages: tuple[str, ...]
    phone_regions: tuple[str, ...]
    numbers: tuple[Number, ...]
    unknown_numbers: tuple[Number, ...]
    authorities: tuple[Authority, ...]
    clocks: Mapping[str, Clock]
    exit_url: str

    def first(self, *kinds: str) -> tuple[Number, ...]:
        """The first known number of each of `kinds`, in that order, none twice: what little room shows.

        Where no single emergency number works yet, the police answer for it.
        """
        by_kind = {number.kind: number for number in reversed(self.numbers)}
        if "police" in by_kind:
            by_kind.setdefault("emergency", by_kind["police"])
        return tuple(dict.fromkeys(by_kind[kind] for kind in kinds if kind in by_kind))

    @property
    def zone(self) -> tzinfo:
        """The clock on its walls; UTC on a machine without time zone data, of which `besa check` complains."""
        return zone(self.time_zone) or UTC


def choices() -> tuple[str, ...]:
    """The codes of every country that has a pack."""
    return tuple(sorted(folder.name for folder in PACKS.iterdir() if (folder / "country.yaml").exists()))


@cache
def load(code: str) -> Country:
    """The pack of the country `code` (two small letters).

    Raises:
        PackError: there is no such pack, or something in it is missing, misspelt or of the wrong kind.
    """
    if code not in choices():
        raise PackError(f"There is no country pack '{code}'. Set BESA_COUNTRY to one of: {', '.join(choices())}.")
    folder = PACKS / code
    about = _mapping(folder / "country.yaml", required=_ABOUT, optional={"footnote": str})
    leaving = _mapping(folder / "exit.yaml", required={"url": str})
    if not str(leaving["url"]).startswith("https://"):
        raise PackError(f"{_short(folder / 'exit.yaml')}: url: got {leaving['url']!r}; it must begin with https://")
    _check_zone(about["time_zone"], folder / "country.yaml")
    numbers = _entries(folder / "numbers.yaml", Number)
    for number in numbers:
        if (number.number is None) != (number.sure == "unknown"):
            raise PackError(
                f"{_short(folder / 'numbers.yaml')}: {number.key}: unknown numbers, and only they, are null"
            )
    return Country(
        code=code,
        name=about["name"],
        node_name=about["node_name"],
        footnote=about.get("footnote", ""),
        time_zone=about["time_zone"],
        default_language=about["default_language"],
        languages=tuple(about["languages"]),
        phone_regions=tuple(about["phone_regions"]),
        numbers=tuple(number for number in numbers if number.number),
        unknown_numbers=tuple(number for number in numbers if not number.number),
        authorities=_entries(folder / "authorities.yaml", Authority),
        clocks={clock.key: clock for clock in _entries(folder / "clocks.yaml", Clock)},
        exit_url=leaving["url"],
    )


def messages() -> list[str]:
    """Every English text of every pack, for the translation catalogues."""
    texts: list[str] = []
    for country in (load(code) for code in choices()):
        texts += [country.name, country.node_name, country.footnote]
        for number in (*country.numbers, *country.unknown_numbers):
            texts += [number.label, number.note]
    return [text for text in texts if text]


_ABOUT = {
    "name": str,
    "node_name": str,
    "time_zone": str,
    "default_language": str,
    "languages": list,
    "phone_regions": list,
}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "str | None": (str, type(None)),
    "bool": bool,
    "int": int,
    "date": date,
}


def zone(name: str) -> ZoneInfo | None:
    """The time zone of this name; None when this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _check_zone(name: str, file: Path) -> None:
    # Europe/Belgrade is in every version of the data: where even that is missing, the machine lacks all of it.
    if zone(name) is None and zone("Europe/Belgrade") is not None:
        raise PackError(f"{_short(file)}: time_zone: got {name!r}; it must be a name such as Europe/Tirane")


def _entries(file: Path, kind: type[Entry]) -> tuple[Entry, ...]:
    raw = _yaml(file)
    if not isinstance(raw, list):
        raise PackError(f"{_short(file)}: must be a list of entries that begin with `- key:`")
    required = {field.name: str(field.type) for field in fields(kind) if field.default is MISSING}
    optional = {field.name: str(field.type) for field in fields(kind) if field.default is not MISSING}
    seen: set[str] = set()
    for entry in raw:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            raise PackError(f"{_short(file)}: an entry has no `key`; give it one, such as `key: police`")
        place = f"{_short(file)}: {entry['key']}"
        if entry["key"] in seen:
            raise PackError(f"{place}: stands twice; remove one")
        seen.add(entry["key"])
        _complain(place, entry, required=required, optional=optional)
        for name, value in entry.items():
            expected = _KINDS.get((required | optional)[name])
            if expected is not None and not _is(value, expected):
                raise PackError(f"{place}: {name}: got {value!r}; it must be {(required | optional)[name]}")
        if entry.get("sure", "sure") not in SURE:
            raise PackError(f"{place}: sure: got {entry['sure']!r}; it must be one of {', '.join(SURE)}")
    return tuple(kind(**entry) for entry in raw)


def _mapping(file: Path, *, required: Mapping[str, type], optional: Mapping[str, type] | None = None) -> dict[str, Any]:
    raw = _yaml(file)
    if not isinstance(raw, dict):
        raise PackError(f"{_short(file)}: must be lines of `key: value`")
    known = {**required, **(optional or {})}
    _complain(_short(file), raw, required=required, optional=optional or {})
    for name, value in raw.items():
        if not isinstance(value, known[name]):
            raise PackError(f"{_short(file)}: {name}: got {value!r}; it must be a {known[name].__name__}")
    return raw


def _complain(place: str, raw: Mapping[str, object], *, required: Iterable[str], optional: Iterable[str]) -> None:
    """Name the first unknown or missing key."""
    known = {*required, *optional}
    unknown = sorted(str(name) for name in raw if name not in known)
    if unknown:
        raise PackError(f"{place}: unknown key '{unknown[0]}'; known are {', '.join(sorted(known))}")
    missing = sorted(name for name in required if name not in raw)
    if missing:
        raise PackError(f"{place}: '{missing[0]}' is missing; add it (unknown values may be written as such)")


def _is(value: object, expected: type | tuple[type, ...]) -> bool:
    """isinstance, except that YAML's true is not a number."""
    return isinstance(value, expected) and not (isinstance(value, bool) and expected is int)


def _yaml(file: Path) -> object:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackError(f"{_short(file)}: the file is missing; copy it from another country and fill it in") from None
    except yaml.YAMLError as error:
        raise PackError(f"{_short(file)}: is not YAML: {error}") from error


def _short(file: Path) -> str:
    return f"packs/{file.parent.name}/{file.name}"

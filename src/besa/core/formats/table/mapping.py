"""The mapping file of a table: which column says what. Written by whoever knows the table; checked when it is read."""

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from besa.core.formats.table.targets import is_target

_KEYS = {"version", "name", "delimiter", "encoding", "separator", "zone", "times", "columns"}
_ZONE = re.compile(r"([+\-])(\d\d):(\d\d)")
VERSION = 1


class WrongMapping(ValueError):
    """The mapping file cannot be used; the sentence says what to change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapping:
    """`columns`: header in lower case → what it says (see targets.py). `zone` in minutes; None: times without one stay
    without UTC.
    """

    name: str
    columns: AnyMapping[str, str] = field(hash=False)
    delimiter: str = "auto"
    encoding: str = "utf-8"
    separator: str = "|"
    zone: int | None = None
    times: tuple[str, ...] = ()


@cache
def default() -> Mapping:
    """The mapping that ships with Besa."""
    return load((files("besa.core.formats.table") / "default.yaml").read_text(encoding="utf-8"))


def load(text: str) -> Mapping:
    """Read a mapping file. Raises WrongMapping."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as broken:
        raise WrongMapping(f"Is not YAML: {broken}") from broken
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise WrongMapping(f'Has to begin with "version: {VERSION}".')
    if unknown := value.keys() - _KEYS:
        raise WrongMapping(f"Has parts nobody knows: {', '.join(map(str, sorted(unknown, key=str)))}.")
    columns = value.get("columns")
    if not isinstance(columns, dict) or not columns:
        raise WrongMapping('Names no columns under "columns".')
    for column, target in columns.items():
        if not is_target(str(target)):
            raise WrongMapping(f'The column "{column}" says "{target}", which no referral has.')
    return Mapping(
        name=str(value.get("name", "")),
        columns={header(str(column)): str(target) for column, target in columns.items()},
        delimiter=_one_of(value, "delimiter", "auto"),
        encoding=_encoding(str(value.get("encoding", "utf-8"))),
        separator=_one_of(value, "separator", "|"),
        zone=_zone(str(value.get("zone") or "")),
        times=tuple(str(form) for form in value.get("times") or ()),
    )


def header(text: str) -> str:
    """How headers are compared: without capitals and needless blanks."""
    return " ".join(text.lower().split())


def _one_of(value: dict[str, Any], name: str, otherwise: str) -> str:
    text = str(value.get(name, otherwise))
    if text != "auto" and (len(text) != 1 or text in '"\r\n' or not text.isascii()):
        raise WrongMapping(f'"{name}" has to be one character.')
    if name == "separator" and text == "auto":
        raise WrongMapping('"separator" has to be one character.')
    return text


def _encoding(name: str) -> str:
    """Encodings in which commas and line ends can be found byte by byte; UTF-16 and UTF-32 are seen by themselves."""
    ascii_bytes = bytes(range(128))
    try:
        same = ascii_bytes.decode(name) == ascii_bytes.decode("ascii")
    except (LookupError, UnicodeError) as broken:
        raise WrongMapping(f'"{name}" is no encoding of a table.') from broken
    if not same:
        raise WrongMapping(f'"{name}" is no encoding of a table.')
    return name


def _zone(text: str) -> int | None:
    if not text:
        return None
    found = _ZONE.fullmatch(text)
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        raise WrongMapping('"zone" has to look like "+01:00".')
    return (int(found[2]) * 60 + int(found[3])) * (-1 if found[1] == "-" else 1)

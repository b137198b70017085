"""The strings of the sources: Python, templates, code lists, country packs, reply templates."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from tools.catalogues import layout

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# Complaints of modules that know no Django: the message stands where it is raised, at this place among the arguments.
COMPLAINTS = {"LawBroken": (3,), "FactsContradict": (2,), "CaseFileWrong": (1,), "NotAnExpression": (1,)}

# Data that lawyers change must not wait for translators: it is shown in its own language until somebody knows it.
FREE = "Words of the law's data: they may stay untranslated."

Key = tuple[str, str | tuple[str, str]]  # (context or "", msgid or (singular, plural))


@dataclass
class Found:
    """One string of the sources: where it stands and what translators should know; `free`: it may stay as it is."""

    places: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)
    free: bool = False


def of_room(room: str) -> dict[Key, Found]:
    """The strings of a room's Python files and templates, and those that it keeps for modules that are in no room."""
    found: dict[Key, Found] = {}
    for file in sorted((layout.NODE / room).rglob("*")):
        parts = file.relative_to(layout.NODE / room).parts
        if {"tests", "migrations", "static", "locale", "__pycache__"} & set(parts[:-1]):
            continue
        if file.suffix == ".py":
            _collect(found, python_strings(file.read_text(encoding="utf-8")), file)
        elif "templates" in parts and file.suffix in {".html", ".txt"}:
            _collect(found, _template(file), file)
    for file in _complaining(room):
        _collect(found, python_strings(file.read_text(encoding="utf-8"), COMPLAINTS), file)
    for place, texts in _exported(room, "messages"):
        for text in texts:
            found.setdefault(("", text), Found()).places.add(place)
    for place, texts in _exported(room, "free_words"):
        for text in texts:
            entry = found.setdefault(("", text), Found(comments=[FREE], free=True))
            entry.places.add(place)
    if room == layout.HOME:
        for key in borrowed():
            found.setdefault(key, Found()).places.add("borrowed.pot")
    return found


def borrowed() -> list[Key]:
    """Strings of Django and allauth that our screens show and at least one language lacks."""
    file = layout.NODE / layout.HOME / "locale" / "borrowed.pot"
    if not file.exists():
        return []
    catalogue = read_po(io.BytesIO(file.read_bytes()))
    return [key_of(message) for message in catalogue if message.id]


def python_strings(text: str, keywords: Mapping[str, Any] = KEYWORDS) -> Iterator[tuple[Key, list[str]]]:
    source = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for _line, ids, comments, context in extract(
        "python", source, keywords=keywords, comment_tags=("Translators:",), options=options
    ):
        if ids and isinstance(ids, str):
            yield (context or "", ids), list(comments)
        elif ids:
            yield (context or "", (ids[0], ids[1])), list(comments)


def _complaining(room: str) -> Iterator[Path]:
    """The files of core whose complaints the room keeps, and its own and those of the rooms above that raise them."""
    if room in layout.KEPT_BY.values():
        for file in sorted((layout.SOURCES / "core").rglob("*.py")):
            name = ".".join(file.relative_to(layout.ROOT / "src").with_suffix("").parts)
            if "tests" not in file.parts and layout.keeper_of(name) == room:
                yield file
        yield from (layout.NODE / "law/expressions.py", layout.NODE / "jurisdiction/casefiles.py")


def _template(file: Path) -> Iterator[tuple[Key, list[str]]]:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    from django.utils.translation.template import templatize

    code = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    # What is left of the page around the calls is not Python: its indentation would be a syntax error.
    yield from python_strings("\n".join(line.strip() for line in code.splitlines()))


def _exported(room: str, offer: str) -> Iterator[tuple[str, Iterable[str]]]:
    """What modules that know no Django offer for translation through a function of their own, of the room's share."""
    sys.path.insert(0, str(layout.ROOT / "src"))
    files = [
        *sorted((layout.SOURCES / "core").rglob("*.py")),
        layout.NODE / layout.HOME / "country.py",
        layout.NODE / "desk/replies/__init__.py",
    ]
    for file in files:
        if "tests" in file.parts or not file.exists() or f"\ndef {offer}(" not in file.read_text(encoding="utf-8"):
            continue
        name = ".".join(file.relative_to(layout.ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        if layout.keeper_of(name) == room:
            yield name, sorted({str(text) for text in getattr(importlib.import_module(name), offer)()})


def _collect(found: dict[Key, Found], strings: Iterable[tuple[Key, list[str]]], file: Path) -> None:
    for key, comments in strings:
        entry = found.setdefault(key, Found())
        entry.places.add(_place(file))
        entry.comments += [comment for comment in comments if comment not in entry.comments]


def _place(file: Path) -> str:
    """As translators read it: the file in its room, or the module of core."""
    if file.is_relative_to(layout.NODE):
        return str(file.relative_to(layout.NODE))
    return ".".join(file.relative_to(layout.ROOT / "src").with_suffix("").parts)


def key_of(message: Message) -> Key:
    ids = message.id
    return (message.context or "", ids if isinstance(ids, str) else (ids[0], ids[1]))

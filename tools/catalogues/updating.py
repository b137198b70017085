"""Bring the catalogues in line with the sources."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from babel.messages.catalog import Catalog
from tools.catalogues.files import empty, read, strings_of, write
from tools.catalogues.layout import LOCALES, rooms
from tools.catalogues.serbian import in_latin
from tools.catalogues.sources import Found, Key, key_of, of_room


def update(only: Collection[str] = ()) -> None:
    """Bring the catalogues (of the rooms `only`, or of all) in line; words known in another room are taken over."""
    found = {room: of_room(room) for room in rooms()}
    for locale in LOCALES:
        if locale == "sr_Latn":
            continue
        old = {room: {key_of(m): m for m in read(room, locale) if m.id} for room in found}
        anywhere = {key: m for words in old.values() for key, m in words.items() if all(strings_of(m)) and not m.fuzzy}
        for room, wanted in found.items():
            if only and room not in only:
                continue
            catalogue = empty(locale)
            for key in sorted(wanted, key=lambda k: (sorted(wanted[k].places)[0], str(k[1]), k[0])):
                known = old[room].get(key)
                if known is None or not all(strings_of(known)):
                    known = anywhere.get(key, known)
                _add(
                    catalogue,
                    key,
                    wanted[key],
                    known.string if known else None,
                    flags=set(known.flags) if known else set(),
                )
            write(room, locale, catalogue)
            if locale == "sr":
                write(room, "sr_Latn", in_latin(catalogue))


def _add(catalogue: Catalog, key: Key, source: Found, string: Any, *, flags: set[str]) -> None:
    context, ids = key
    catalogue.add(
        ids,
        string=string,
        locations=[(place, 0) for place in sorted(source.places)],  # line numbers are never written
        auto_comments=source.comments,
        flags=flags & {"fuzzy"},
        context=context or None,
    )

"""Cuts a stream of XML into the reports in it, byte by byte, without reading them: what is cut out is read alone.

Tags are searched, not parsed, so that one broken report costs itself only: the next one begins at its own tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from besa.core.formats.items import LARGEST_ITEM
from besa.core.formats.windows import Window

Kind = Literal["entry", "broken", "too-large", "type", "declaration", "comment", "between"]

_ENTRY = rb"<(?:[\w.\-]+:)?(?:report|fileDetails)(?=[\s/>])"
_OPENING = re.compile(rb"<!--|<!\[CDATA\[|<\?|<!|" + _ENTRY)
_ENDS: dict[bytes, tuple[bytes, Kind]] = {
    b"<!--": (b"-->", "comment"),
    b"<![CDATA[": (b"]]>", "between"),
    b"<?": (b"?>", "declaration"),
}
# Possessive, so that no text can make them try twice.
_TAG_END = re.compile(rb"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_LONGEST_TAG = 4 * 1024
# A document type: the subset in brackets may hold comments and quoted ">" and "]".
_QUOTED = rb"\"[^\"]*+\"|'[^']*+'"
_SUBSET = rb"\[(?:<!--(?:[^\-]++|-(?!->))*+-->|<(?!!--)|[^\]\"'<]++|" + _QUOTED + rb")*+\]"
_TYPE = re.compile(rb"<!(?:[^\[\]<>\"']++|" + _QUOTED + rb")*+(?:" + _SUBSET + rb"\s*+)?>")
_LONGEST_TYPE = 64 * 1024
_LONGEST_TOKEN = 512


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of the file and what they are: an entry, or one of the things that stand around entries."""

    kind: Kind
    raw: bytes


def pieces(window: Window) -> Iterator[Piece]:
    """All bytes of the stream in order, each in exactly one piece."""
    search = window.at
    hopeless: set[bytes] = set()
    while True:
        found = _OPENING.search(window.data, search)
        # A token at the very end of what is in memory may be half of a longer one.
        if found is None or (found.end() == len(window.data) and not window.ended):
            if len(window.data) - window.at >= LARGEST_ITEM + _LONGEST_TOKEN:
                yield Piece("between", window.take(window.at + LARGEST_ITEM))
                search = window.at
                continue
            done = (found.start() if found else max(search, len(window.data) - _LONGEST_TOKEN)) - window.at
            if window.more():
                search = window.at + done
                continue
            if found is None:
                if window.at < len(window.data):
                    yield Piece("between", window.take(len(window.data)))
                return
        if found.start() > window.at:
            yield Piece("between", window.take(found.start()))
        yield from _token(window, found[0], hopeless)
        search = window.at


def _token(window: Window, token: bytes, hopeless: set[bytes]) -> Iterator[Piece]:
    """The piece, or the pieces of something too large, that begins with `token` at the window's place.

    A document type that cannot be made out is looked for once in a file: a million of them must not cost a day.
    """
    if token in _ENDS:
        yield _until(window, token)
    elif token == b"<!":
        piece = Piece("between", window.take(window.at + 2)) if token in hopeless else _document_type(window)
        if piece.kind != "type":
            hopeless.add(token)
        yield piece
    else:
        yield from _entry(window, _Tags.of(token[1:]))


def _until(window: Window, token: bytes) -> Piece:
    """A comment and the like; if its end never comes, only its first two bytes, so that what follows is seen."""
    end, kind = _ENDS[token]
    while True:
        found = window.find(end, window.at + len(token))
        if found >= 0:
            return Piece(kind, window.take(found + len(end)))
        if len(window.data) - window.at > LARGEST_ITEM or not window.more():
            return Piece("between", window.take(window.at + 2))


def _document_type(window: Window) -> Piece:
    while True:
        found = _TYPE.match(window.data, window.at, window.at + _LONGEST_TYPE)
        if found is not None:
            return Piece("type", window.take(found.end()))
        if len(window.data) - window.at > _LONGEST_TYPE or not window.more():
            return Piece("between", window.take(window.at + 2))


@dataclass(frozen=True, slots=True)
class _Tags:
    """What to look for inside one kind of entry, named as it is named in this file (with its prefix)."""

    either: re.Pattern[bytes]
    careful: re.Pattern[bytes]
    broken: re.Pattern[bytes]

    @staticmethod
    @lru_cache(maxsize=64)
    def of(name: bytes) -> "_Tags":
        closing = rb"</" + re.escape(name) + rb"\s*>"
        either = rb"<" + re.escape(name) + rb"(?=[\s/>])|" + closing
        careful = rb"<!--|<!\[CDATA\[|<\?|" + either
        return _Tags(re.compile(either), re.compile(careful), re.compile(_ENTRY + rb"|" + closing))


def _entry(window: Window, tags: _Tags) -> Iterator[Piece]:
    # How far tags were looked for before more of the file was read, counted from the entry's beginning.
    looked = 1
    while True:
        place = _end_of(window, tags, looked)
        waiting = len(window.data) - window.at
        if place is None and waiting <= LARGEST_ITEM:
            looked = max(1, waiting - _LONGEST_TOKEN)
            if window.more():
                continue
        kind, end = place or _broken(window, tags)
        if end - window.at > LARGEST_ITEM:
            yield from _too_large(window, tags)
        else:
            yield Piece(kind, window.take(end))
        return


def _broken(window: Window, tags: _Tags) -> tuple[Kind, int]:
    """Without an end, or in a comment without one: it goes up to the next tag of any entry, so that those are seen."""
    tag = tags.broken.search(window.data, window.at + 1)
    return "broken", _stop(tag) if tag else len(window.data)


def _end_of(window: Window, tags: _Tags, looked: int) -> tuple[Kind, int] | None:
    """Where the entry at the window's place ends; None if that is not in memory yet."""
    data, start = window.data, window.at
    first = _TAG_END.match(data, start, start + _LONGEST_TAG)
    if first is not None and first[0].endswith(b"/>"):
        return "entry", first.end()
    found = tags.either.search(data, start + looked)
    if found is None:
        return None
    if data.find(b"<!", start, found.start()) >= 0 or data.find(b"<?", start, found.start()) >= 0:
        found = _careful(window, tags)
    if found is None:
        return None
    return ("entry", found.end()) if found[0].startswith(b"</") else _broken(window, tags)


def _careful(window: Window, tags: _Tags) -> re.Match[bytes] | None:
    """The tag that ends the entry, among comments and CDATA sections in which tags are only text."""
    at = window.at + 1
    while found := tags.careful.search(window.data, at):
        if found[0] not in _ENDS:
            return found
        end = _ENDS[found[0]][0]
        place = window.find(end, found.end())
        if place < 0:
            return None
        at = place + len(end)
    return None


def _stop(tag: re.Match[bytes]) -> int:
    """An entry ends after its closing tag, or before the next opening one."""
    return tag.end() if tag[0].startswith(b"</") else tag.start()


def _too_large(window: Window, tags: _Tags) -> Iterator[Piece]:
    """The entry in parts, up to its end or to where the next one begins."""
    skip = 1
    while True:
        tag = tags.broken.search(window.data, window.at + skip)
        if tag is not None and _stop(tag) - window.at <= LARGEST_ITEM:
            yield Piece("too-large", window.take(_stop(tag)))
            return
        if len(window.data) - window.at > LARGEST_ITEM:
            yield Piece("too-large", window.take(window.at + LARGEST_ITEM - _LONGEST_TOKEN))
            skip = 0
        elif not window.more():
            yield Piece("too-large", window.take(len(window.data)))
            return

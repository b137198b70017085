"""Cuts a stream of JSON into objects: one alone, an array of them, one after the other, or one in each line.

Brackets are counted, not parsed: memory stays near one object, each keeps its exact bytes, and what is broken ends
where the next line begins with an object as far to the left.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from besa.core.formats.items import EMPTY, LARGEST_ITEM, NO_TEXT, TOO_LARGE, TRUNCATED
from besa.core.formats.wide import HEAD, Narrowed, wide_encoding
from besa.core.formats.windows import Pushed, Window

OUTSIDE = "Stands outside of every object: kept, not read."
# Strings are taken whole, so that brackets in them do not count; a lone quotation mark has no end yet.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.DOTALL)
_STEPS = {b"{": 1, b"[": 1, b"}": -1, b"]": -1, b'"': 0}
_BETWEEN = re.compile(rb"(?:[\s,\[\]\x1e]|\xef\xbb\xbf)++")
_JUNK = re.compile(rb"[^{]++")
_DEEPEST_INDENT = 1000
# Bytes that may be searched in vain in one file, and how many more for each byte of it: the cost stays linear.
_PATIENCE, _MORE_PATIENCE = LARGEST_ITEM, 2


def entries(stream: BinaryIO) -> Iterator[tuple[bytes, bytes, str]]:
    """The bytes of each object, the same in UTF-8, and ""; of everything else its bytes and what is wrong with it."""
    head = stream.read(HEAD)
    mark, encoding = wide_encoding(head)
    start = Pushed(head[len(mark) :], stream)
    nothing = True
    narrowed = Narrowed(start, encoding=encoding, mark=mark) if encoding else None
    for narrow, problem in _objects(Window(narrowed or start)):
        nothing = False
        yield narrowed.widen(narrow) if narrowed else narrow, narrow, problem
    rest = narrowed.leftover if narrowed else b""
    while rest:
        nothing = False
        yield rest, b"", NO_TEXT
        rest = start.read(LARGEST_ITEM)
    if nothing:
        yield head, b"", EMPTY


def _objects(window: Window) -> Iterator[tuple[bytes, str]]:
    patience = _PATIENCE
    indent = 0
    while (indent := _skip(window, indent)) >= 0:
        if window.data[window.at : window.at + 1] != b"{":
            yield _junk(window), OUTSIDE
            continue
        reach = min(LARGEST_ITEM, patience)
        end = _end_of(window, reach)
        if end is not None:
            yield window.take(end), ""
            continue
        waiting = len(window.data) - window.at
        again = re.compile(rb"\n[ \t]{0,%d}(?=\{)" % min(indent, _DEEPEST_INDENT))
        following = again.search(window.data, window.at + 1, window.at + LARGEST_ITEM)
        broken = window.take(following.end() if following else window.at + min(waiting, LARGEST_ITEM))
        patience += len(broken) * _MORE_PATIENCE - min(waiting, reach)
        yield broken, TRUNCATED if following or waiting <= LARGEST_ITEM else TOO_LARGE


def _skip(window: Window, indent: int) -> int:
    """Past what may stand between objects; gives how far in the next one begins in its line, -1 at the end."""
    while True:
        found = _BETWEEN.match(window.data, window.at)
        if found is not None:
            window.at = found.end()
            between = found[0]
            indent = len(between) - len(between.rstrip(b" \t"))
        # Half a byte order mark needs more bytes to be told from junk.
        if len(window.data) - window.at >= HEAD or not window.more():
            return indent if window.at < len(window.data) else -1


def _junk(window: Window) -> bytes:
    """Up to where an object could begin."""
    while True:
        found = _JUNK.match(window.data, window.at)
        end = found.end() if found else window.at + 1
        if end < len(window.data) or end - window.at >= LARGEST_ITEM or not window.more():
            return window.take(min(end, window.at + LARGEST_ITEM))


def _end_of(window: Window, patience: int) -> int | None:
    """The place after the bracket that closes the object; None if it is not there, or too far away."""
    depth, at = 0, 0
    while True:
        last = None
        for token in _TOKEN.finditer(window.data, window.at + at, window.at + patience):
            step = _STEPS.get(token[0])
            if step is None:
                last = token
                continue
            if not step:
                # A string that is not whole yet: the looking goes on from here when more is there.
                at, last = token.start() - window.at, None
                break
            depth += step
            if not depth:
                return token.end()
            last = token
        if last is not None:
            at = last.end() - window.at
        if len(window.data) - window.at >= patience or not window.more():
            return None

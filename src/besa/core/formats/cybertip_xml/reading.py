"""Reads a file of CyberTipline reports: one report, many in a wrapper, or documents one after the other."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from besa.core.formats.cybertip_xml.leaves import TooDeep
from besa.core.formats.cybertip_xml.parsing import Unreadable, elements
from besa.core.formats.cybertip_xml.prologs import declared_encoding
from besa.core.formats.cybertip_xml.referrals import referral
from besa.core.formats.cybertip_xml.splitting import Piece, pieces
from besa.core.formats.items import (
    EMPTY,
    LARGEST_ITEM,
    NO_TEXT,
    TOO_DEEP,
    TOO_LARGE,
    TRUNCATED,
    not_understood,
    understood,
)
from besa.core.formats.margins import Margin
from besa.core.formats.values import Item
from besa.core.formats.wide import HEAD, Narrowed, wide_encoding
from besa.core.formats.windows import Pushed, Window

DOCUMENT_TYPE = "Declares a document type: that is not followed, and no entity of it is read. Kept as it is."
OUTSIDE = "Stands outside of every report: kept, not read."
NOTHING = "Holds no CyberTipline report."

_PROBLEMS = {"broken": TRUNCATED, "too-large": TOO_LARGE, "type": DOCUMENT_TYPE}
# Wrapper tags and namespace declarations say nothing; any other attribute or text does.
_SILENT = re.compile(
    rb"\s+|\xef\xbb\xbf|</[\w:.\-]+\s*>"
    rb"|<[\w:.\-]+(?:\s+(?:xmlns|xsi)(?::[\w.\-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
)


def read(stream: BinaryIO, *, source: str) -> Iterator[Item]:
    """Every report and fileDetails document of the stream, in order. Never raises because of what stands in it."""
    head = stream.read(HEAD)
    mark, wide = wide_encoding(head)
    start = Pushed(head[len(mark) :], stream)
    if wide:
        narrowed = Narrowed(start, encoding=wide, mark=mark)
        yield from _Entries(source, narrowed).of(Window(narrowed))
        rest = narrowed.leftover
        while rest:
            yield not_understood(rest, NO_TEXT)
            rest = start.read(LARGEST_ITEM)
    else:
        yield from _Entries(source, None).of(Window(start))


class _Entries:
    """Keeps what a piece needs to know of the file before it: its prolog, and what stands between entries."""

    def __init__(self, source: str, narrowed: Narrowed | None) -> None:
        self._source = source
        self._narrowed = narrowed
        self._declaration = b""
        self._encoding = "utf-8"
        self._between = bytearray()

    def of(self, window: Window) -> Iterator[Item]:
        nothing, blank = True, bytearray()
        for piece in pieces(window):
            if piece.kind in {"between", "comment", "declaration"}:
                if nothing and len(blank) < LARGEST_ITEM:
                    blank += piece.raw
                self._keep(piece)
                if len(self._between) < LARGEST_ITEM:
                    continue
            for item in (*self._outside(), *self._read(piece)):
                nothing = False
                yield item
        for item in self._outside():
            nothing = False
            yield item
        if nothing:
            yield not_understood(self._raw(bytes(blank)), NOTHING if blank.strip() else EMPTY)

    def _keep(self, piece: Piece) -> None:
        if piece.kind == "declaration" and piece.raw.startswith(b"<?xml") and self._narrowed is None:
            self._encoding = declared_encoding(piece.raw)
            self._declaration = piece.raw if self._encoding != "utf-8" else b""
        elif piece.kind == "between":
            self._between += piece.raw

    def _outside(self) -> list[Item]:
        between, self._between = bytes(self._between), bytearray()
        at = 0
        while found := _SILENT.match(between, at):
            at = found.end()
        if at == len(between):
            return []
        raw = self._raw(between)
        return [not_understood(raw[at : at + LARGEST_ITEM], OUTSIDE) for at in range(0, len(raw), LARGEST_ITEM)]

    def _read(self, piece: Piece) -> list[Item]:
        if piece.kind == "entry":
            return [self._entry(piece.raw)]
        problem = _PROBLEMS.get(piece.kind)
        return [not_understood(self._raw(piece.raw), problem)] if problem else []

    def _entry(self, narrow: bytes) -> Item:
        raw, margin = self._raw(narrow), Margin()
        try:
            root = elements(narrow, margin, encoding=self._encoding)
            return understood(raw, referral(root, margin, source=self._source))
        except Unreadable as reason:
            return not_understood(raw, str(reason))
        except TooDeep:
            return not_understood(raw, TOO_DEEP)

    def _raw(self, narrow: bytes) -> bytes:
        """The bytes as they stand in the file, with what is needed to read them alone in their encoding."""
        if self._narrowed is not None:
            return self._narrowed.widen(narrow)
        return self._declaration + narrow

"""Reads our own lines: one referral in each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from besa.core.formats.items import EMPTY, LARGEST_ITEM, TOO_DEEP, TOO_LARGE, not_understood, understood
from besa.core.formats.jsons import TooDeep, Unreadable, parse
from besa.core.formats.lines.plans import decoded
from besa.core.formats.margins import Margin
from besa.core.formats.values import Item, Referral
from besa.core.formats.windows import Window

VERSION = "1"
KEY = "besa-referral"
NO_REFERRAL = f'Is no referral in our own lines: an object that begins with "{KEY}".'
NEWER = "Was written in version {version} of our lines; this program reads version 1."
_MARK = b"\xef\xbb\xbf"


def read(stream: BinaryIO, *, source: str) -> Iterator[Item]:
    """Every line of the stream. `source` stands in for a line that names no source of its own."""
    nothing = True
    for raw, problem in _lines(Window(stream)):
        nothing = False
        yield not_understood(raw, problem) if problem else _item(raw, source)
    if nothing:
        yield not_understood(b"", EMPTY)


def _lines(window: Window) -> Iterator[tuple[bytes, str]]:
    """Lines that are not blank, without their ends; what is longer than an item may be comes in parts."""
    too_long = False
    while True:
        end = window.find(b"\n", window.at)
        waiting = len(window.data) - window.at
        if end < 0 and waiting <= LARGEST_ITEM and window.more():
            continue
        stop = end if end >= 0 else len(window.data)
        if stop - window.at > LARGEST_ITEM:
            yield window.take(window.at + LARGEST_ITEM), TOO_LARGE
            too_long = True
            continue
        line = window.take(stop).removeprefix(_MARK).strip(b" \t\r")
        window.at = min(stop + 1, len(window.data))
        if line:
            yield line, TOO_LARGE if too_long else ""
        too_long = False
        if end < 0:
            return


def _item(raw: bytes, source: str) -> Item:
    margin = Margin()
    try:
        value = parse(raw, margin)
        if not isinstance(value, dict) or KEY not in value:
            return not_understood(raw, NO_REFERRAL)
        version = value.pop(KEY)
        if version != VERSION:
            return not_understood(raw, NEWER.format(version=str(version)[:20]))
        value.setdefault("source", source)
        read_line: Referral = decoded(Referral, value, "", margin)
    except Unreadable as reason:
        return not_understood(raw, str(reason))
    except TooDeep:
        return not_understood(raw, TOO_DEEP)
    return understood(raw, replace(read_line, quarantine=read_line.quarantine + tuple(margin.notes)))

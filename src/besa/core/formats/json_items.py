"""Turns the objects of a JSON stream into items, for every format that is made of JSON objects."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from besa.core.formats.items import TOO_DEEP, not_understood, understood
from besa.core.formats.json_streams import entries
from besa.core.formats.jsons import TooDeep, Unreadable, parse
from besa.core.formats.margins import Margin
from besa.core.formats.values import Item, Referral

Make = Callable[[Any, Margin], Referral]


def items(stream: BinaryIO, make: Make) -> Iterator[Item]:
    """An item for each object; `make` makes a referral of one, or raises Unreadable with a sentence."""
    for raw, narrow, problem in entries(stream):
        yield not_understood(raw, problem) if problem else _item(raw, narrow, make)


def _item(raw: bytes, narrow: bytes, make: Make) -> Item:
    margin = Margin()
    try:
        return understood(raw, make(parse(narrow, margin), margin))
    except Unreadable as reason:
        return not_understood(raw, str(reason))
    except TooDeep:
        return not_understood(raw, TOO_DEEP)

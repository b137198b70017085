"""Reads JSON that others wrote: numbers stay as written, doubled names are noticed, bytes that are no text show."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from besa.core.formats.items import DEEPEST, MOST_WRONG, NOT_MOSTLY_TEXT
from besa.core.formats.margins import Margin

MOST_PARTS = 300_000
TOO_MANY = "Holds more than 300,000 values: kept, not read."
NOT_JSON = "Is not JSON (line {line}, column {column}): kept, not read."

Record = dict[str, Any]
# Reads (value, where, margin); None if nothing was said.
Leaf = Callable[[Any, str, Margin], Any]
Table = dict[str, Leaf]
_LONE = re.compile("[\ud800-\udfff]")
_LONGEST_NAME = 100


class Unreadable(Exception):
    """The entry cannot be read; the sentence says why."""


class TooDeep(Exception):
    """Nested deeper than any document of this kind needs to be."""


class Repeated(dict[str, Any]):
    """An object that has a name twice: the first value counts, the others stand in `others`."""

    others: list[tuple[str, Any]]


def parse(raw: bytes, margin: Margin) -> Any:
    """The value of one JSON text. Numbers are str, so that no digit is lost. Raises Unreadable or TooDeep."""
    if raw.count(b",") + raw.count(b"[") + raw.count(b"{") > MOST_PARTS:
        raise Unreadable(TOO_MANY)
    text = raw.decode("utf-8", "surrogateescape")
    halves = sum(1 for _ in islice(_LONE.finditer(text), MOST_WRONG + 1))
    if halves > MOST_WRONG:
        raise Unreadable(NOT_MOSTLY_TEXT)
    try:
        value = _DECODER.decode(text)
        # Text with "\\u" in it, or bytes that are no text, may hold halves of characters that nothing can store.
        return _visible(value, margin) if halves or "\\u" in text else value
    except json.JSONDecodeError as broken:
        raise Unreadable(NOT_JSON.format(line=broken.lineno, column=broken.colno)) from broken
    except RecursionError as deep:
        raise TooDeep from deep


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    first, others = Repeated(), []
    for name, each in pairs:
        if name in first:
            others.append((name, each))
        else:
            first[name] = each
    first.others = others
    return first


# Control characters inside strings are wrong, and read all the same.
_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=str, strict=False)


def _visible(value: Any, margin: Margin) -> Any:
    """The same with every lone half of a character, and every byte that is no text, written out and noted."""
    if isinstance(value, str):
        if _LONE.search(value) is None:
            return value
        text = _LONE.sub(_written, value)
        margin.note("", "encoding", text)
        return text
    if isinstance(value, list):
        return [_visible(each, margin) for each in value]
    if isinstance(value, dict):
        copy = Repeated() if isinstance(value, Repeated) else {}
        copy.update((_visible(name, margin), _visible(each, margin)) for name, each in value.items())
        if isinstance(value, Repeated) and isinstance(copy, Repeated):
            copy.others = [(_visible(name, margin), _visible(each, margin)) for name, each in value.others]
        return copy
    return value


def _written(half: re.Match[str]) -> str:
    code = ord(half[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def texts_of(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every single value in a JSON value with its path, in order; an empty list or object is a value too."""
    stack = [(value, where, 0)]
    while stack:
        node, path, depth = stack.pop()
        if depth > DEEPEST:
            raise TooDeep
        inside: list[tuple[str, Any]] = []
        if isinstance(node, dict):
            inside = [*node.items(), *(node.others if isinstance(node, Repeated) else ())]
        elif isinstance(node, list):
            inside = [(str(index), each) for index, each in enumerate(node)]
        if inside:
            stack.extend((each, f"{path}/{name[:_LONGEST_NAME]}", depth + 1) for name, each in reversed(inside))
        else:
            yield path, plain(node)


def plain(value: Any) -> str:
    """A single value as text."""
    if isinstance(value, str):
        return value
    return {True: "true", False: "false", None: ""}.get(value, "") if isinstance(value, bool | None) else ""


def spill(value: Any, where: str, margin: Margin, kind: str) -> None:
    """Write everything in the value into the margin, each text with its path."""
    for path, text in texts_of(value, where):
        margin.note(path, kind, text)


def record(value: Any, where: str, margin: Margin, table: Table) -> Record:
    """Reads an object by a table of what it may hold; what the table does not know goes to the margin."""
    if not isinstance(value, dict):
        spill(value, where, margin, "unreadable-value")
        return {}
    found: Record = {}
    for name, each in value.items():
        if each is None:
            continue
        leaf = table.get(name)
        path = f"{where}/{name[:_LONGEST_NAME]}" if where else name[:_LONGEST_NAME]
        if leaf is None:
            spill(each, path, margin, "unknown-field")
        elif (read := leaf(each, path, margin)) is not None:
            found[name] = read
    if isinstance(value, Repeated):
        for name, each in value.others:
            spill(each, f"{where}/{name[:_LONGEST_NAME]}".removeprefix("/"), margin, "repeated-field")
    return found

"""Reads tables with a line of headers by a mapping."""

from collections.abc import Iterator
from typing import BinaryIO

from besa.core.formats.items import EMPTY, LARGEST_ITEM, NO_TEXT, not_understood, understood
from besa.core.formats.margins import Margin
from besa.core.formats.table.mapping import Mapping, default, header
from besa.core.formats.table.referrals import referral
from besa.core.formats.table.rows import cells, rows
from besa.core.formats.table.targets import holds_several, parts
from besa.core.formats.values import Item
from besa.core.formats.wide import HEAD, Narrowed, wide_encoding
from besa.core.formats.windows import Pushed, Window

NO_HEADER = "The first line names no column that the mapping knows: kept, not read."
NO_ROWS = "Holds a line of headers and no row."
_FREE = frozenset({"text", "occurred_note", "bio"})
_MARK = b"\xef\xbb\xbf"


def read(stream: BinaryIO, *, source: str, mapping: Mapping | None = None) -> Iterator[Item]:
    """Every row of the table, in order, by the default mapping if none is given. An item's bytes are the line of
    headers and the row. Never raises because of what stands in the table.
    """
    head = stream.read(HEAD)
    mark, wide = wide_encoding(head)
    start = Pushed(head[len(mark) :], stream)
    narrowed = Narrowed(start, encoding=wide, mark=mark) if wide else None
    table = _Table(mapping or default(), narrowed, source)
    yield from table.items(Window(narrowed or start))
    rest = narrowed.leftover if narrowed else b""
    while rest:
        yield not_understood(rest, NO_TEXT)
        rest = start.read(LARGEST_ITEM)


class _Table:
    def __init__(self, mapping: Mapping, narrowed: Narrowed | None, source: str) -> None:
        self._mapping = mapping
        self._narrowed = narrowed
        self._source = source
        self._encoding = "utf-8" if narrowed else mapping.encoding

    def items(self, window: Window) -> Iterator[Item]:
        while len(window.data) < LARGEST_ITEM and b"\n" not in window.data and b"\r" not in window.data:
            if not window.more():
                break
        delimiter = self._delimiter(window.data)
        first, nothing, columns = b"", True, list[str]()
        for row, problem in rows(window, delimiter):
            if not first and not row.removeprefix(_MARK).strip():
                continue
            if not first:
                first = row
                columns = self._columns(first, delimiter)
            elif row.strip():
                nothing = False
                raw = self._raw(first + row)
                if problem:
                    yield not_understood(self._raw(row), problem)
                elif any(column in self._mapping.columns for column in columns):
                    yield self._item(raw, row, columns, delimiter)
                else:
                    yield not_understood(raw, NO_HEADER)
        if nothing:
            yield not_understood(self._raw(first), NO_ROWS if first else EMPTY)

    def _delimiter(self, data: bytes) -> str:
        """The one with which most headers are known."""
        if self._mapping.delimiter != "auto":
            return self._mapping.delimiter
        line = data.removeprefix(_MARK).lstrip().splitlines()[:1] or [b""]
        counts = {
            mark: sum(column in self._mapping.columns for column in self._columns(line[0], mark)) for mark in ",;\t|"
        }
        return max(counts, key=lambda mark: counts[mark])

    def _columns(self, row: bytes, delimiter: str) -> list[str]:
        text = row.removeprefix(_MARK).decode(self._encoding, "backslashreplace")
        return [header(cell) for cell in cells(text, delimiter)]

    def _item(self, raw: bytes, row: bytes, columns: list[str], delimiter: str) -> Item:
        margin = Margin()
        try:
            text = row.decode(self._encoding)
        except UnicodeError:
            text = row.decode(self._encoding, "backslashreplace")
            margin.note("", "encoding", text.strip())
        holders: dict[str, dict[object, list[str]]] = {}
        taken = set()
        for index, cell in enumerate(cells(text, delimiter)):
            if not cell.strip():
                continue
            column = columns[index] if index < len(columns) else f"column {index + 1}"
            target = self._mapping.columns.get(column) if index < len(columns) else None
            if target is None:
                margin.note(column, "unknown-field", cell)
            elif target in taken:
                margin.note(column, "repeated-field", cell)
            else:
                taken.add(target)
                holder, number, field, name = parts(target)
                key = (field, name) if name else field
                holders.setdefault(holder + number, {})[key] = self._values(holder, field, cell) if not name else [cell]
        return understood(raw, referral(holders, margin, self._mapping, source=self._source))

    def _values(self, holder: str, field: str, cell: str) -> list[str]:
        if field in _FREE:
            return [cell]
        several = cell.split(self._mapping.separator) if holds_several(holder, field) else [cell]
        return [part.strip() for part in several if part.strip()] or [cell]

    def _raw(self, narrow: bytes) -> bytes:
        return self._narrowed.widen(narrow) if self._narrowed else narrow

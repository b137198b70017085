"""Cuts a table into rows and rows into cells, byte by byte, so that every row keeps its exact bytes."""

import re
from collections.abc import Iterator
from functools import lru_cache

from besa.core.formats.windows import Window

LARGEST_ROW = 1024 * 1024
TOO_LARGE = "Part of a row that is larger than 1 MiB: kept, not read."


@lru_cache(maxsize=16)
def _row(delimiter: str) -> re.Pattern[bytes]:
    """One row with its end. A quotation mark counts at the beginning of a cell only, and only if it is closed."""
    mark = re.escape(delimiter.encode())
    cell = rb'(?:"(?:[^"]++|"")*+"[^' + mark + rb"\r\n]*+|[^" + mark + rb"\r\n]*+)"
    return re.compile(cell + rb"(?:" + mark + cell + rb")*+(?:\r\n|\n|\r|\Z)")


@lru_cache(maxsize=16)
def _cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'(?:"((?:[^"]++|"")*+)"([^{mark}\r\n]*+)|([^{mark}\r\n]*+))(?:{mark}|(\r\n|\n|\r|\Z))')


def rows(window: Window, delimiter: str) -> Iterator[tuple[bytes, str]]:
    """Rows with their ends, and what is wrong with them."""
    pattern = _row(delimiter)
    too_large = False
    while True:
        # Half a line end, or a quotation mark without its other half, needs more of the file.
        found = pattern.match(window.data, window.at, window.at + LARGEST_ROW)
        waiting = len(window.data) - window.at
        if waiting < LARGEST_ROW and window.more():
            continue
        if not waiting:
            return
        if found is None or (found.end() == window.at + LARGEST_ROW and not window.ended):
            yield window.take(window.at + min(waiting, LARGEST_ROW)), TOO_LARGE
            too_large = True
        else:
            # What is left of a row too large is no row of its own.
            yield window.take(found.end()), TOO_LARGE if too_large else ""
            too_large = False


def cells(row: str, delimiter: str) -> list[str]:
    """The cells of a row, quotation marks taken off."""
    found = []
    at = 0
    pattern = _cell(delimiter)
    while match := pattern.match(row, at):
        quoted, rest, plain, end = match.groups()
        found.append(plain if quoted is None else quoted.replace('""', '"') + rest)
        at = match.end()
        if end is not None:
            break
    return found

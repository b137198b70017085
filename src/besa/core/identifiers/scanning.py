"""A text that patterns run over: RE2 reads its bytes in UTF-8, and what it finds is placed in characters."""

from collections.abc import Iterator
from typing import Protocol

from besa.core.identifiers.values import Reading

# Where something stands, in characters of the plain text, and every way to read it.
Stretch = tuple[int, int, tuple[Reading, ...]]

# Parts of patterns for RE2: a letter, and what is neither letter, figure nor a new line. Only the letters of this
# region's scripts are listed: the classes of all of Unicode make a pattern a hundred times as large.
LETTER = r"[A-Za-z\x{c0}-\x{24f}\x{370}-\x{52f}]"
GAP = r"[^0-9A-Za-z\n\x{c0}-\x{24f}\x{370}-\x{52f}]"


class Match(Protocol):
    def span(self, group: int = 0) -> tuple[int, int]: ...


class Pattern(Protocol):
    """A pattern compiled by RE2."""

    def finditer(self, text: bytes) -> Iterator[Match]: ...


class Scanned:
    """`text` and the bytes that patterns read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._data = text.encode("utf-8", "surrogatepass")
        self._plain = len(self._data) == len(text)

    def spans(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        """Where the whole pattern matches, in characters."""
        return self._placed(match.span() for match in pattern.finditer(self._data))

    def groups(self, pattern: Pattern, *numbers: int) -> Iterator[tuple[int, int]]:
        """Where, for each match, the first of the groups stands that took part, in characters."""
        return self._placed(
            next(span for number in numbers if (span := match.span(number))[0] >= 0)
            for match in pattern.finditer(self._data)
        )

    def _placed(self, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """From bytes to characters, in one pass: the spans go forward."""
        if self._plain:
            yield from spans
            return
        data = self._data
        last_byte = last = 0
        for first, behind in spans:
            start = last + len(data[last_byte:first].decode("utf-8", "surrogatepass"))
            last = start + len(data[first:behind].decode("utf-8", "surrogatepass"))
            last_byte = behind
            yield start, last


def inside_word(text: str, start: int, end: int, also: str = "") -> bool:
    """Whether a letter, a figure or one of `also` touches text[start:end] from outside."""
    if start and (text[start - 1].isalnum() or text[start - 1] in also):
        return True
    return end < len(text) and (text[end].isalnum() or text[end] in also)

"""Undo the tricks of letters (full width, look-alikes, invisible marks) and remember where each letter came from."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

import re2

from besa.core.identifiers.scanning import Scanned

_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_LOOKALIKES = str.maketrans(
    "авеіјкмнорстухѕԁгԛԝһАВЕІЈКМНОРСТУХЅαορνικτΑΒΕΗΙΚΜΝΟΡΤΧ",
    "abeijkmhopctyxsdrqwhABEIJKMHOPCTYXSaopviktABEHIKMNOPTX",
)
# To Python, these are letters from a to z in another case: İ ı ſ and the sign of the kelvin.
_A_TO_Z = r"[A-Za-z\x{130}\x{131}\x{17f}\x{212a}]"
MIXED = rf"(?:{_A_TO_Z}[\pL\pN_]*[\x{{370}}-\x{{52f}}]|[\x{{370}}-\x{{52f}}][\pL\pN_]*{_A_TO_Z})"
_MIXED = re2.compile(rf"[\pL\pN_]*{MIXED}[\pL\pN_]*")
# Letters and signs that stand for themselves and are common here; whatever else is not ASCII is looked at one by one.
_THEMSELVES = (
    "¡-§©«¬®°±¶»¿-ıĴ-ľŁ-ňŊ-žƀ-ǃƵƶǍ-ǯǴ-ȯɐ-ʯΆΈ-ώЀ-ҁҊ-ӿԀ-ԯא-תء-يက-ဪ‘-‟†-•‰‹›€₹←-⇿∀-∑∓-∫■-◿☀-⛿✀-➿一-鿿가-힣"
    "\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff"
)
_ODD = re.compile(f"[^\x00-\x7f{_THEMSELVES}]+")
# Between stretches that stand apart in the source: nothing that is found reaches across.
_APART = "\n\x00\n"


class Plain:
    """`text` in plain letters, and where each of them came from.

    Kept as segments: from plain character `_at[n]` on, either one source character each (`_stop[n]` is -1), or all
    from the same stretch of the source, `_start[n]` up to `_stop[n]`.
    """

    def __init__(self, source: str, pieces: Iterable[tuple[int, int]]) -> None:
        self._source = source
        self._parts: list[str] = []
        self._at: list[int] = []
        self._start: list[int] = []
        self._stop: list[int] = []
        self._length = 0
        for start, end in pieces:
            if self._parts:
                self._add(_APART, start, start)
            self._read(start, end)
        self.text = _one_script("".join(self._parts))

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range in the source of the plain characters from `start` up to `end`; the range is not empty."""
        first = bisect_right(self._at, start) - 1
        last = bisect_right(self._at, end - 1) - 1
        begin, stop = self._start[first], self._stop[last]
        if self._stop[first] < 0:
            begin += start - self._at[first]
        return begin, stop if stop >= 0 else self._start[last] + end - self._at[last]

    def _read(self, start: int, end: int) -> None:
        begun = len(self._parts)
        for odd in _ODD.finditer(self._source, start, end):
            self._add(self._source[start : odd.start()], start, -1)
            for at in range(odd.start(), odd.end()):
                self._odd(self._source[at], at, alone=len(self._parts) == begun)
            start = odd.end()
        self._add(self._source[start:end], start, -1)

    def _add(self, text: str, start: int, stop: int) -> None:
        if text:
            self._parts.append(text)
            self._at.append(self._length)
            self._start.append(start)
            self._stop.append(stop)
            self._length += len(text)

    def _odd(self, character: str, at: int, *, alone: bool) -> None:
        category = unicodedata.category(character)
        if category not in ("Mn", "Me", "Cf", "Cs"):
            self._add(_pieces(character, category), at, at + 1)
        elif not alone:
            self._join(character if category == "Mn" else "", at + 1)

    def _join(self, mark: str, stop: int) -> None:
        """A mark, or something invisible, becomes a part of the character before it."""
        before = self._parts[-1]
        together = unicodedata.normalize("NFC", before[-1] + mark)
        letter = together if len(together) == 1 else before[-1]
        start = self._start[-1] if self._stop[-1] >= 0 else self._start[-1] + len(before) - 1
        self._length -= 1
        if len(before) > 1:
            self._parts[-1] = before[:-1]
        else:
            for each in (self._parts, self._at, self._start, self._stop):
                each.pop()
        self._add(letter, start, stop)


def plain(source: str) -> Plain:
    """Compatibility forms become plain letters and digits, marks join their letter, invisible characters go."""
    return Plain(source, ((0, len(source)),))


def _pieces(character: str, category: str) -> str:
    if character.isascii():
        return character
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Zs":
        return " "
    if character in "\u2028\u2029\x85":
        return "\n"
    if character in _DASHES:
        return "-"
    plain = unicodedata.normalize("NFKC", character)
    # "¼" becomes three signs that nothing may begin or end between: it can be no part of an identifier.
    return plain if len(plain) == 1 or plain.isalnum() else " "


def _one_script(text: str) -> str:
    """Read a word that mixes Latin letters with Cyrillic or Greek look-alikes as the Latin word it looks like."""
    if text.isascii():
        return text
    parts: list[str] = []
    last = 0
    for start, end in Scanned(text).spans(_MIXED):
        parts += (text[last:start], text[start:end].translate(_LOOKALIKES))
        last = end
    return "".join((*parts, text[last:])) if parts else text

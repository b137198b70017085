"""The margin of a referral: single words are read here, and what is not understood is written down beside the rest."""

from collections.abc import Set as AbstractSet

from besa.core.formats.moments import moment
from besa.core.formats.values import Moment, Quarantined

LONGEST_NOTE = 10_000
_TRUE = frozenset({"true", "1", "yes", "y"})
_FALSE = frozenset({"false", "0", "no", "n"})


class Margin:
    """Collects what one referral leaves over; every method that reads a word also keeps what it could not read."""

    __slots__ = ("notes",)

    def __init__(self) -> None:
        self.notes: list[Quarantined] = []

    def note(self, where: str, kind: str, text: str = "") -> None:
        for start in range(0, len(text) or 1, LONGEST_NOTE):
            self.notes.append(Quarantined(where=where, kind=kind, text=text[start : start + LONGEST_NOTE]))

    def moment(self, where: str, text: str) -> Moment:
        """The time as written; without UTC, and noted, if it cannot be read."""
        read = moment(text)
        if read is None:
            self.note(where, "unreadable-value", text)
            return Moment(text=text)
        return read

    def flag(self, where: str, text: str) -> bool | None:
        """True, False, or None with a note. An empty flag is a raised flag: the sender wrote its name."""
        word = text.strip().lower()
        if not word or word in _TRUE:
            return True
        if word in _FALSE:
            return False
        self.note(where, "unreadable-value", text)
        return None

    def number(self, where: str, text: str, *, most: int) -> int | None:
        """A whole number from 0 to `most`, or None with a note."""
        word = text.strip()
        if word.isascii() and word.isdigit() and len(word) <= len(str(most)) and int(word) <= most:
            return int(word)
        self.note(where, "unreadable-value", text)
        return None

    def term(self, where: str, text: str, known: AbstractSet[str]) -> str:
        """A word of a list, as sent; noted if it is not on the list (`known` is in lower case)."""
        if text and text.lower() not in known:
            self.note(where, "unknown-value", text)
        return text

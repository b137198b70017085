"""Undo the tricks of letters (full width, look-alikes, invisible marks) and remember where each letter came from."""

import re
import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_LOOKALIKES = str.maketrans(
    "авеіјкмнорстухѕԁгԛԝһАВЕІЈКМНОРСТУХЅαορνικτΑΒΕΗΙΚΜΝΟΡΤΧ",
    "abeijkmhopctyxsdrqwhABEIJKMHOPCTYXSaopviktABEHIKMNOPTX",
)
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")


@dataclass(frozen=True)
class Plain:
    """`text` in plain letters; its character i stands for source[starts[i]:ends[i]]."""

    text: str
    starts: range | list[int]
    ends: range | list[int]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range in the source of the plain characters from `start` up to `end`; the range is not empty."""
        return self.starts[start], self.ends[end - 1]


def plain(source: str) -> Plain:
    """Compatibility forms become plain letters and digits, marks join their letter, invisible characters go."""
    if source.isascii():
        return Plain(source, range(len(source)), range(1, len(source) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(source):
        if character.isascii():
            pieces = character
        else:
            category = unicodedata.category(character)
            if category in ("Mn", "Me", "Cf", "Cs"):
                if letters:
                    together = unicodedata.normalize("NFC", letters[-1] + character) if category == "Mn" else ""
                    letters[-1] = together if len(together) == 1 else letters[-1]
                    ends[-1] = at + 1
                continue
            pieces = _pieces(character, category)
        for piece in pieces:
            letters.append(piece)
            starts.append(at)
            ends.append(at + 1)
    return Plain(_one_script("".join(letters)), starts, ends)


def _pieces(character: str, category: str) -> str:
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
    if not (_LATIN.search(text) and _OTHER.search(text)):
        return text

    def latin(found: re.Match[str]) -> str:
        word = found.group()
        return word.translate(_LOOKALIKES) if _LATIN.search(word) and _OTHER.search(word) else word

    return _WORD.sub(latin, text)

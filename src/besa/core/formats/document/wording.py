"""Make text of any origin safe to print: what cannot be seen, or turns the order of letters around, becomes a box."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

BOX: Final = "\N{REPLACEMENT CHARACTER}"
# Marks that reverse or isolate the order of what follows: on paper, an address could read as another one.
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS: Final = frozenset("\u200c\u200d")
LINE: Final = 60  # letters that stand beside each other on a page
CELL: Final = 28  # and in a cell of a table


def printable(text: str) -> str:
    """`text` with line breaks of one kind, and a box for each control, half character or unassigned one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_shown(letter) for letter in lines)


def _shown(letter: str) -> str:
    if letter == "\n" or letter in _JOINERS:
        return letter
    if letter == "\t":
        return " "
    if letter in _TURNING or unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co", "Cf"):
        return "" if letter in "\u00ad\ufeff\u200b" else BOX
    return letter


def spelt(text: str) -> str:
    """`text` with each letter that the fonts of our PDF lack as its number, "[U+4E2D]": nothing is lost unseen."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(letter if letter == "\n" or letter in letters() else f"[U+{ord(letter):04X}]" for letter in whole)


@cache
def letters() -> frozenset[str]:
    """The letters that the fonts have which come with Typst."""
    found: set[str] = set()
    for line in Path(__file__).with_name("letters.txt").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            first, last = line.split("-")
            found.update(chr(number) for number in range(int(first, 16), int(last, 16) + 1))
    return frozenset(found)


def broken(text: str, most: int = LINE) -> str:
    """`text` whose words of over `most` letters go on in a new line, so that no address runs off the page.

    A visible break: an invisible one would be copied with an address and change it.
    """
    return _longer_than(most * 2 // 3).sub(lambda word: "\n".join(_pieces(word.group(), most)), text)


@cache
def _longer_than(most: int) -> re.Pattern[str]:
    return re.compile(rf"\S{{{most + 1},}}")


def _pieces(word: str, most: int) -> list[str]:
    wide = sum(letter.isupper() or letter in "mwшщжюфљњ@%…—" for letter in word)
    if wide * 3 > len(word):
        most = most * 2 // 3
    return [word[at : at + most] for at in range(0, len(word), most)]

"""Phone numbers said aloud: figures as words, and groups with other words between them ("069 dhe pastaj 123 …")."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import re2
import yaml

from besa.core.identifiers import phones
from besa.core.identifiers.scanning import Scanned, Stretch
from besa.core.identifiers.values import Reading

_TEXT = Path(__file__).with_name("spoken.yaml").read_text(encoding="utf-8")
_LISTS: Any = yaml.load(_TEXT, Loader=yaml.CBaseLoader)  # noqa: S506  the base loader makes text only


def _by_word(part: str) -> dict[str, str]:
    return {word: figures for figures, words in _LISTS[part].items() for word in words.split()}


_UNITS, _TEENS, _TENS = _by_word("digits"), _by_word("teens"), _by_word("tens")
_PLUS, _JOINING = frozenset(_LISTS["plus"].split()), frozenset(_LISTS["joining"].split())
_NUMBER_WORDS = "|".join(sorted({*_UNITS, *_TEENS, *_TENS}, key=len, reverse=True))
_BETWEEN_WORDS = "|".join(sorted(_LISTS["between"].split(), key=len, reverse=True))
_SEPARATOR = r"[ \t,;.:()\-]{1,3}"
_PART = rf"(?:{_NUMBER_WORDS}|\d{{1,12}})"
_SMALL = rf"(?:(?:{_BETWEEN_WORDS}){_SEPARATOR})"
_RUN = re2.compile(rf"(?i)(?:\+ ?|(?:plus|плус) )?{_PART}(?:{_SEPARATOR}{_SMALL}*{_PART})+")
_LONGEST = 300
# What must stand on a line with such a number: two parts, one of them a word, or figures on both sides of small words.
HINT = (
    rf"(?:(?:^|[^A-Za-z0-9])(?:{_NUMBER_WORDS}){_SEPARATOR}{_SMALL}*{_PART}{_SEPARATOR}|"
    rf"\d{_SEPARATOR}{_SMALL}*(?:{_NUMBER_WORDS})|\d\d{_SEPARATOR}{_SMALL}+\d\d)"
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\+")
_FIGURES = re.compile(r"[\d\s,;.:()+\-]*")
_CHOICES = 8
_TRIES = 4
_FIRST = _PLUS | {word for word, figure in _UNITS.items() if figure == "0"} | {"+"}


def found_in(scanned: Scanned, regions: tuple[str, ...]) -> Iterator[Stretch]:
    """Every number said in words that a country's plan knows."""
    text = scanned.text
    for start, end in scanned.spans(_RUN):
        if end - start > _LONGEST or _FIGURES.fullmatch(text, start, end):
            continue
        for first, last in _within(text, start, end):
            called = partial(phones.called, text, first)
            if found := readings(text[first:last], regions, called=called):
                yield first, last, found
                break


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The run, and parts of it that begin with a nought or a plus: a word before or behind may be another's.

    "before nine 075 and then 444 443" begins with a nine that is none of the number's; "tre" may be torn from "treba".
    """
    tokens = [token.span() for token in _TOKEN.finditer(text, start, end)]
    if _of_word(text[max(0, start - 1) : start]):
        tokens = tokens[1:]
    if _of_word(text[end : end + 1]):
        tokens = tokens[:-1]
    begins = [at for at, (first, last) in enumerate(tokens) if at == 0 or text[first:last].lower() in _FIRST
              or text[first] == "0"]  # fmt: skip
    for at in begins[:_TRIES]:
        for behind in range(len(tokens), max(at + 1, len(tokens) - _TRIES), -1):
            yield tokens[at][0], tokens[behind - 1][1]


def _of_word(sign: str) -> bool:
    return sign.isalnum() or sign in ("@", "_")


def readings(
    written: str, regions: tuple[str, ...], *, called: Callable[[], bool] = phones.surely
) -> tuple[Reading, ...]:
    """Every valid number the words can mean: "njëzet tre" may be 23 or 20 3."""
    if _FIGURES.fullmatch(written):
        return ()
    found: dict[Reading, None] = {}
    for figures in _spelled(written):
        if 8 <= len(figures) <= 17:
            found.update(dict.fromkeys(phones.readings(figures, regions, called=called, valid=True)))
    return tuple(found)


def _spelled(written: str) -> tuple[str, ...]:
    """The figures that the words stand for, each way to read them; () where a word is none of a number."""
    ways = [""]
    tens = False
    for part in _TOKEN.findall(written.lower()):
        if part in _JOINING:
            continue
        if part in _PLUS or part == "+":
            ways = ["+"] if ways == [""] else []
        elif part.isdigit() or part in _TEENS:
            ways, tens = [way + _TEENS.get(part, part) for way in ways], False
        elif part in _TENS:
            ways, tens = [way + _TENS[part] for way in ways], True
        elif part in _UNITS:
            joined = [way[:-1] + _UNITS[part] for way in ways] if tens and _UNITS[part] != "0" else []
            ways, tens = (joined + [way + _UNITS[part] for way in ways])[:_CHOICES], False
        elif part not in _between():
            return ()
    return tuple(ways)


@cache
def _between() -> frozenset[str]:
    return frozenset(_LISTS["between"].split())

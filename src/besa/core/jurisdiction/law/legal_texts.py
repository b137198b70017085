"""Texts of the law that keep their language, and the words in which a translation is set beside them.

A translation belongs to the very words of its original: it is looked up by them. Whoever changes the original has no
translation until somebody writes a new one, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from besa.core.jurisdiction.law.library import current

WORKING: Final = "working translation, not confirmed: {translation}"
CONFIRMED: Final = "translation: {translation}"
NONE_YET: Final = "not translated yet"


def messages() -> Iterator[str]:
    """The words around a translation, and every provision of a treaty as this release holds it."""
    yield from (WORKING, CONFIRMED, NONE_YET)
    yield from (one.text for one in current().provisions.values())


def free_words() -> Iterator[str]:
    """The English of what is quoted from the laws of States: a lawyer may add to it at any time."""
    for cell in current().cells():
        yield from (claim.wording.english for claim in cell.claims if claim.wording and claim.wording.english)


def same_language(one: str, other: str) -> bool:
    """Whether who reads the one reads the other: a script of its own makes no other language (sr, sr-latn)."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()

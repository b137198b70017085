"""Read the words of letters (packs/law/letters) and refuse a file in which the languages do not say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.letters.values import FIELDS

FOLDER: Final = Path(__file__).resolve().parents[3] / "packs" / "law" / "letters"
_NAME: Final = re.compile(r"\{([^{}]*)\}")
_KINDS: Final = ("heading", "paragraph", "fields", "list", "table", "signature")


class LetterBroken(ValueError):
    """A file of letters cannot be used; the message names file, language, block and cure."""


@dataclass(frozen=True)
class Said:
    """One block: its kind, and its words (for `fields`: the names, for `list`: each point)."""

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    title: str
    confirmed: bool
    blocks: tuple[Said, ...]


@dataclass(frozen=True)
class LetterTexts:
    """`basis`: ids of the provisions it rests on, which must be in force between both states."""

    id: str
    basis: tuple[str, ...]
    wordings: Mapping[str, Wording]


@cache
def letters(folder: Path = FOLDER) -> Mapping[str, LetterTexts]:
    """Every letter by its name. Raises LetterBroken."""
    return {path.stem: _letter(path) for path in sorted(folder.glob("*.yaml"))}


def names_in(words: str) -> tuple[str, ...]:
    return tuple(_NAME.findall(words))


def _letter(path: Path) -> LetterTexts:
    try:
        held = reading.read(path, path.name)
    except LawBroken as problem:
        raise LetterBroken(f"{path.name}: it cannot be read: {problem}") from problem
    if held.get("letter") != path.stem:
        raise LetterBroken(f"{path.name}: its first line must be `letter: {path.stem}`")
    basis, languages = held.get("basis"), held.get("languages")
    if not isinstance(basis, list) or not basis or not isinstance(languages, dict) or "en" not in languages:
        raise LetterBroken(f"{path.name}: give `basis` (a list of provisions) and `languages` with `en` among them")
    wordings = {code: _wording(path.name, code, one) for code, one in languages.items()}
    for code, one in wordings.items():
        _same(path.name, code, one, wordings["en"])
    return LetterTexts(path.stem, tuple(basis), wordings)


def _wording(file: str, code: str, held: Any) -> Wording:
    if not isinstance(held, dict) or set(held) != {"confirmed", "title", "blocks"}:
        raise LetterBroken(f"{file}, {code}: give `confirmed`, `title` and `blocks`, and nothing else")
    if held["confirmed"] not in ("yes", "no") or not isinstance(held["title"], str):
        raise LetterBroken(f"{file}, {code}: `confirmed` is yes or no, `title` is words")
    return Wording(
        held["title"],
        held["confirmed"] == "yes",
        tuple(_block(f"{file}, {code}, block {number}", one) for number, one in enumerate(held["blocks"], 1)),
    )


def _block(where: str, held: Any) -> Said:
    if not isinstance(held, dict) or len(held) != 1:
        raise LetterBroken(f"{where}: a block is one line `kind: words`")
    kind, said = next(iter(held.items()))
    if kind not in _KINDS:
        raise LetterBroken(f"{where}: there is no kind '{kind}'; there are {', '.join(_KINDS)}")
    if kind == "signature":
        return Said(kind)
    words = tuple(said) if isinstance(said, list) else (said,)
    if not words or not all(isinstance(each, str) and each.strip() for each in words):
        raise LetterBroken(f"{where}: it has no words")
    used = words if kind in ("fields", "table") else tuple(name for each in words for name in names_in(each))
    for name in used:
        if name not in FIELDS:
            raise LetterBroken(f"{where}: nothing is called '{name}'; there are {', '.join(FIELDS)}")
    return Said(kind, words)


def _same(file: str, code: str, one: Wording, english: Wording) -> None:
    if len(one.blocks) != len(english.blocks):
        raise LetterBroken(f"{file}, {code}: {len(one.blocks)} blocks, but English has {len(english.blocks)}")
    for number, (mine, theirs) in enumerate(zip(one.blocks, english.blocks, strict=True), 1):
        if _shape(mine) != _shape(theirs):
            raise LetterBroken(f"{file}, {code}, block {number}: it does not say what the English one says: {theirs}")


def _shape(block: Said) -> tuple[object, ...]:
    if block.kind in ("fields", "table"):
        return block.kind, block.words
    return block.kind, tuple(sorted(names_in(each)) for each in block.words)

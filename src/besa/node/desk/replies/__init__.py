"""Reply templates: whole answers in every language a reporter may write in, to be changed before they are sent.

One YAML file each. `text` holds every language of the node; `{emergency}` and `{helpline}` become the numbers of the
node's country; what stands in [brackets] is for the analyst to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from besa.node.platform import country, languages

DOORS = ("child", "carer", "other", "any")
_BLANK = re.compile(r"\[[^\]]+\]")
_PLACES = re.compile(r"\{(\w+)\}")
_NUMBERS = {"emergency": "emergency", "helpline": "child_helpline"}
_KEYS = {"id", "order", "title", "hint", "doors", "confirmed", "text"}


class BadTemplate(ValueError):
    """A template file that cannot be used: names the file and the cure."""


@dataclass(frozen=True)
class ReplyTemplate:
    """`title` and `hint` are English msgids for the analyst; `text` is by language, for the reporter."""

    id: str
    order: int
    title: str
    hint: str
    doors: str
    confirmed: bool
    text: Mapping[str, str]

    def written(self, language: str, here: country.Country) -> str:
        """The answer in `language`, with the country's numbers; a number nobody found stays a blank to fill in."""

        def number(found: re.Match[str]) -> str:
            known = here.first(_NUMBERS[found[1]])
            return str(known[0].number) if known else f"[{found[1]}]"

        return _PLACES.sub(number, self.text.get(language) or self.text["en"]).strip()


@cache
def templates() -> tuple[ReplyTemplate, ...]:
    """Every template, in the order an answer usually goes."""
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    return tuple(sorted((_read(file) for file in files), key=lambda template: template.order))


def template(wanted: str) -> ReplyTemplate:
    """One template.

    Raises:
        LookupError: there is none of this name.
    """
    for one in templates():
        if one.id == wanted:
            return one
    raise LookupError(wanted)


def blanks(text: str) -> tuple[str, ...]:
    """What still stands in brackets, so that nobody sends an unfinished answer unawares."""
    known = {blank for one in templates() for text_ in one.text.values() for blank in _BLANK.findall(text_)}
    known |= {f"[{name}]" for name in _NUMBERS}
    return tuple(blank for blank in dict.fromkeys(_BLANK.findall(text)) if blank in known)


def messages() -> list[str]:
    """Every title and hint, for the translation catalogues."""
    return [words for one in templates() for words in (one.title, one.hint)]


def _read(file: Path) -> ReplyTemplate:
    raw: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or set(raw) != _KEYS:
        raise BadTemplate(f"{file.name}: needs exactly {', '.join(sorted(_KEYS))}")
    found = ReplyTemplate(**raw)
    if found.id != file.stem:
        raise BadTemplate(f"{file.name}: `id` is '{found.id}'; write '{file.stem}' or rename the file")
    if found.doors not in DOORS:
        raise BadTemplate(f"{file.name}: `doors` is '{found.doors}'; it must be one of {', '.join(DOORS)}")
    if missing := [code for code in languages.CODES if not str(found.text.get(code, "")).strip()]:
        raise BadTemplate(f"{file.name}: `text` has nothing in {', '.join(missing)}")
    for text in found.text.values():
        if unknown := [name for name in _PLACES.findall(text) if name not in _NUMBERS]:
            raise BadTemplate(f"{file.name}: there is no {{{unknown[0]}}}; use {', '.join(_NUMBERS)}")
    return found

"""In which languages a letter can stand, and which of them the two sides read."""

from __future__ import annotations

from besa.core.jurisdiction.letters import LetterTexts
from besa.node.platform import country, languages


def of_letter(texts: LetterTexts) -> tuple[tuple[str, str], ...]:
    """Code of the letter's file and own name of each language the letter has, in the order of the node."""
    there = {code.lower(): code for code in texts.wordings}
    return tuple((there[code], name) for code, name in languages.LANGUAGES if code in there)


def proposed(texts: LetterTexts, *sides: str) -> tuple[str, ...]:
    """The first language of each side that has a country pack, English for any other; none twice."""
    there = {code.lower(): code for code in texts.wordings}
    packs = country.choices()
    wanted = (country.load(side).default_language if side in packs else "en" for side in sides)
    return tuple(dict.fromkeys(there.get(code, "en") for code in wanted))

"""Fill a letter from the facts of a case, once in each language.

What the case says is put in once and never read again: a name in braces in what somebody wrote stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from babel.dates import format_date

from besa.core.formats.document import Block, Document, Fields, Heading, Items, Paragraph, Section, Signature, Table
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.letters.texts import LetterTexts, Said
from besa.core.jurisdiction.letters.values import COLUMNS, FIELDS, MARK, OFFICE, LetterFacts
from besa.core.jurisdiction.voice import locale_of, name_of_state

BLANK: Final = "…" * 12
_NAME: Final = re.compile(r"\{([a-z_]+)\}")

Say = Callable[[str, str], str]
"""say(message, language) gives the message in a language of the node, in English where nobody translated it."""


@dataclass(frozen=True)
class Letter:
    """`missing`: labels of what the case does not say, as messages; `unconfirmed`: languages nobody has confirmed."""

    document: Document
    missing: tuple[str, ...]
    unconfirmed: tuple[str, ...]


def fill(texts: LetterTexts, facts: LetterFacts, *, languages: Sequence[str], say: Say) -> Letter:
    """The letter in `languages`, one after the other; one that it does not have is left out, English if none is left.

    Raises:
        ValueError: no language was named.
    """
    if not languages:
        raise ValueError("got no language for a letter, expected those of both sides")
    there = tuple(dict.fromkeys(code for code in languages if code in texts.wordings)) or ("en",)
    missing: dict[str, None] = {}
    sections = tuple(_section(texts, facts, code, say, missing) for code in there)
    document = Document(
        title=texts.wordings[there[0]].title,
        sections=sections,
        mark=" · ".join(dict.fromkeys(say(MARK, code) for code in there)),
        foot=facts.reference,
        made=facts.made,
    )
    unconfirmed = tuple(code for code in there if not texts.wordings[code].confirmed)
    return Letter(document, tuple(FIELDS[name] for name in missing), unconfirmed)


def _section(texts: LetterTexts, facts: LetterFacts, language: str, say: Say, missing: dict[str, None]) -> Section:
    wording = texts.wordings[language]
    told = {name: _told(name, facts, language, say) for name in FIELDS if name != "data"}
    blocks = [_block(said, told, facts, language, say, missing) for said in wording.blocks]
    named = (facts.sender_state, facts.addressee_state, *facts.places)
    footnotes = dict.fromkeys(_footnote(code) for code in named)
    blocks += [Paragraph(say(f"* {footnote}", language)) for footnote in footnotes if footnote]
    return Section(language, wording.title, tuple(blocks))


def _block(
    said: Said, told: dict[str, str], facts: LetterFacts, language: str, say: Say, missing: dict[str, None]
) -> Block:
    def filled(words: str) -> str:
        return _NAME.sub(lambda name: value(name[1]), words)

    def value(name: str) -> str:
        if not told[name]:
            missing[name] = None
        return told[name] or BLANK

    match said.kind:
        case "heading":
            return Heading(filled(said.words[0]))
        case "paragraph":
            return Paragraph(filled(said.words[0]))
        case "list":
            return Items(tuple(filled(words) for words in said.words), numbered=True)
        case "fields":
            return Fields(tuple((say(FIELDS[name], language), value(name)) for name in said.words))
        case "table":
            if not facts.data:
                missing["data"] = None
            rows = tuple((say(row.what, language), row.value, row.time, row.provider) for row in facts.data)
            return Table(tuple(say(column, language) for column in COLUMNS), rows or ((BLANK,) * len(COLUMNS),))
        case _:
            return Signature(tuple(f"{say(line, language)}: " for line in OFFICE))


def _told(name: str, facts: LetterFacts, language: str, say: Say) -> str:
    match name:
        case "sender_state" | "addressee_state":
            return state_name(getattr(facts, name), language)
        case "places":
            return ", ".join(state_name(place, language) for place in facts.places)
        case "acts":
            return "; ".join(say(act, language) for act in facts.acts)
        case "made":
            return format_date(facts.made, "long", locale=locale_of(language))
        case "reply_by":
            return format_date(facts.reply_by, "long", locale=locale_of(language)) if facts.reply_by else ""
        case _:
            return str(getattr(facts, name)).strip()


def state_name(code: str, language: str) -> str:
    """The name of a state in a language, with a mark if the law's data give it a footnote; without a name its code."""
    if not code:
        return ""
    return name_of_state(code, language) + ("*" if _footnote(code) else "")


def _footnote(code: str) -> str:
    state = current().states.get(code)
    return state.footnote if state else ""

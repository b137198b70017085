"""What the engine of jurisdiction says, in the languages of the node: as plain text, and as safe pieces of a page.

The words are in this room's catalogue, read without Django's settings: `besa jurisdiction assess` needs no node.
What keeps its own language (a provision, a title, words of the law nobody has translated) is marked with it on a page;
a text of the law stands there with its translation beside it.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from besa.core.jurisdiction.law import legal_texts
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.voice import Voice, name_of_language
from besa.node.platform import languages

_LOCALE: Final = Path(__file__).parent / "locale"


class Plain(Voice):
    """Says everything in one language of the node, as plain text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = _catalogue(language)
        self.confirmed = _confirmed(language)

    def _translated(self, message: str) -> str:
        return self._words.gettext(message)


class OnPage(Plain):
    """The same as pieces of a page: what was said is escaped, what keeps its language is marked with it."""

    def __call__(self, message: str, /, **values: object) -> str:
        said = self._translated(message)
        return format_html(said, **values) if values else format_html("{}", said)

    def free(self, words: str) -> str:
        said = self._translated(words) if words else ""
        return format_html("{}", said) if self.language == "en" or said != words else self.quoted(words)

    def quoted(self, text: str, language: str = "en") -> str:
        if language == self.language:
            return format_html("{}", text)
        return format_html('<span lang="{}">{}</span>', languages.html_tag(language), text)

    def legal(self, text: str, language: str = "en", english: str = "") -> str:
        original = self.quoted(text, language)
        if legal_texts.same_language(language, self.language):
            return original
        return format_html(
            '{} <span class="tongue">({})</span> <span class="translated">{}</span>',
            original, name_of_language(language, self.language), self._beside(text, language, english),
        )  # fmt: skip

    def listed(self, parts: Iterable[str], between: str = ", ") -> str:
        return format_html_join(between, "{}", ((part,) for part in parts))

    def state(self, code: str, law: Law) -> str:
        return format_html("{}", super().state(code, law))


def voice(language: str | None = None) -> Plain:
    """Whoever says it as plain text; in the language of the request unless one is named."""
    return Plain(_known(language) if language else _ours())


def on_page(language: str | None = None) -> OnPage:
    """Whoever says it on a page: every answer is safe to be put into a template."""
    return OnPage(_known(language) if language else _ours())


def say(message: str, language: str | None = None) -> str:
    """One message as plain text; English where nobody translated it. What letters are filled with."""
    return voice(language)(message)


@dataclass(frozen=True)
class Translations:
    """How many of some English texts a language has; `without`: those it has not, shortened."""

    language: str
    there: int
    of: int
    without: tuple[str, ...]
    confirmed: bool


def translations(texts: Iterable[str]) -> list[Translations]:
    """For each language of the node but English, which of these texts are translated."""
    wanted = tuple(texts)
    found = []
    for language in languages.CODES:
        if language != "en":
            words = _catalogue(language)
            without = tuple(text[:60] for text in wanted if words.gettext(text) == text)
            there = len(wanted) - len(without)
            found.append(Translations(language, there, len(wanted), without, _confirmed(language)))
    return found


def _ours() -> str:
    return _known(get_language() or "en")


def _known(language: str) -> str:
    code = language.lower().replace("_", "-")
    return code if code in languages.CODES else "en"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    try:
        return gettext.translation("django", _LOCALE, [_locale(language)])
    except OSError:
        return gettext.NullTranslations()


@cache
def _confirmed(language: str) -> bool:
    """Whether somebody who knows the language stands for this room's catalogue with a name."""
    file = _LOCALE / _locale(language) / "LC_MESSAGES" / "django.po"
    return file.exists() and languages.confirmed(file)


def _locale(language: str) -> str:
    base, _, script = language.partition("-")
    return f"{base}_{script.title()}" if script else base

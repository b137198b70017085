"""What the engine of jurisdiction says, in the languages of the node: as plain text, and as safe pieces of a page.

The words are in this room's catalogue, read without Django's settings: `besa jurisdiction assess` needs no node.
What keeps its own language (a provision, a title, words of the law nobody has translated) is marked with it on a page.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.voice import Voice
from besa.node.platform import languages

_LOCALE: Final = Path(__file__).parent / "locale"


class Plain(Voice):
    """Says everything in one language of the node, as plain text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = _catalogue(language)

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


def _ours() -> str:
    return _known(get_language() or "en")


def _known(language: str) -> str:
    code = language.lower().replace("_", "-")
    return code if code in languages.CODES else "en"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    base, _, script = language.partition("-")
    locale = f"{base}_{script.title()}" if script else base
    try:
        return gettext.translation("django", _LOCALE, [locale])
    except OSError:
        return gettext.NullTranslations()

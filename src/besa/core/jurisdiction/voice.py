"""Who says what the engine found: in English as it stands, or as the node asks, in another language and as a page.

The engine keeps messages and their parameters apart (`voice("the child was under {years}", years=14)`), so that whoever
reads them gets a whole sentence of the own language. Words of the law's data are no messages: they may be new today.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

from besa.core.jurisdiction.law import legal_texts
from besa.core.jurisdiction.law.library import Law

# Babel has no Montenegrin; states and months are called there as in Bosnian (Njemačka, Sjeverna Makedonija, novembar).
_LOCALES: Final = {"cnr": "bs_Latn", "sr": "sr_Cyrl", "sr-latn": "sr_Latn", "en": "en_GB"}


class Voice:
    """Says messages in English, as plain text. `language` is a code of the node (sr-latn) or a tag (sr-Latn)."""

    language = "en"
    confirmed = False  # whether somebody who knows the language has read the translations

    def __call__(self, message: str, /, **values: object) -> str:
        """A message in the reader's language, its {names} filled; values are said before, or plain text."""
        said = self._translated(message)
        return said.format(**values) if values else said

    def free(self, words: str) -> str:
        """Words of the law's data (who gives leave, an open question): translated where somebody did, else quoted."""
        said = self._translated(words) if words else ""
        return said if self.language == "en" or said != words else self.quoted(words)

    def quoted(self, text: str, language: str = "en") -> str:
        """Words that keep their language ("": not known): a text of the law, the title of a source."""
        return text if self.language == "en" and language in ("", "en") else f"“{text}”"

    def legal(self, text: str, language: str = "en", english: str = "") -> str:
        """A text of the law in its own language, and for whoever reads another one a translation beside it.

        `english`: its translation into English, which others are made from; not asked for where the text is English.
        """
        if legal_texts.same_language(language, self.language):
            return self.quoted(text, language)
        name = name_of_language(language, self.language)
        return f"{self.quoted(text, language)} ({name}; {self._beside(text, language, english)})"

    def _beside(self, text: str, language: str, english: str) -> str:
        """The translation of a text, with what it is worth; into English where nobody wrote a better one."""
        source = english or text
        if language == "en" and self._translated(source) == source:
            return self(legal_texts.NONE_YET)
        return self(legal_texts.CONFIRMED if self.confirmed else legal_texts.WORKING, translation=self.free(source))

    def listed(self, parts: Iterable[str], between: str = ", ") -> str:
        """Things that were said, one after the other."""
        return between.join(parts)

    def state(self, code: str, law: Law) -> str:
        """The name of a State, marked if the law has a footnote to it; one that nobody has a name for: its code."""
        ours = law.states.get(code)
        if ours is None:
            return name_of_state(code, self.language)
        if self.language == "en":
            return ours.name
        return name_of_state(code, self.language) + ("*" if ours.footnote else "")

    def _translated(self, message: str) -> str:
        return message


ENGLISH: Final = Voice()


def name_of_state(code: str, language: str) -> str:
    """The name of a State in a language, from Babel's tables; without a name its code in capitals."""
    return str(locale_of(language).territories.get(code.upper(), code.upper()))


def name_of_language(code: str, language: str) -> str:
    """The name of a language in another one, from Babel's tables; Montenegrin, which they lack, by its own name."""
    return str(locale_of(language).languages.get(code.partition("-")[0], "crnogorski" if code == "cnr" else code))


@cache
def locale_of(language: str) -> Locale:
    """Babel's rules for a language of the node; English for one it does not know."""
    try:
        return Locale.parse(_LOCALES.get(language.lower(), language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")

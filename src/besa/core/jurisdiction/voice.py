"""Who says what the engine found: in English as it stands, or as the node asks, in another language and as a page.

The engine keeps messages and their parameters apart (`voice("the child was under {years}", years=14)`), so that whoever
reads them gets a whole sentence of the own language. Words of the law's data are no messages: they may be new today.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

from besa.core.jurisdiction.law.library import Law

# Babel has no Montenegrin; states and months are called there as in Bosnian (Njemačka, Sjeverna Makedonija, novembar).
_LOCALES: Final = {"cnr": "bs_Latn", "sr": "sr_Cyrl", "sr-latn": "sr_Latn", "en": "en_GB"}


class Voice:
    """Says messages in English, as plain text. `language` is a code of the node (sr-latn) or a tag (sr-Latn)."""

    language = "en"

    def __call__(self, message: str, /, **values: object) -> str:
        """A message in the reader's language, its {names} filled; values are said before, or plain text."""
        said = self._translated(message)
        return said.format(**values) if values else said

    def free(self, words: str) -> str:
        """Words of the law's data (who gives leave, an open question): translated where somebody did, else quoted."""
        said = self._translated(words) if words else ""
        return said if self.language == "en" or said != words else self.quoted(words)

    def quoted(self, text: str, language: str = "en") -> str:
        """The law's own words, which keep their language ("": not known): a provision, the title of a source."""
        return text if self.language == "en" else f"“{text}”"

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


@cache
def locale_of(language: str) -> Locale:
    """Babel's rules for a language of the node; English for one it does not know."""
    try:
        return Locale.parse(_LOCALES.get(language.lower(), language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")

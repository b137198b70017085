"""Names of States: as the reader writes them in a form, in any language of the node, and back to their codes."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from django.utils.translation import gettext, gettext_noop, override

from besa.core.jurisdiction import Law
from besa.core.jurisdiction.facts import HIGH_SEAS
from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.library import FOLDER
from besa.core.jurisdiction.voice import Voice, locale_of
from besa.core.triage import fold
from besa.node.platform import languages

SEAS: Final = gettext_noop("High seas, or another place of no State")
_COMMON: Final = "names.yaml"
_CODE: Final = re.compile(r"[A-Z]{2}")
# Not States: unions, a currency area, what Babel keeps for tests and for "unknown".
_NO_STATES: Final = ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")


def name(code: str, law: Law, voice: Voice) -> str:
    """How a form shows a State, as plain text."""
    return gettext(SEAS) if code == HIGH_SEAS else str(voice.state(code, law))


def offered(law: Law, voice: Voice) -> list[str]:
    """Names to choose from: the States whose law is recorded first, then all others."""
    ours = sorted(name(code, law, voice) for code in law.states)
    known = {code.upper() for code in law.states}
    others = sorted(str(said) for code, said in _territories(voice.language).items() if code not in known)
    return [*ours, *others]


def code_of(typed: str, law: Law) -> str | None:
    """The code of a State by its name in any language of the node, or by the code itself; None if there is no such."""
    # A code is taken as it stands: folding letters would make other codes of it.
    code = typed.strip().rstrip("*").lower()
    if code in law.by_any_name or code in law.former or code.upper() in _territories("en"):
        return law.by_any_name.get(code, code)
    wanted = _plain(typed)
    if wanted in _seas():
        return HIGH_SEAS
    for ours, state in law.states.items():
        if _plain(state.name) == wanted:
            return ours
    found = _by_name().get(wanted)
    return law.by_any_name.get(found, found) if found else None


def _plain(text: str) -> str:
    return " ".join(fold(text.strip().rstrip("*").replace(".", "")).split())


@cache
def _seas() -> frozenset[str]:
    found = {_plain(HIGH_SEAS), _plain("high seas")}
    for language in languages.CODES:
        with override(language):
            found.add(_plain(gettext(SEAS)))
    return frozenset(found)


@cache
def _territories(language: str) -> dict[str, str]:
    known = {str(code): str(said) for code, said in locale_of(language).territories.items()}
    return {code: said for code, said in known.items() if _CODE.fullmatch(code) and code not in _NO_STATES}


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in languages.CODES:
        for code, said in _territories(language).items():
            found.setdefault(_plain(said), code.lower())
    # Albanian also writes a name with its article: Shqipëri, Shqipëria; Kosovë, Kosova.
    for code, said in _territories("sq").items():
        plain = _plain(said)
        for form in (f"{plain}a", f"{plain}ja", f"{plain}i", f"{plain}u", f"{plain.removesuffix('e')}a"):
            found.setdefault(form, code.lower())
    for code, names in reading.read(FOLDER / _COMMON, _COMMON).items():
        for said in reading.words(names, _COMMON, code):
            found.setdefault(_plain(said), code)
    return found

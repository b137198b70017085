"""Languages: the words are compiled, and a native speaker has read them."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.platform import languages
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Languages")
def confirmed(occasion: Occasion) -> Iterator[Finding]:
    """No page falls back to English, and somebody who grew up with each language has read its words."""
    if missing := languages.uncompiled():
        yield Finding(
            "Languages",
            FAILS,
            f"{len(missing)} catalogues are not compiled: these pages would be in English",
            "Run `python tools/words.py compile`, or install Besa again.",
            missing,
        )
    waiting = languages.unconfirmed_languages()
    if waiting:
        yield Finding(
            "Languages, native speakers",
            WARNING,
            f"{', '.join(languages.autonym(code) for code in waiting)}: nobody has confirmed the words yet",
            "Have a native speaker read each catalogue (locale/*/LC_MESSAGES/django.po) and write their name into"
            " X-Confirmed-By.",
        )
    if not missing and not waiting:
        yield Finding("Languages", OK, "every catalogue is compiled and confirmed by a native speaker")

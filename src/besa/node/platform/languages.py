"""The languages a node speaks: codes, own names, html tags, and which of them a request gets.

Imported by the settings: nothing here may need Django's application registry while it is being imported.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LANGUAGES: Final = (
    ("sq", "Shqip"),
    ("mk", "Македонски"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
    ("cnr", "Crnogorski"),
    ("en", "English"),
)
CODES: Final = tuple(code for code, _ in LANGUAGES)

# BCP 47 tags for <html lang> and hreflang: a screen reader picks its voice and its alphabet from them.
_HTML_TAGS: Final = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn", "cnr": "cnr-Latn"}

# What phones and browsers ask for without knowing our codes. Bosnian, Croatian and Serbo-Croatian readers
# understand Serbian in Latin letters; Gheg and Tosk readers understand standard Albanian.
_SAME_AS: Final = {"sr": "sr", "sh": "sr-latn", "bs": "sr-latn", "hr": "sr-latn", "als": "sq", "aln": "sq"}

_CATALOGUES: Final = Path(__file__).resolve().parent.parent


def register(info: MutableMapping[str, dict[str, Any]]) -> None:
    """Add Montenegrin to Django's LANG_INFO, which does not know it; Django's own words come from sr-latn."""
    info.setdefault(
        "cnr",
        {
            "bidi": False,
            "code": "cnr",
            "name": "Montenegrin",
            "name_local": "crnogorski",
            "fallback": ["sr-latn"],
        },
    )


def autonym(code: str) -> str:
    """How the language calls itself."""
    return dict(LANGUAGES)[code]


def html_tag(code: str) -> str:
    """The BCP 47 tag for `<html lang>`; codes that are tags already stay as they are."""
    return _HTML_TAGS.get(code, code)


def understood(tag: str) -> str | None:
    """Our code for one tag of a browser, or None: `sr-Latn-ME` → `cnr`, `hr` → `sr-latn`, `fr` → None."""
    base, *rest = tag.lower().replace("_", "-").split("-")
    if base == "cnr" or (base in {"sr", "sh", "bs", "hr"} and "me" in rest):
        return "cnr"
    if "latn" in rest and base == "sr":
        return "sr-latn"
    if "cyrl" in rest and base in {"sh", "bs"}:
        return "sr"
    code = _SAME_AS.get(base, base)
    return code if code in CODES else None


def negotiate(accept_language: str, *, default: str) -> str:
    """The first of the browser's languages, by its own weights, that we speak; else `default`."""
    from django.utils.translation.trans_real import parse_accept_lang_header

    for tag, weight in parse_accept_lang_header(accept_language):
        code = understood(tag) if weight > 0 else None
        if code:
            return code
    return default


def of_path(path: str) -> str | None:
    """The language a path begins with (`/sq/…`), or None."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in CODES else None


def best(request: HttpRequest) -> str:
    """What the person chose (address, own setting, cookie), before what the browser says."""
    from django.conf import settings

    from besa.node.platform import country, environment

    chosen = [
        of_path(request.path_info),
        _of_staff(request),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME),
    ]
    for code in chosen:
        if code in CODES:
            return code
    default = country.load(environment.current().country).default_language
    return negotiate(request.headers.get("Accept-Language", ""), default=default)


class LanguageOfRequest:
    """Middleware: speak the person's language during the request, and remember the one an address chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from django.conf import settings
        from django.utils import translation

        from besa.node.platform import cookies

        code = best(request)
        request.LANGUAGE_CODE = code  # where Django's own tags look
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", html_tag(code))
        name = settings.LANGUAGE_COOKIE_NAME
        # A page that sets the cookie itself (signing out, leaving) has the last word.
        if of_path(request.path_info) == code and request.COOKIES.get(name) != code and name not in response.cookies:
            response.set_cookie(name, code, **cookies.flags())
        return response


def unconfirmed_languages() -> tuple[str, ...]:
    """Codes of languages with a catalogue no native speaker has confirmed yet (`besa check` lists them)."""
    waiting = set()
    for file in _CATALOGUES.glob("*/locale/*/LC_MESSAGES/django.po"):
        if not confirmed(file):
            waiting.add(file.parent.parent.name.lower().replace("_", "-"))
    return tuple(code for code in CODES if code in waiting)


def confirmed(catalogue: Path) -> bool:
    """Whether somebody stands for the words of a catalogue (a django.po) with a name."""
    header = catalogue.read_text(encoding="utf-8").split("\n\n", 1)[0]
    return "X-Confirmed-By: nobody yet" not in header


def uncompiled() -> tuple[str, ...]:
    """Catalogues that pages cannot use because their compiled file is missing; `room/locale` of each."""
    files = sorted(_CATALOGUES.glob("*/locale/*/LC_MESSAGES/django.po"))
    return tuple(f"{file.parts[-5]}/{file.parts[-3]}" for file in files if not file.with_suffix(".mo").exists())


def _of_staff(request: HttpRequest) -> str | None:
    """The language a signed-in colleague set; asked only on staff addresses, as it costs a query."""
    if not request.path_info.startswith("/staff/"):
        return None
    language = getattr(getattr(request, "user", None), "language", None)
    return language if isinstance(language, str) else None

"""Tags of the public pages: the language links that keep one's place, and the numbers to call in danger."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import template
from django.utils.translation import get_language

from besa.node.platform import country, environment, languages

register = template.Library()


class LanguageLink(NamedTuple):
    """One language: our code, its BCP 47 tag, its own name, this page in it, and whether it is spoken now."""

    code: str
    tag: str
    name: str
    href: str
    current: bool


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[LanguageLink]:
    """Every language, each with the address of the page one is on; the start page where the page has no language."""
    request = context.get("request")
    path = request.get_full_path() if request is not None else "/"
    spoken = get_language() or "en"
    return [
        LanguageLink(code, languages.html_tag(code), name, _in_language(path, code), code == spoken)
        for code, name in languages.LANGUAGES
    ]


@register.simple_tag
def html_tag() -> str:
    """The BCP 47 tag of the language spoken now."""
    return languages.html_tag(get_language() or "en")


@register.simple_tag
def this_country() -> country.Country:
    """The pack of the node's country: numbers, footnote, name of the node."""
    return country.load(environment.current().country)


@register.simple_tag
def danger_numbers() -> tuple[country.Number, ...]:
    """The few numbers to call in danger, the most useful to a child first."""
    return this_country().first("emergency", "child_helpline", "police")


def _in_language(path: str, code: str) -> str:
    if languages.of_path(path.split("?", 1)[0]) is None:
        return f"/{code}/"
    _, _, rest = path.lstrip("/").partition("/")
    return f"/{code}/{rest}"

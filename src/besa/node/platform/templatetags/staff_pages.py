"""Tags of the staff pages."""

from __future__ import annotations

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from besa.node.platform import languages

register = template.Library()


@register.simple_tag
def html_tag() -> str:
    """The BCP 47 tag of the language spoken now."""
    return languages.html_tag(get_language() or "en")


@register.simple_tag
def place(name: str) -> str:
    """The address of a page of another room, or nothing where that room is not built in."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""

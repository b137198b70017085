"""Reads single elements of a CyberTipline document into words, flags, moments and small values.

Every function takes (element, where of its parent, margin) and returns the value, or None if nothing was said.
"""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from besa.core.formats import terms
from besa.core.formats.items import DEEPEST
from besa.core.formats.margins import Margin
from besa.core.formats.values import Email, Moment, Phone

Leaf = Callable[[Element, str, Margin], Any]
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_LONGEST_NAME = 100


class TooDeep(Exception):
    """Nested deeper than any document of this kind needs to be."""


def spill(element: Element, where: str, margin: Margin, kind: str) -> None:
    """Write everything in the element into the margin, each text with its path."""
    stack = [(element, where, 0)]
    while stack:
        node, parent, depth = stack.pop()
        if depth > DEEPEST:
            raise TooDeep
        path = f"{parent}/{node.tag[:_LONGEST_NAME]}"
        for name, value in node.items():
            margin.note(f"{path}/@{name[:_LONGEST_NAME]}", kind, value)
        if said(node.text) or (len(node) == 0 and not node.keys()):
            margin.note(path, kind, node.text or "")
        for child in node:
            if said(child.tail):
                margin.note(path, kind, child.tail or "")
        stack.extend((child, path, depth + 1) for child in reversed(node))


def said(text: str | None) -> bool:
    return bool(text) and not text.isspace()  # type: ignore[union-attr]


def attributes(element: Element, where: str, margin: Margin, known: tuple[str, ...] = ()) -> dict[str, str]:
    """The attributes that are known and not blank; the others go to the margin."""
    found = {}
    for name, value in element.items():
        if name in known:
            if said(value):
                found[name] = value.strip()
        elif not name.startswith(_INSTANCE):
            margin.note(f"{where}/{element.tag}/@{name[:_LONGEST_NAME]}", "unknown-field", value)
    return found


def _alone(element: Element, where: str, margin: Margin, known: tuple[str, ...] = ()) -> dict[str, str]:
    """A leaf has no elements in it, and no attributes but the known ones: whatever else it has goes to the margin."""
    for child in element:
        spill(child, f"{where}/{element.tag}", margin, "unknown-field")
        if said(child.tail):
            margin.note(f"{where}/{element.tag}", "unknown-field", child.tail or "")
    return attributes(element, where, margin, known)


def text(element: Element, where: str, margin: Margin) -> str | None:
    """Free text, exactly as it stands."""
    if len(element) or element.keys():
        _alone(element, where, margin)
    found = element.text
    return found if found and not found.isspace() else None


def word(element: Element, where: str, margin: Margin) -> str | None:
    """One line of text without the blanks around it."""
    if len(element) or element.keys():
        _alone(element, where, margin)
    return (element.text or "").strip() or None


def flag(element: Element, where: str, margin: Margin) -> bool | None:
    if len(element) or element.keys():
        _alone(element, where, margin)
        if element.get(f"{_INSTANCE}nil") in {"true", "1"}:
            return None
    return margin.flag(f"{where}/{element.tag}", element.text or "")


def raised(element: Element, where: str, margin: Margin) -> bool | None:
    """A flag that the schema only knows raised: "false" is noted, so that it is not mistaken for silence."""
    value = flag(element, where, margin)
    if value is False:
        margin.note(f"{where}/{element.tag}", "unknown-value", element.text or "")
    return value or None


def stated(element: Element, where: str, margin: Margin) -> str | None:
    """A flag kept as the sender's word; "true" if it is empty."""
    if len(element) or element.keys():
        _alone(element, where, margin)
    return (element.text or "").strip() or "true"


def moment(element: Element, where: str, margin: Margin) -> Moment | None:
    found = word(element, where, margin)
    return margin.moment(f"{where}/{element.tag}", found) if found else None


def port(element: Element, where: str, margin: Margin) -> int | None:
    found = word(element, where, margin)
    return margin.number(f"{where}/{element.tag}", found, most=65535) if found else None


def one_of(known: frozenset[str]) -> Leaf:
    """A word of a list, as sent; what is not on the list is noted too."""

    def leaf(element: Element, where: str, margin: Margin) -> str | None:
        found = word(element, where, margin)
        return margin.term(f"{where}/{element.tag}", found, known) if found else None

    return leaf


def with_attributes(*known: str) -> Leaf:
    """A word with attributes: the word under "", each attribute under "@name"."""

    def leaf(element: Element, where: str, margin: Margin) -> dict[str, str] | None:
        found = {f"@{name}": value for name, value in _alone(element, where, margin, known).items()}
        if value := (element.text or "").strip():
            found[""] = value
        return found or None

    return leaf


_PHONE = with_attributes("type", "verified", "verificationDate", "countryCallingCode", "extension")
_EMAIL = with_attributes("type", "verified", "verificationDate")


def phone(element: Element, where: str, margin: Margin) -> Phone | None:
    found = _PHONE(element, where, margin)
    if found is None:
        return None
    path = f"{where}/{element.tag}"
    return Phone(
        number=found.get("", ""),
        calling_code=found.get("@countryCallingCode", ""),
        extension=found.get("@extension", ""),
        kind=margin.term(f"{path}/@type", found.get("@type", ""), terms.PHONE_KINDS),
        verified=margin.flag(f"{path}/@verified", found["@verified"]) if "@verified" in found else None,
        verified_at=_date(found, path, margin),
    )


def email(element: Element, where: str, margin: Margin) -> Email | None:
    found = _EMAIL(element, where, margin)
    if found is None:
        return None
    path = f"{where}/{element.tag}"
    return Email(
        address=found.get("", ""),
        kind=margin.term(f"{path}/@type", found.get("@type", ""), terms.EMAIL_KINDS),
        verified=margin.flag(f"{path}/@verified", found["@verified"]) if "@verified" in found else None,
        verified_at=_date(found, path, margin),
    )


def _date(found: dict[str, str], path: str, margin: Margin) -> Moment | None:
    at = found.get("@verificationDate")
    return margin.moment(f"{path}/@verificationDate", at) if at else None

"""Turns the bytes of one entry into elements, repairing what can be read for certain and saying what was repaired.

The standard library's ElementTree (expat in C) was chosen by measuring: with the walk over the elements it reads as
many reports a second as lxml does, without a further library. Splitting has taken document types away before; what an
undefined entity or a late declaration leaves is not well-formed here, and is refused.
"""

import re
from itertools import chain, islice
from xml.etree.ElementTree import XML, Element, ParseError

from besa.core.formats.items import MOST_WRONG, NOT_MOSTLY_TEXT
from besa.core.formats.margins import Margin

MOST_PARTS = 400_000
TOO_MANY = "Holds more than 200,000 elements or 400,000 attributes: kept, not read."

_UNDEFINED_ENTITY = 11
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x0*([0-9A-Fa-f]{1,8})|0*([0-9]{1,10}));")
_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.\-]*):[A-Za-z_]")
_ESCAPED = re.compile(r"\\x[0-9a-f]{2}")


class Unreadable(Exception):
    """The entry cannot be read; the sentence says why."""


def elements(raw: bytes, margin: Margin, *, encoding: str) -> Element:
    """The root element with plain names (namespaces taken off)."""
    if raw.count(b"<") + raw.count(b'="') + raw.count(b"='") > MOST_PARTS:
        raise Unreadable(TOO_MANY)
    plain = encoding == "utf-8"
    try:
        root = XML(raw if plain else raw.decode(encoding).encode())
    except (ParseError, UnicodeError):
        return _names(_repaired(raw, margin, encoding=encoding))
    return _names(root) if b"xmlns" in raw else root


def _repaired(raw: bytes, margin: Margin, *, encoding: str) -> Element:
    if len(raw) - len(raw.decode(encoding, "ignore").encode(encoding, "ignore")) > MOST_WRONG:
        raise Unreadable(NOT_MOSTLY_TEXT)
    text = raw.decode(encoding, "backslashreplace")
    try:
        raw.decode(encoding)
    except UnicodeError:
        margin.note("", "encoding", " ".join(_ESCAPED.findall(text)))
    wrong = chain(_CONTROL.finditer(text), filter(_forbidden, _REFERENCE.finditer(text)))
    controls = [found[0] for found in islice(wrong, MOST_WRONG + 1)]
    if len(controls) > MOST_WRONG:
        raise Unreadable(NOT_MOSTLY_TEXT)
    if controls:
        margin.note("", "encoding", " ".join(_visible(control) for control in controls))
        text = _CONTROL.sub(lambda found: _visible(found[0]), text)
        text = _REFERENCE.sub(lambda found: _visible(found[0]) if _forbidden(found) else found[0], text)
    # An entry cut out of a larger document has left the declarations of its prefixes behind.
    prefixes = dict.fromkeys(_PREFIX.findall(text))
    declared = "".join(f' xmlns:{name}="{name}"' for name in prefixes if not name.lower().startswith("xml"))
    try:
        return XML(f"<entry{declared}>{text}</entry>".encode())[0]
    except ParseError as broken:
        line, column = broken.position
        if broken.code == _UNDEFINED_ENTITY:
            problem = (
                f"Uses an entity that XML itself does not know (line {line}): entities are not read. Kept as it is."
            )
        else:
            problem = f"Not well-formed XML (line {line}, column {column}): kept, not read."
        raise Unreadable(problem) from broken


def _forbidden(reference: re.Match[str]) -> bool:
    """Whether a character reference names a character that XML does not allow."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return number > 0x10FFFF or _CONTROL.match(chr(number)) is not None


def _visible(control: str) -> str:
    return control.replace("&", "&amp;") if control.startswith("&") else f"\\u{ord(control):04x}"


def _names(root: Element) -> Element:
    for element in root.iter():
        if "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]
    return root

"""Writes elements as text."""

import re
from collections.abc import Mapping

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE = _IN_TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_SPECIAL = re.compile(r"[&<>\r]")
_SPECIAL_IN_ATTRIBUTE = re.compile(r"[&<>\r\n\t\"]")


def leaf(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """`<name>text</name>`, or nothing if there is neither text nor attribute."""
    return element(name, _SPECIAL.sub(lambda found: _IN_TEXT[found[0]], _allowed(text)), attributes=attributes)


def element(name: str, *parts: str, attributes: Mapping[str, str] | None = None, always: bool = False) -> str:
    """An element of parts that are markup already; nothing if it would be empty, unless `always`."""
    inside = "".join(parts)
    said = "".join(
        f' {key}="{_SPECIAL_IN_ATTRIBUTE.sub(lambda found: _IN_ATTRIBUTE[found[0]], _allowed(value))}"'
        for key, value in (attributes or {}).items()
        if value
    )
    if not inside and not said and not always:
        return ""
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def flag(name: str, value: bool | None, attributes: Mapping[str, str] | None = None) -> str:  # noqa: FBT001
    return "" if value is None else leaf(name, word(value), attributes)


def word(value: bool | None) -> str:  # noqa: FBT001
    return "" if value is None else "true" if value else "false"


def _allowed(text: str) -> str:
    """XML has no way to write most control characters: the mark for an unknown character stands for them."""
    return _FORBIDDEN.sub("\ufffd", text)

"""IP addresses. Canonical: dotted decimal, or RFC 5952 (2001:db8::1); port and time beside one are kept apart."""

import ipaddress
import re
from collections.abc import Iterator

import re2

from besa.core.identifiers import labels, web
from besa.core.identifiers.evasions import with_dots
from besa.core.identifiers.scanning import Scanned, Stretch, inside_word
from besa.core.identifiers.values import Reading

_DOT = r"(?:\.| ?[\[({] ?(?:\.|dot|pikë|pika|точка|tačka) ?[\])}] ?)"
_FOUR = re2.compile(rf"(?i)\d{{1,3}}(?:{_DOT}\d{{1,3}}){{3}}(?::\d{{1,5}})?")
_SIX = re2.compile(
    r"\[?(?:[0-9A-Fa-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4})(?:%[0-9A-Za-z]+)?(?:\]:\d{1,5}|\])?"
)
_ONE = re.compile(
    r"(?:\[([0-9A-Fa-f:.]+)(?:%\w+)?\]|([0-9A-Fa-f:.]+:[0-9A-Fa-f:.]*)(?:%\w+)?|(\d{1,3}(?:\.\d{1,3}){3}))"
    r"(?::(\d{1,5}))?",
    re.ASCII,
)
_FOUR_AND_PORT = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})", re.ASCII)
_PORT = re.compile(
    r"\s?[,;(]?\s?(?:source |src |remote )?(?:port|porti|порт|porta)(?:a|i|t|от)?\s?[:=#]?\s?(\d{1,5})\b", re.I
)
_VERSION = re.compile(
    r"(?i)(?:\bv|ver|version|versioni|verzija|верзија|build|firmware|driver|section|neni|član)[.:]?\s?$"
)
_ZONE = r"(?: ?(?:Z|UTC|GMT|CES?T|EES?T|[+-]\d{2}:?\d{2})\b(?:[+-]\d{1,2}(?::\d{2})?)?)?"
_TIME = re.compile(
    r"(?<!\d)(?:\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4},? (?:at |në |u |во |ora )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?"
    rf"|\d{{1,2}}-[A-Z][a-z]{{2}}-\d{{4}} \d{{1,2}}:\d{{2}}(?::\d{{2}})?){_ZONE}"
)
_NEAR = 60
# Addresses that exist in every house and say nothing about anybody; and those that are no host's.
_NOBODY = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "224.0.0.0/3", "::/127", "fc00::/7", "fe80::/10", "ff00::/8",
    )
)  # fmt: skip


def found_in(scanned: Scanned) -> Iterator[Stretch]:
    """Every public address in a plain text, with port and time where they stand beside it."""
    text = scanned.text
    for start, end in scanned.spans(_FOUR):
        if inside_word(text, start, end, "-_") or _goes_on(text, start, end):
            continue
        if _VERSION.search(text[max(0, start - 10) : start]):
            continue
        yield from _beside(text, start, end)
    if "::" not in text and text.count(":") < 7:
        return
    for start, end in scanned.spans(_SIX):
        if not inside_word(text, start, end, ":.-_") and _tells(text[start:end]):
            yield from _beside(text, start, end)


def readings(written: str) -> tuple[Reading, ...]:
    """The address, or nothing where it is none, or one that says nothing about anybody."""
    if "/" in written and (page := web.read(written)):
        written = page.host if not page.domain else ""
    written = with_dots(labels.split("ip", written.strip())[1]).replace(" ", "")
    parted = _FOUR_AND_PORT.fullmatch(written)
    found = None if parted else _ONE.fullmatch(written)
    if parted:
        host, port = parted.groups()
    elif found:
        host, port = found.group(1) or found.group(2) or found.group(3), found.group(4)
    else:
        return ()
    canonical = address(host)
    if not canonical or (port and int(port) > 65535):
        return ()
    return (Reading("ip", canonical, port=int(port) if port else None),)


def address(host: str) -> str:
    """The canonical form of an address in figures, "" if it is none or nobody's."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return "" if any(found.version == net.version and found in net for net in _NOBODY) else str(found)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the four figures are a part of more, as in 1.2.3.4.5."""
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2]
    return (before[-1:] == "." and before[:1].isdigit()) or (after[:1] == "." and after[1:].isdigit())


def _tells(written: str) -> bool:
    """Whether it is surely an address, not two colons between words."""
    groups = [group for group in written.strip("[]").split(":") if group]
    return any(sign.isdigit() for sign in written) and (len(groups) > 2 or (len(groups) > 1 and len(written) > 6))


def _beside(text: str, start: int, end: int) -> Iterator[Stretch]:
    for one in readings(text[start:end]):
        port = one.port
        if port is None and (found := _PORT.match(text, end, end + 30)) and int(found.group(1)) < 65536:
            port = int(found.group(1))
        yield start, end, (Reading("ip", one.canonical, port=port, time=_time(text, start, end)),)


def _time(text: str, start: int, end: int) -> str:
    """The nearest time on the same line, as it is written."""
    first = max(text.rfind("\n", 0, start) + 1, start - _NEAR)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + _NEAR)
    near = [(start - found.end(), found.group()) for found in _TIME.finditer(text, first, start)]
    near += [(found.start() - end, found.group()) for found in _TIME.finditer(text, end, last)]
    return min(near)[1] if near else ""

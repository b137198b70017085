"""Places on the map. Canonical: latitude,longitude in degrees with five decimals (about a metre), minus for S and W."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from urllib.parse import unquote

import re2

from besa.core.identifiers import labels
from besa.core.identifiers.scanning import Scanned, Stretch, inside_word
from besa.core.identifiers.values import Reading
from besa.core.identifiers.web import WebAddress, read

_STEP = Decimal("0.00001")
_N = r"\d{1,3}(?:[.,]\d{1,15})?"
_SIXTY = r"\d{1,2}(?:[.,]\d{1,12})?"
_MINUTES = rf"(?:[ \t]?{_SIXTY}[ \t]?['’′´][ \t]?(?:{_SIXTY}[ \t]?(?:\"|”|″|''|’’|′′)?)?)?"
_MARKED = rf"(?:\b[NSEW][ \t]?)?-?{_N}[ \t]?[°º]{_MINUTES}[ \t]?(?:[NSEWnsew]\b)?"
_NAMED = r"(?:itude|gitude|gituda|\.)?[ \t]?[:=]?[ \t]?"
_DECIMAL = r"[ \t]?\d{1,3}(?:[. \t]\d{1,3})?\.\d{2,10}"
_BARE = r"-?\d{1,3}[.,]\d{4,15}"
_CANDIDATE = re2.compile(
    rf"(?:^|[^0-9.,])({_MARKED}[ \t,;/]{{1,3}}{_MARKED}"
    rf"|\b[NSns]{_DECIMAL}[ \t,;/]{{1,3}}[EWew]{_DECIMAL}"
    rf"|-?\d{{1,2}}\.\d{{3,15}}[ \t]?[NSns][ \t,;/]{{1,3}}-?\d{{1,3}}\.\d{{3,15}}[ \t]?[EWew]"
    rf"|{_BARE}[ \t]?[,;/ \t][ \t]?{_BARE}"
    rf"|(?i:lat{_NAMED}-?\d{{1,2}}\.\d{{2,15}}[ \t,;]{{1,3}}(?:lon|lng){_NAMED}-?\d{{1,3}}\.\d{{2,15}}))"
)
_ONE = re.compile(
    r"\s*([NSEWnsew])?\s?(-?)(\d{1,3}(?:[.,]\d{1,15})?)\s?[°º]?\s?(?:(\d{1,2}(?:[.,]\d{1,12})?)\s?['’′´]?\s?)?"
    r"(?:(\d{1,2}(?:[.,]\d{1,12})?)\s?(?:\"|”|″|''|’’|′′)?)?\s?([NSEWnsew])?\s*"
)
# What stands between the two. A comma without a space is one only where figures are written with points.
_BETWEEN = re.compile(
    r"[\s,;]*(?:lon|lng)(?:gitude|gituda|\.)?\s?[:=]?\s?|\s*[;/]\s*|,?\s+|(?<=[\d°ºNSEWnsew'\"]),(?=[NSEWnsew]?-?\d+(?:\.\d|[°º]))"
)
_IN_MAPS = re.compile(
    r"(?:@|[?&](?:q|ll|query|center|cp|sll|daddr|destination|mlat)=(?:loc:)?|place/|!3d)(-?\d{1,2}\.\d{3,15})"
    r"(?:,|&mlon=|!4d|~|%2C)\s?\+?(-?\d{1,3}\.\d{3,15})"
)
_GEO = re.compile(r"geo:(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)(?:[;?].*)?", re.IGNORECASE)


def found_in(scanned: Scanned) -> Iterator[Stretch]:
    """Every pair of coordinates in a plain text; bare figures need four decimals each."""
    text = scanned.text
    for start, end in scanned.groups(_CANDIDATE, 1):
        if not inside_word(text, start, end, "_-") and not _goes_on(text, start, end):
            written = text[start:end]
            yield start, start + len(written.rstrip()), readings(written)


def readings(written: str) -> tuple[Reading, ...]:
    """The place, from any usual way to write one; nothing where there is none on the globe."""
    written = written.strip()
    if geo := _GEO.fullmatch(written):
        return _place(Decimal(geo.group(1)), Decimal(geo.group(2)))
    if "/" in written and (address := read(written)):
        return of_address(address)
    written = labels.split("coordinates", written)[1].strip("()[] \t\n")
    if len(written) > 100:
        return ()
    splits = _BETWEEN.finditer(written)
    return next((both for at in splits if (both := _both(written[: at.start()], written[at.end() :]))), ())


def of_address(address: WebAddress) -> tuple[Reading, ...]:
    """The place that the address of a map shows."""
    if not any(sign in address.place for sign in ("@", "=", "!3d", "place/")):
        return ()
    found = _IN_MAPS.search(unquote(f"/{address.path.strip('/')}" + (f"?{address.query}" if address.query else "")))
    return _place(Decimal(found.group(1)), Decimal(found.group(2))) if found else ()


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether more figures follow or precede, as in a list of prices or a version."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[-1:] in ".," and before[:1].isdigit()) or (after[:1] in ".," and after[1:].isdigit())


def _both(one: str, two: str) -> tuple[Reading, ...]:
    first, second = _degrees(one), _degrees(two)
    if first is None or second is None:
        return ()
    (north, side), (east, other) = first, second
    if side in ("E", "W") and other in ("N", "S"):
        north, east = east, north
    elif side in ("E", "W") or other in ("N", "S"):
        return ()
    return _place(north, east)


def _degrees(written: str) -> tuple[Decimal, str] | None:
    """Degrees with their sign, and the side of the world that was named, or ""."""
    found = _ONE.fullmatch(written)
    if not found:
        return None
    before, minus, degrees, minutes, seconds, after = found.groups()
    side = (before or after or "").upper()
    parts = [Decimal((part or "0").replace(",", ".")) for part in (degrees, minutes, seconds)]
    if parts[1] >= 60 or parts[2] >= 60 or (before and after) or (minus and side):
        return None
    if minutes and not side and not any(mark in written for mark in "°º'’′"):
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return (-value if minus or side in ("S", "W") else value), side


def _place(north: Decimal, east: Decimal) -> tuple[Reading, ...]:
    if abs(north) > 90 or abs(east) > 180:
        return ()
    numbers = [number.quantize(_STEP, ROUND_HALF_EVEN) + 0 for number in (north, east)]
    return (Reading("coordinates", ",".join(f"{abs(n) if n == 0 else n:.5f}" for n in numbers)),)

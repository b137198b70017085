"""Find every identifier in a text, and bring what somebody types into the same canonical forms."""

import re
from collections.abc import Callable, Iterable, Iterator

from besa.core.identifiers import (
    coordinates,
    devices,
    digests,
    emails,
    handles,
    networks,
    payments,
    phones,
    spoken,
    wallets,
    web,
)
from besa.core.identifiers.evasions import DOT_WORDS
from besa.core.identifiers.lines import worth_reading
from besa.core.identifiers.plain import Plain, plain
from besa.core.identifiers.scanning import Scanned, Stretch
from besa.core.identifiers.values import Found, Reading

_FIGURE = re.compile(r"[0-9]")
_LONG = re.compile(r"[0-9A-Za-z_\-+/=,]{25}")
# Brackets, or a word that stands for a point: without either no sign of an address is written otherwise.
_TRICKED = re.compile(rf"[\[({{<]| (?:{DOT_WORDS}) ", re.IGNORECASE)


def find(text: str, *, regions: tuple[str, ...]) -> tuple[Found, ...]:
    """Every reading of every identifier, in the order of the text. Never raises on any text.

    `regions` (ISO 3166 codes, the node's own country first) say where a number without a country code may belong.
    """
    lines = worth_reading(text)
    return find_within(text, lines, regions=regions) if lines else ()


def find_within(text: str, pieces: Iterable[tuple[int, int]], *, regions: tuple[str, ...]) -> tuple[Found, ...]:
    """As `find`, in these stretches (characters) of the text only."""
    source = Plain(text, pieces)
    scanned = Scanned(source.text)
    taken = bytearray(len(source.text))
    stretches: list[Stretch] = []
    for stretch in _all(scanned, regions):
        start, end, readings = stretch
        if readings and taken.find(1, start, end) < 0:
            stretches.append(stretch)
            taken[start:end] = b"\1" * (end - start)
    stretches.sort(key=lambda each: each[:2])
    return tuple(_placed(stretches, source, text))


def canonicalise(kind: str, raw: str, *, regions: tuple[str, ...], label: str = "") -> tuple[str, ...]:
    """Every canonical form that `raw`, taken as a `kind`, can mean; () if none. What `find` gives is among them.

    `label` is what the field it stood in is called ("IMEI", "SHA-1", "BTC"), for kinds whose forms alone do not say.
    """
    written = plain(raw).text.strip()
    read: dict[str, Callable[[], tuple[Reading, ...]]] = {
        "email": lambda: emails.readings(written),
        "url": lambda: web.readings(written),
        "domain": lambda: web.readings(written),
        "handle": lambda: handles.readings(written) or payments.tagged(written),
        "phone": lambda: phones.readings(written, regions) or spoken.readings(written, regions),
        "ip": lambda: networks.readings(written),
        "device": lambda: devices.readings(written, label=label),
        "wallet": lambda: wallets.readings(written, label=label),
        "digest": lambda: digests.readings(written, label=label),
        "coordinates": lambda: coordinates.readings(written),
        "payment": lambda: payments.readings(written, label=label),
    }
    if kind not in read:
        raise ValueError(f"'{kind}' is not a kind of identifier: use one of {', '.join(sorted(read))}")
    return tuple(dict.fromkeys(reading.canonical for reading in read[kind]() if reading.kind == kind))


def byte_ranges(text: str, found: Iterable[Found]) -> tuple[tuple[int, int], ...]:
    """Where each of `found`, in their order, stands in the UTF-8 bytes of `text`."""
    ranges: list[tuple[int, int]] = []
    last = last_byte = 0
    for one in found:
        start = last_byte + _size(text[last : one.start])
        ranges.append((start, start + _size(text[one.start : one.end])))
        last, last_byte = one.start, start
    return tuple(ranges)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _all(scanned: Scanned, regions: tuple[str, ...]) -> Iterator[Stretch]:
    """What each finder gives, in the order in which they may claim a stretch of the text.

    Most texts are a line: what it cannot hold for want of a figure or a sign is not looked for.
    """
    text = scanned.text
    figures = _FIGURE.search(text) is not None
    tricked = _TRICKED.search(text) is not None
    if tricked or "@" in text:
        yield from _emails(scanned)
    if tricked or "." in text:
        yield from _addresses(scanned)
    if figures and (tricked or ":" in text or "." in text):
        yield from networks.found_in(scanned)
    if _LONG.search(text):
        yield from digests.found_in(scanned)
        yield from wallets.found_in(scanned)
    yield from payments.found_in(scanned, figures=figures)
    yield from devices.found_in(scanned, figures=figures)
    yield from _handles(scanned)
    if figures:
        yield from coordinates.found_in(scanned)
        yield from phones.found_in(scanned, regions)
    yield from spoken.found_in(scanned, regions)


def _placed(stretches: list[Stretch], source: Plain, text: str) -> Iterator[Found]:
    for start, end, readings in stretches:
        begin, stop = source.source_range(start, end)
        raw = text[begin:stop]
        for one in readings:
            yield Found(one.kind, one.canonical, begin, stop, raw, one.region, one.port, one.time)


def _emails(scanned: Scanned) -> Iterator[Stretch]:
    for start, end in emails.candidates(scanned):
        yield start, end, emails.readings(scanned.text[start:end])


def _addresses(scanned: Scanned) -> Iterator[Stretch]:
    for start, end in web.candidates(scanned):
        if (address := web.read(scanned.text[start:end])) and (found := _of_address(address)):
            yield start, end, found


def _of_address(address: web.WebAddress) -> tuple[Reading, ...]:
    """The web address, its domain, and whom or what its page is about."""
    found = web.of_address(address)
    if not found:
        return ()
    host = networks.readings(address.host) if not address.domain else ()
    about = (*handles.of_address(address), *phones.of_address(address))
    return (*found, *host, *about, *payments.of_address(address), *coordinates.of_address(address))


def _handles(scanned: Scanned) -> Iterator[Stretch]:
    for start, end in handles.candidates(scanned):
        yield start, end, handles.readings(scanned.text[start:end])

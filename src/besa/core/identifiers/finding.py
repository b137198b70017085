"""Find every identifier in a text, and bring what somebody types into the same canonical forms."""

from collections.abc import Callable, Iterator

from besa.core.identifiers import emails, handles, phones, web
from besa.core.identifiers.plain import Plain, plain
from besa.core.identifiers.values import Found, Reading

_Stretch = tuple[int, int, tuple[Reading, ...]]


def find(text: str, *, regions: tuple[str, ...]) -> tuple[Found, ...]:
    """Every reading of every identifier, in the order of the text. Never raises on any text.

    `regions` (ISO 3166 codes, the node's own country first) say where a number without a country code may belong.
    """
    source = plain(text)
    taken = bytearray(len(source.text))
    stretches: list[_Stretch] = []
    for finder in (_emails, _addresses, _handles, lambda found: _phones(found, regions)):
        for start, end, readings in finder(source.text):
            if readings and not any(taken[start:end]):
                stretches.append((start, end, readings))
                taken[start:end] = b"\1" * (end - start)
    stretches.sort()
    return tuple(_placed(stretches, source, text))


def canonicalise(kind: str, raw: str, *, regions: tuple[str, ...]) -> tuple[str, ...]:
    """Every canonical form that `raw`, taken as a `kind`, can mean; () if none. What `find` gives is among them."""
    written = plain(raw).text.strip()
    read: dict[str, Callable[[], tuple[Reading, ...]]] = {
        "email": lambda: emails.readings(written),
        "url": lambda: web.readings(written),
        "domain": lambda: web.readings(written),
        "handle": lambda: handles.readings(written),
        "phone": lambda: phones.readings(written, regions),
    }
    if kind not in read:
        raise ValueError(f"'{kind}' is not a kind of identifier: use one of {', '.join(sorted(read))}")
    return tuple(dict.fromkeys(reading.canonical for reading in read[kind]() if reading.kind == kind))


def _placed(stretches: list[_Stretch], source: Plain, text: str) -> Iterator[Found]:
    for start, end, readings in stretches:
        begin, stop = source.source_range(start, end)
        for reading in readings:
            yield Found(reading.kind, reading.canonical, begin, stop, text[begin:stop], reading.region)


def _emails(text: str) -> Iterator[_Stretch]:
    for start, end in emails.candidates(text):
        yield start, end, emails.readings(text[start:end])


def _addresses(text: str) -> Iterator[_Stretch]:
    for start, end in web.candidates(text):
        if (address := web.read(text[start:end])) and (found := web.of_address(address)):
            yield start, end, (*found, *handles.of_address(address), *phones.of_address(address))


def _handles(text: str) -> Iterator[_Stretch]:
    for start, end in handles.candidates(text):
        yield start, end, handles.readings(text[start:end])


def _phones(text: str, regions: tuple[str, ...]) -> Iterator[_Stretch]:
    for start, end, called in phones.candidates(text):
        for first, last, readings in phones.numbers_in(text[start:end], regions, called=called):
            yield start + first, start + last, readings

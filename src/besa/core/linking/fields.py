"""The structured parts of a referral as (kind, canonical form, sort): accounts, people, devices, files, places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from besa.core.formats.values import Account, Device, Person
from besa.core.linking.forms import forms, says_nothing, service, slug, sort_of
from besa.core.linking.texts import fold

Form = tuple[str, str, str]
_HEX = re.compile(r"[0-9a-f]{16,128}")
_EMPTY = ("d41d8cd98f00b204", "da39a3ee5e6b4b0d", "e3b0c44298fc1c14", "cf83e1357eefb8bd")
_USUAL = ("md5", "sha1", "sha256", "sha512", "photodna", "pdq")
_DECIMAL = re.compile(r"[+-]?\d{1,3}\.\d{3,}")
_CELL = 0.001  # degrees: about 110 m north to south
_NETWORK_NAMES = frozenset(("ssid", "bssid", "wifi", "wifissid"))


def of_account(account: Account, provider: str, regions: tuple[str, ...]) -> Iterator[tuple[str, Form]]:
    """(field, form) of one account. `provider` stands for the service where the account names none."""
    code = service(account.service or provider)
    if code and not says_nothing(account.identifier):
        yield "identifier", ("handle", f"{code}:#{account.identifier.strip()}", "account-number")
    for at, name in enumerate(account.screen_names):
        for canonical in _named(code, name, regions):
            yield f"screen_names[{at}]", ("handle", canonical, sort_of("handle", canonical))
    for at, url in enumerate(account.profile_urls):
        found = forms("handle", url, regions) if "/" in url else ()
        for canonical in found:
            yield f"profile_urls[{at}]", ("handle", canonical, sort_of("handle", canonical))
        for canonical in () if found else forms("url", url, regions):
            # A profile at a service that core/identifiers does not know is as telling as a name there.
            yield f"profile_urls[{at}]", ("url", canonical, "screen-name")
    for at, group in enumerate(account.groups):
        if not says_nothing(group):
            yield f"groups[{at}]", ("group", f"{code}:{group.strip().casefold()}", "group")


def of_person(person: Person) -> Iterator[tuple[str, Form]]:
    """(field, form) of names, alone and with the date of birth. One word is no name to compare."""
    for at, name in enumerate(person.names):
        words = sorted(filter(None, (fold(word) for word in re.split(r"[\s,.\-]+", name))))
        if len(words) < 2 or len("".join(words)) < 6:
            continue
        together = " ".join(words)
        yield f"names[{at}]", ("name", together, "name")
        if born := _date(person.born):
            yield f"names[{at}]", ("name-born", f"{together} {born}", "name-born")


def of_device(device: Device) -> Iterator[Form]:
    """A serial number of whatever kind. A name of a network is not a device."""
    if says_nothing(device.value):
        return
    kind, value = slug(device.kind), re.sub(r"[\s:\-.]", "", device.value).casefold()
    if kind in _NETWORK_NAMES:
        yield "device", f"ssid:{device.value.strip()}", "network-name"
    elif len(value) >= 8 and len(set(value)) > 2:  # all zeros, all f: what phones say that refuse to say
        for canonical in forms("device", device.value, (), label=device.kind) or (f"{kind}:{value}",):
            yield "device", canonical, "device"


def of_file(digests: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Form]]:
    """(field, form) of the digests of one file. The most usual one stands for it, the others beside that one."""
    found = [(f"digests[{at}]", form) for at, pair in enumerate(digests) for form in _of_digest(*pair)]
    found.sort(key=lambda each: _usual(each[1]))
    for at, (field, canonical) in enumerate(found):
        yield field, ("digest", canonical, "other-digest" if at else "digest")


def _of_digest(algorithm: str, value: str) -> tuple[str, ...]:
    """A digest by its algorithm; not that of an empty file."""
    plain, name = value.strip(), slug(algorithm)
    if plain.casefold().startswith(_EMPTY) or len(set(plain)) < 4 or len(plain) < 16:
        return ()
    if _HEX.fullmatch(plain.casefold()):
        plain = plain.casefold()
    return forms("digest", plain, (), label=algorithm) or (f"{name or 'digest'}:{plain}",)


def _usual(canonical: str) -> int:
    name = canonical.partition(":")[0]
    return _USUAL.index(name) if name in _USUAL else len(_USUAL)


def of_place(latitude: str, longitude: str) -> Iterator[Form]:
    """A place as four overlapping cells: two places less than 50 m apart share one. Needs three decimals to tell."""
    if not (_DECIMAL.fullmatch(latitude.strip()) and _DECIMAL.fullmatch(longitude.strip())):
        return
    north, east = float(latitude), float(longitude)
    if abs(north) > 90 or abs(east) > 180 or (north == 0 and east == 0):
        return
    for grid, (up, right) in enumerate(((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))):
        yield "place", f"{grid}:{_cell(north, up)}:{_cell(east, right)}", "place"


def _cell(degrees: float, shift: float) -> int:
    return int((degrees / _CELL + shift) // 1)


def _named(code: str, name: str, regions: tuple[str, ...]) -> tuple[str, ...]:
    if says_nothing(name):
        return ()
    plain = name.strip().removeprefix("@")
    known = forms("handle", f"{code}:{plain}", regions) if code else forms("handle", plain, regions)
    if known or not code or len(plain) < 2 or len(plain) > 80:
        return known
    # A service that core/identifiers does not know, or a name it would not find in a text: its own spelling will do.
    bare = forms("handle", f"@{plain}", regions)
    return (f"{code}:{plain.casefold()}", *bare)


def _date(written: str) -> str:
    try:
        return date.fromisoformat(written.strip()[:10]).isoformat()
    except ValueError:
        return ""

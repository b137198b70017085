"""Everything of a referral or of a text that can be compared with other reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from besa.core import identifiers
from besa.core.formats.values import Device, Email, Incident, Network, Person, Phone, Referral, Text, Upload
from besa.core.linking import fields
from besa.core.linking.forms import forms, says_nothing, slug, sort_of
from besa.core.linking.levels import Level, Whose
from besa.core.linking.networks import certain, of_network
from besa.core.linking.values import Trace
from besa.core.linking.weights import current

MOST = 1_000
"""So many traces of one sort are kept of one report; a report that lists more is a list, not a report."""

_LOOKED_AT_MOST = 60
_Found = tuple[str, str, str, str]  # where, kind, canonical form, sort


def traces(referral: Referral, *, regions: tuple[str, ...]) -> tuple[Trace, ...]:
    """Every trace, each (kind, form, role) once, at the first place it stood. Never raises on any referral."""
    return _kept(_of_referral(referral, regions))


def traces_of_text(
    text: str, *, regions: tuple[str, ...], role: Whose = Whose.MENTIONED, where: str = "text"
) -> tuple[Trace, ...]:
    """Identifiers in free text. `role` is REPORTER for how the reporter can be reached, else MENTIONED."""
    return _kept((role, each) for each in _in_text(where, text, regions))


def passages(referral: Referral) -> tuple[Text, ...]:
    """Every free text of a referral with its place: what is searched, and sketched where it is long enough."""
    found = [*referral.texts, Text(where="escalation", text=referral.escalation)]
    found.append(Text(where="occurred_note", text=referral.occurred_note))
    for at, person in enumerate(referral.people[:MOST]):
        found += _placed(f"people[{at}]", person.texts)
        if person.account and person.account.bio:
            found.append(Text(where=f"people[{at}].account.bio", text=person.account.bio))
    for at, incident in enumerate(referral.incidents[:MOST]):
        found += _placed(f"incidents[{at}]", incident.texts)
    for at, upload in enumerate(referral.uploads[:MOST]):
        found += _placed(f"uploads[{at}]", upload.texts)
    return tuple(each for each in found if len(each.text) > 2)


def _of_referral(referral: Referral, regions: tuple[str, ...]) -> Iterator[tuple[Whose, _Found]]:
    for where, number in (("source_id", referral.source_id), ("supplements", referral.supplements)):
        for found in _report_number(referral, where, number):
            yield Whose.OWN, found
    for at, person in enumerate(referral.people[:MOST]):
        yield from _of_person(referral, person, f"people[{at}]", regions)
    for at, incident in enumerate(referral.incidents[:MOST]):
        yield from _of_incident(incident, f"incidents[{at}]", regions)
    for at, upload in enumerate(referral.uploads[:MOST]):
        for found in _of_upload(upload, f"uploads[{at}]", regions):
            yield Whose.REPORTED, found
    for text in passages(referral):
        role = _speaker(referral, text.where)
        for found in _in_text(text.where, text.text, regions):
            yield role, found


def _of_incident(incident: Incident, where: str, regions: tuple[str, ...]) -> Iterator[tuple[Whose, _Found]]:
    for found in _contacts(where, incident.phones, incident.emails, regions):
        yield Whose.MENTIONED, found
    for found in _networks(where, incident.networks):
        yield Whose.REPORTED, found
    for number, url in enumerate(incident.urls[:MOST]):
        for found in _address(f"{where}.urls[{number}]", url, regions):
            yield Whose.MENTIONED, found
    for place in fields.of_place(*incident.coordinates) if incident.coordinates else ():
        yield Whose.MENTIONED, (f"{where}.coordinates", *place)


def _of_person(
    referral: Referral, person: Person, where: str, regions: tuple[str, ...]
) -> Iterator[tuple[Whose, _Found]]:
    role = _role(person)
    for form in _contacts(where, person.phones, person.emails, regions):
        yield role, form
    for field, named in fields.of_person(person):
        yield role, (f"{where}.{field}", *named)
    if person.account:
        holder = Whose.COMPROMISED if person.account.compromised and role is Whose.REPORTED else role
        for field, account in fields.of_account(person.account, referral.platform or referral.provider, regions):
            yield holder, (f"{where}.account.{field}", *account)
    for form in _networks(where, person.networks):
        yield role, form
    for form in _devices(where, person.devices):
        yield role, form
    for at, number in enumerate(person.prior_reports):
        for form in _report_number(referral, f"{where}.prior_reports[{at}]", number):
            yield role, form


def _of_upload(upload: Upload, where: str, regions: tuple[str, ...]) -> Iterator[_Found]:
    for field, digest in fields.of_file(upload.digests):
        yield (f"{where}.{field}", *digest)
    if upload.location:
        yield from _address(f"{where}.location", upload.location, regions)
    yield from _networks(where, upload.networks)
    yield from _devices(where, upload.devices)
    said = {slug(name): value for _, name, value in upload.details}
    for north, east in (("gpslatitude", "gpslongitude"), ("latitude", "longitude")):
        if north in said and east in said:
            for place in fields.of_place(said[north], said[east]):
                yield (f"{where}.details", *place)


def _contacts(
    where: str, phones: tuple[Phone, ...], emails: tuple[Email, ...], regions: tuple[str, ...]
) -> Iterator[_Found]:
    for at, phone in enumerate(phones[:MOST]):
        written = phone.number.strip()
        if phone.calling_code and not written.startswith(("+", "00")):
            written = f"+{phone.calling_code.lstrip('+')}{written.lstrip('0')}"
        for canonical in forms("phone", written, regions):
            yield f"{where}.phones[{at}]", "phone", canonical, "phone"
    for at, email in enumerate(emails[:MOST]):
        for canonical in forms("email", email.address, regions):
            yield f"{where}.emails[{at}]", "email", canonical, "email"


def _networks(where: str, networks: Iterable[Network]) -> Iterator[_Found]:
    for at, network in enumerate(networks):
        if at >= _LOOKED_AT_MOST:
            return
        for sort, canonical in of_network(network.ip, network.port, network.at.utc if network.at else None):
            yield f"{where}.networks[{at}]", sort, canonical, sort


def _devices(where: str, devices: Iterable[Device]) -> Iterator[_Found]:
    for at, device in enumerate(devices):
        for form in fields.of_device(device):
            yield (f"{where}.devices[{at}]", *form)


def _address(where: str, url: str, regions: tuple[str, ...]) -> Iterator[_Found]:
    """A profile is an account, any other address a page."""
    for kind in ("handle", "url", "domain"):
        found = forms(kind, url, regions) if kind != "handle" or "/" in url else ()
        for canonical in found:
            yield where, kind, canonical, sort_of(kind, canonical)
        if found and kind == "handle":
            return


def _report_number(referral: Referral, where: str, number: str) -> Iterator[_Found]:
    """CyberTipline numbers are one series, whoever passed them on; others belong to their source."""
    if not says_nothing(number):
        series = "cybertip" if referral.format.startswith("cybertip") else slug(referral.source)
        yield where, "report", f"{series}:{number.strip()}", "report-number"


def _in_text(where: str, text: str, regions: tuple[str, ...]) -> Iterator[_Found]:
    for found in identifiers.find(text, regions=regions):
        place = f"{where}@{found.start}"
        if found.kind == "ip":
            for sort, canonical in of_network(found.canonical, found.port, certain(found.time)):
                yield place, sort, canonical, sort
        elif found.kind == "coordinates":
            north, _, east = found.canonical.partition(",")
            for form in fields.of_place(north, east):
                yield (place, *form)
        else:
            yield place, found.kind, found.canonical, sort_of(found.kind, found.canonical)


def _role(person: Person) -> Whose:
    """A parent's account, listed with the child's or the reported person's, is neither's."""
    if person.relation and "parent" in person.relation.casefold():
        return Whose.OTHER
    return Whose(person.role.value)


def _speaker(referral: Referral, where: str) -> Whose:
    """What somebody writes into the own profile is theirs; what stands in any other text is only mentioned."""
    if where.endswith(".account.bio"):
        return _role(referral.people[int(where[len("people[") : where.index("]")])])
    return Whose.MENTIONED


def _placed(where: str, texts: Iterable[Text]) -> list[Text]:
    return [Text(where=f"{where}.texts[{at}]", text=text.text) for at, text in enumerate(texts)]


def _kept(found: Iterable[tuple[Whose, _Found]]) -> tuple[Trace, ...]:
    sorts = current().sorts
    kept: dict[tuple[str, str, Whose], Trace] = {}
    number: Counter[str] = Counter()
    for role, (where, kind, canonical, sort) in found:
        weighed = sorts.get(sort)
        key = (kind, canonical, role)
        if weighed is None or key in kept or number[sort] >= MOST:
            continue
        number[sort] += 1
        kept[key] = Trace(kind, canonical, _level(weighed.counts), role, where, sort)
    return tuple(kept.values())


def _level(counts: Iterable[Level]) -> Level:
    """The level a sort tells most about stands first in weights.yaml."""
    return next(iter(counts))

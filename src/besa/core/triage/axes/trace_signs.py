"""Where the traces of a referral lead: here, elsewhere, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.formats import Address, Network, Person, Referral
from besa.core.triage.axes.facts import Facts, plain_name
from besa.core.triage.axes.known import Here
from besa.core.triage.axes.networks import is_version_6
from besa.core.triage.axes.roles import people_of

_NUMBERED = frozenset({"imei", "iccid", "imsi", "meid", "esn", "serialnumber", "serial", "mac", "macaddress"})
_HOSTING = frozenset({"hostingcountrycode", "hostingcountry", "countrycode", "country"})
_HERE = ("network-here", "phone-here", "address-here", "hosted-here")
_OPEN = ("network", "phone", "email", "email-verified", "coordinates", "place-in-file")
_ELSEWHERE = ("network-elsewhere", "phone-elsewhere", "address-elsewhere", "hosted-elsewhere")


def add(referral: Referral, facts: Facts, here: Here) -> None:
    for path, network in networks_of(referral):
        _network(network, path, facts, here)
    for at, person in people_of(referral):
        _person(person, f"people[{at}]", facts, here)
    for at, upload in enumerate(referral.uploads):
        for number, device in enumerate(upload.devices):
            _device(device.kind, f"uploads[{at}].devices[{number}]", facts)
    for at, incident in enumerate(referral.incidents):
        path = f"incidents[{at}]"
        for number, phone in enumerate(incident.phones):
            _phone(
                here.phone_is_here(phone.number, phone.calling_code), phone.verified, f"{path}.phones[{number}]", facts
            )
        for number, address in enumerate(incident.addresses):
            _address(address, f"{path}.addresses[{number}]", facts, here)
        for number, (name, country) in enumerate(incident.hosting):
            if plain_name(name) in _HOSTING and len(country.strip()) == 2:
                hosted = "hosted-here" if country.strip().upper() == here.country else "hosted-elsewhere"
                facts.sign(hosted, f"{path}.hosting[{number}]")
        if incident.coordinates:
            facts.sign("coordinates", f"{path}.coordinates")
    _together(facts)


def networks_of(referral: Referral) -> Iterator[tuple[str, Network]]:
    """Every use of an address with its path."""
    for at, person in people_of(referral):
        for number, network in enumerate(person.networks):
            yield f"people[{at}].networks[{number}]", network
    for at, upload in enumerate(referral.uploads):
        for number, network in enumerate(upload.networks):
            yield f"uploads[{at}].networks[{number}]", network
    for at, incident in enumerate(referral.incidents):
        for number, network in enumerate(incident.networks):
            yield f"incidents[{at}].networks[{number}]", network


def _network(network: Network, path: str, facts: Facts, here: Here) -> None:
    if not here.networks.usable(network.ip):
        return
    if network.proxy:
        facts.sign("network-proxy", path)
        return
    exact = network.at is not None and network.at.utc is not None and bool(network.port or is_version_6(network.ip))
    ours = here.address_is_here(network.ip)
    if ours is False:
        facts.sign("network-elsewhere", path)
        return
    name = "network-here" if ours else "network"
    facts.sign(name, path)
    if exact:
        facts.sign(f"{name}-exact", path)


def _person(person: Person, path: str, facts: Facts, here: Here) -> None:
    for number, phone in enumerate(person.phones):
        _phone(here.phone_is_here(phone.number, phone.calling_code), phone.verified, f"{path}.phones[{number}]", facts)
    for number, email in enumerate(person.emails):
        facts.sign("email", f"{path}.emails[{number}]")
        if email.verified:
            facts.sign("email-verified", f"{path}.emails[{number}]")
    for number, device in enumerate(person.devices):
        _device(device.kind, f"{path}.devices[{number}]", facts)
    for number, address in enumerate(person.addresses):
        _address(address, f"{path}.addresses[{number}]", facts, here)
    if person.estimated_location:
        _address(person.estimated_location, f"{path}.estimated_location", facts, here)


def _phone(ours: bool | None, verified: bool | None, path: str, facts: Facts) -> None:  # noqa: FBT001
    facts.sign("phone" if ours is None else "phone-here" if ours else "phone-elsewhere", path)
    if ours and verified:
        facts.sign("phone-here-verified", path)


def _device(kind: str, path: str, facts: Facts) -> None:
    facts.sign("device-numbered" if plain_name(kind) in _NUMBERED else "device", path)


def _address(address: Address, path: str, facts: Facts, here: Here) -> None:
    if address.country:
        facts.sign("address-here" if address.country.upper() == here.country else "address-elsewhere", path)


def _together(facts: Facts) -> None:
    """What only the whole of the traces shows; the camera's coordinates are added by file_signs and asked there."""
    if any(name in facts for name in _HERE):
        return
    if any(name in facts for name in _OPEN):
        return
    for place in facts.evidence(_ELSEWHERE):
        facts.sign("all-elsewhere", place.path)
    if "network-proxy" in facts and not any(name in facts for name in _ELSEWHERE):
        for place in facts.evidence(("network-proxy",)):
            facts.sign("only-proxies", place.path)

"""Writes the small values that stand in many places: times, addresses, phones, e-mail, networks, devices."""

from besa.core.formats.cybertip_xml.markup import element, flag, leaf, word
from besa.core.formats.values import Address, Device, Email, Moment, Network, Phone


def date(name: str, at: Moment | None) -> str:
    return leaf(name, at.text) if at else ""


def network(used: Network) -> str:
    return element(
        "ipCaptureEvent",
        leaf("ipAddress", used.ip) or "<ipAddress/>",
        leaf("eventName", used.event),
        date("dateTime", used.at),
        flag("possibleProxy", used.proxy),
        leaf("port", "" if used.port is None else str(used.port)),
    )


def device(used: Device) -> str:
    return element(
        "deviceId",
        leaf("idType", used.kind) or "<idType/>",
        leaf("idValue", used.value) or "<idValue/>",
        leaf("eventName", used.event),
        date("dateTime", used.at),
    )


def phone(name: str, used: Phone) -> str:
    return leaf(
        name,
        used.number,
        {
            "type": used.kind,
            "verified": word(used.verified),
            "verificationDate": used.verified_at.text if used.verified_at else "",
            "countryCallingCode": used.calling_code,
            "extension": used.extension,
        },
    )


def email(name: str, used: Email) -> str:
    return leaf(
        name,
        used.address,
        {
            "type": used.kind,
            "verified": word(used.verified),
            "verificationDate": used.verified_at.text if used.verified_at else "",
        },
    )


def address(name: str, place: Address) -> str:
    """The schema has one element for states of the USA and another for regions elsewhere."""
    american = place.country == "US" and len(place.region) == 2
    return element(
        name,
        leaf("address", "\n".join(place.lines)),
        leaf("city", place.city),
        leaf("zipCode", place.postcode),
        leaf("state" if american else "nonUsaState", place.region),
        leaf("country", place.country),
        attributes={"type": place.kind},
    )

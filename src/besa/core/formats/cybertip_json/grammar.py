"""What the JSON that police receive may hold, as tables.

Nobody publishes this form. The names were recovered from two open programs that police wrote to read it
(koebbe14/CyberTip-Analyzer-Tool-Report-Generator and itslily88/cybertipParser): what they do not read may be missing
here, and then stands in the quarantine of every report that has it.
"""

from typing import Any

from besa.core.formats import terms
from besa.core.formats.json_leaves import each, flag, inner, moment, named, port, text, valued, word
from besa.core.formats.jsons import Record, Table, record, spill
from besa.core.formats.margins import Margin
from besa.core.formats.values import Address, Email, Network, Phone


def email(value: Any, where: str, margin: Margin) -> Email | None:
    found = _contact(value, where, margin)
    if not found:
        return None
    kind = margin.term(f"{where}/type", found.get("type", ""), terms.EMAIL_KINDS)
    return Email(
        address=found.get("value", ""),
        kind=kind,
        verified=found.get("verified"),
        verified_at=found.get("verificationDate"),
    )


def phone(value: Any, where: str, margin: Margin) -> Phone | None:
    found = _contact(value, where, margin)
    if not found:
        return None
    return Phone(
        number=found.get("value", ""),
        calling_code=found.get("countryCallingCode", ""),
        extension=found.get("extension", ""),
        kind=margin.term(f"{where}/type", found.get("type", ""), terms.PHONE_KINDS),
        verified=found.get("verified"),
        verified_at=found.get("verificationDate"),
    )


def _contact(value: Any, where: str, margin: Margin) -> Record:
    return record(value if isinstance(value, dict) else {"value": value}, where, margin, _CONTACT)


_CONTACT: Table = {
    "value": word,
    "type": word,
    "verified": flag,
    "verificationDate": moment,
    "countryCallingCode": word,
    "extension": word,
}


def address(value: Any, where: str, margin: Margin) -> Address | None:
    found = record(value, where, margin, _ADDRESS)
    if not found:
        return None
    country = found.get("country", "")
    if len(country) not in {0, 2}:
        margin.note(f"{where}/country", "unknown-value", country)
    return Address(
        lines=tuple(found[name] for name in ("street1", "street2") if name in found),
        city=found.get("city", ""),
        region=found.get("state", ""),
        postcode=found.get("postalCode", ""),
        country=country.upper() if len(country) == 2 else country,
        kind=margin.term(f"{where}/type", found.get("type", ""), terms.ADDRESS_KINDS),
    )


_ADDRESS: Table = dict.fromkeys(("street1", "street2", "city", "state", "postalCode", "country", "type"), word)


def capture(value: Any, where: str, margin: Margin) -> tuple[str, Any] | None:
    """What a provider saw: ("ip", Network), or ("url" or "profile url", link). Other kinds go to the margin whole."""
    kind = str(value.get("captureType") or "").strip().lower() if isinstance(value, dict) else "-"
    if kind in LINKS:
        found = record(value, where, margin, {"captureType": word, "value": word})
        return (kind, found["value"]) if "value" in found else None
    if kind and "ip" not in kind.split():
        spill(value, where, margin, "unknown-value")
        return None
    found = record(value, where, margin, _CAPTURE)
    if found.keys() <= {"captureType"}:
        return None
    if not kind:
        margin.note(f"{where}/captureType", "missing-field")
    elif kind != "ip address":
        margin.note(f"{where}/captureType", "unknown-value", found["captureType"])
    if "value" not in found:
        margin.note(f"{where}/value", "missing-field")
    used = Network(
        ip=found.get("value", ""),
        port=found.get("port"),
        at=found.get("dateTime"),
        event=margin.term(f"{where}/eventName", found.get("eventName", ""), terms.EVENTS),
        proxy=found.get("possibleProxy"),
    )
    return "ip", used


def metadata(value: Any, where: str, margin: Margin) -> tuple[str, str, str] | None:
    found = record(value, where, margin, {"name": word, "value": text})
    return ("", found.get("name", ""), found.get("value", "")) if found else None


LINKS = frozenset({"url", "profile url"})
_CAPTURE: Table = {
    "captureType": word,
    "value": word,
    "dateTime": moment,
    "port": port,
    "eventName": word,
    "possibleProxy": flag,
}
_CAPTURES = named("sourceCaptures", capture)
_TEXTS = each(valued())

# What a sender states of somebody beyond the schema of reports. Kept as said, under these names.
STATED = (
    "firstName",
    "middleName",
    "lastName",
    "preferredName",
    "preferredPronouns",
    "physicalDescription",
    "vehicleTagNumber",
    "occupation",
    "relationshipToReporter",
    "relationshipToChildVictim",
    "accessToChildVictim",
    "accessToChildren",
    "accessToFirearms",
    "convictedSexOffender",
    "awareOfReport",
    "gangAffiliation",
)
LISTED = ("races", "disabilities")
NAMED_TEXTS = ("additionalContactInformation", "additionalDisabilityInformation")
_ONE_OR_MANY = each(valued(word))
PERSON: Table = (
    dict.fromkeys(STATED, word)
    | dict.fromkeys(LISTED, _ONE_OR_MANY)
    | dict.fromkeys(NAMED_TEXTS, text)
    | {
        "gender": word,
        "dateOfBirth": word,
        "approximateAge": word,
        "vehicleDescription": text,
        "espService": word,
        "espUserId": word,
        "ipAddress": word,
        "screenName": valued(word),
        "emails": named("emails", email),
        "phones": named("phones", phone),
        "addresses": named("addresses", address),
        "languages": _ONE_OR_MANY,
        "sourceInformation": _CAPTURES,
        "additionalInformations": _TEXTS,
    }
)
FILE: Table = {
    "filename": word,
    "originalFilename": word,
    "submittalId": word,
    "verificationHash": word,
    "industryClassification": word,
    "viewedByEsp": flag,
    "ncmecTags": named("groups", inner({"tags": each(valued(word))})),
    "sourceInformation": _CAPTURES,
    "espMetadata": named("metadatas", metadata),
    "additionalInformations": _TEXTS,
}
# Of these only webpageIncident and emailIncident were seen; the others are named after their elements in XML.
INCIDENTS = {
    "webpageIncident": "web",
    "emailIncident": "email",
    "newsgroupIncident": "newsgroup",
    "chatImIncident": "chat",
    "onlineGamingIncident": "game",
    "cellPhoneIncident": "phone",
    "nonInternetIncident": "offline",
    "peer2peerIncident": "peer-to-peer",
}
INCIDENT_NAMES = ("name", "chatClient", "chatRoomName", "gameName", "console", "client", "locationName")
_INCIDENT: Table = dict.fromkeys(INCIDENT_NAMES, word) | {
    "sourceInformation": _CAPTURES,
    "contents": _TEXTS,
    "additionalInformations": _TEXTS,
}
_SUMMARY: Table = {
    "incidentType": word,
    "incidentDateTime": moment,
    "incidentDateTimeDescription": text,
    # Not seen, but no schema forbids it: what reports say in XML, under the same names.
    "platform": word,
    "escalateToHighPriority": text,
}
# Where children stand was not seen in any file. The name follows that of the other people.
PEOPLE = (
    ("reportedPeople", "reportedPersons"),
    ("childVictims", "childVictims"),
    ("intendedRecipients", "intendedRecipients"),
)
INFORMATION: Table = {outer: named(within, inner(PERSON)) for outer, within in PEOPLE} | {
    "reportingEsp": inner(PERSON | {"espName": word}),
    "incidentSummary": inner(_SUMMARY),
    "uploadedFiles": named("uploadedFiles", inner(FILE)),
    "incidentDetails": inner({name: each(inner(_INCIDENT)) for name in INCIDENTS}),
    "additionalInformations": _TEXTS,
}
REPORT: Table = {"reportId": word, "dateReceived": moment, "reportedInformation": inner(INFORMATION)}

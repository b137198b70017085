"""What a CyberTipline document may hold, as tables. Source: ISPWS XSD of November 2025 and documentation of 2026."""

from xml.etree.ElementTree import Element

from besa.core.formats import terms
from besa.core.formats.cybertip_xml.leaves import (
    email,
    flag,
    moment,
    one_of,
    phone,
    port,
    raised,
    stated,
    text,
    with_attributes,
    word,
)
from besa.core.formats.cybertip_xml.records import Table, inner, many, once, record
from besa.core.formats.margins import Margin
from besa.core.formats.values import Address, Device, Network


def _country(name: str) -> str:
    return name.upper() if len(name) == 2 else name


def address(element: Element, where: str, margin: Margin) -> Address | None:
    found = record(element, where, margin, _ADDRESS, ("type",))
    if not found:
        return None
    path = f"{where}/{element.tag}"
    country = _country(found.get("country", ""))
    if len(country) not in {0, 2}:
        margin.note(f"{path}/country", "unknown-value", country)
    state, region = found.get("state", ""), found.get("nonUsaState", "")
    if state and region:
        margin.note(f"{path}/state", "repeated-field", state)
    return Address(
        lines=tuple(line.strip() for line in found.get("address", "").split("\n") if line.strip()),
        city=found.get("city", ""),
        region=region or state,
        postcode=found.get("zipCode", ""),
        country=country,
        kind=margin.term(f"{path}/@type", found.get("@type", ""), terms.ADDRESS_KINDS),
    )


def network(element: Element, where: str, margin: Margin) -> Network | None:
    found = record(element, where, margin, _NETWORK)
    if not found:
        return None
    if "ipAddress" not in found:
        margin.note(f"{where}/{element.tag}/ipAddress", "missing-field")
    return Network(
        ip=found.get("ipAddress", ""),
        port=found.get("port"),
        at=found.get("dateTime"),
        event=found.get("eventName", ""),
        proxy=found.get("possibleProxy"),
    )


def device(element: Element, where: str, margin: Margin) -> Device | None:
    found = record(element, where, margin, _DEVICE)
    if not found:
        return None
    return Device(
        kind=found.get("idType", ""),
        value=found.get("idValue", ""),
        at=found.get("dateTime"),
        event=found.get("eventName", ""),
    )


def digest(element: Element, where: str, margin: Margin) -> tuple[str, str] | None:
    found = _HASH(element, where, margin)
    return (found.get("@hashType", "").lower(), found.get("", "")) if found else None


def annotations(names: tuple[str, ...]) -> Table:
    return {name: once(raised) for name in names}


_HASH = with_attributes("hashType")
_EVENT = one_of(terms.EVENTS)
_ADDRESS: Table = {name: once(word) for name in ("address", "city", "zipCode", "state", "nonUsaState", "country")}
_NETWORK: Table = {
    "ipAddress": once(word),
    "eventName": once(_EVENT),
    "dateTime": once(moment),
    "possibleProxy": once(flag),
    "port": once(port),
}
_DEVICE: Table = {"idType": once(word), "idValue": once(word), "eventName": once(_EVENT), "dateTime": once(moment)}

CONTACT: Table = {
    "firstName": once(word),
    "lastName": once(word),
    "phone": many(phone),
    "email": many(email),
    "address": many(address),
}
PERSON: Table = CONTACT | {
    "age": once(word),
    "dateOfBirth": once(word),
    "ageAssertionDiscrepancy": once(stated),
}
_DISABLED = ("disabledDate", "userNotified", "userNotifiedDate", "reenabledDate")
_ACCOUNT: Table = {
    "espIdentifier": once(word),
    "espService": once(word),
    "compromisedAccount": once(flag),
    "screenName": once(word),
    "displayName": many(word),
    "profileUrl": many(word),
    "profileBio": once(text),
    "ipCaptureEvent": many(network),
    "deviceId": many(device),
    "groupIdentifier": many(word),
    "accountTemporarilyDisabled": once(with_attributes(*_DISABLED)),
    "accountPermanentlyDisabled": once(with_attributes(*_DISABLED)),
    "allEmailsReported": once(stated),
    "additionalInfo": many(text),
}
_LOCATED: Table = {
    "priorCTReports": many(word),
    "estimatedLocation": once(
        inner({name: once(word) for name in ("city", "region", "countryCode")}, "verified", "timestamp")
    ),
}
ASSOCIATED: Table = (
    PERSON
    | _ACCOUNT
    | {
        "platform": once(with_attributes("thirdPartyUser")),
        "middleName": once(word),
        "approximateAge": once(word),
        "priorCTReport": many(word),
    }
)
_ASSOCIATED = {"associatedAccount": many(inner(ASSOCIATED, "type"))}
REPORTED: Table = (
    _ACCOUNT
    | _LOCATED
    | _ASSOCIATED
    | {
        "personOrUserReportedPerson": once(inner(PERSON)),
        "vehicleDescription": once(text),
        "thirdPartyUserReported": once(flag),
    }
)
RECIPIENT: Table = _ACCOUNT | _LOCATED | {"intendedRecipientPerson": once(inner(PERSON))}
VICTIM: Table = _ACCOUNT | _LOCATED | _ASSOCIATED | {"victimPerson": once(inner(PERSON)), "schoolName": once(word)}

INCIDENTS: dict[str, str] = {
    "webPageIncident": "web",
    "emailIncident": "email",
    "newsgroupIncident": "newsgroup",
    "chatImIncident": "chat",
    "onlineGamingIncident": "game",
    "cellPhoneIncident": "phone",
    "nonInternetIncident": "offline",
    "peer2peerIncident": "peer-to-peer",
}
# Every kind may hold what any kind may hold: a chat with an address is odd, not unreadable.
_INCIDENT: Table = {
    "url": many(word),
    "emailAddress": many(email),
    "phoneNumber": many(phone),
    "name": once(word),
    "chatClient": once(word),
    "chatRoomName": once(word),
    "gameName": once(word),
    "console": once(word),
    "client": once(word),
    "locationName": once(word),
    "latitude": once(word),
    "longitude": once(word),
    "incidentAddress": many(address),
    "ipCaptureEvent": many(network),
    "fileNames": many(text),
    "content": many(text),
    "additionalInfo": many(text),
}
INCIDENT_NAMES = ("name", "chatClient", "chatRoomName", "gameName", "console", "client", "locationName")

FILE: Table = {
    "reportId": once(word),
    "fileId": once(word),
    "fileName": once(word),
    "originalFileName": once(word),
    "uploadedToEspTimestamp": once(moment),
    "locationOfFile": once(word),
    "fileViewedByEsp": once(flag),
    "exifViewedByEsp": once(flag),
    "publiclyAvailable": once(flag),
    "fileRelevance": once(one_of(terms.RELEVANCES)),
    "potentialMeme": once(flag),
    "fileAnnotations": once(inner(annotations(terms.FILE_ANNOTATIONS))),
    "industryClassification": once(one_of(terms.CLASSIFICATIONS)),
    "originalFileHash": many(digest),
    "ipCaptureEvent": many(network),
    "deviceId": many(device),
    "details": many(inner({"nameValuePair": many(inner({"name": once(word), "value": once(text)}))}, "type")),
    "additionalInfo": many(text),
}
_REPORTER: Table = {
    "reportingPerson": once(inner(PERSON)),
    "contactPerson": once(inner(CONTACT)),
    "companyTemplate": once(text),
    "termsOfService": once(text),
    "legalURL": once(word),
}
_LAW_ENFORCEMENT: Table = {
    "agencyName": once(word),
    "caseNumber": once(word),
    "officerContact": once(inner(CONTACT)),
    "reportedToLe": once(stated),
    "servedLegalProcessDomestic": once(stated),
    "servedLegalProcessInternational": once(with_attributes("fleaCountry")),
}
_SUMMARY: Table = {
    "incidentType": once(word),
    "platform": once(word),
    "escalateToHighPriority": once(lambda element, where, margin: text(element, where, margin) or "-"),
    "reportAnnotations": once(inner(annotations(terms.REPORT_ANNOTATIONS) | {"informational": once(flag)})),
    "incidentDateTime": once(moment),
    "incidentDateTimeDescription": once(text),
}


def _batched(element: Element, where: str, margin: Margin) -> str:
    record(element, where, margin, {}, ("reason",))
    return margin.term(f"{where}/{element.tag}/@reason", element.get("reason", "").strip(), terms.BATCHES) or "-"


REPORT: Table = {
    "batchedReport": once(_batched),
    "incidentSummary": once(inner(_SUMMARY)),
    "internetDetails": many(inner({name: many(inner(_INCIDENT, "thirdPartyHostedContent")) for name in INCIDENTS})),
    "lawEnforcement": once(inner(_LAW_ENFORCEMENT)),
    "reporter": once(inner(_REPORTER)),
    "personOrUserReported": many(inner(REPORTED)),
    "intendedRecipient": many(inner(RECIPIENT)),
    "victim": many(inner(VICTIM)),
    "fileDetails": many(inner(FILE)),
    "additionalInfo": many(text),
}
# Not in the schema: a report does not carry the number it was given. Files that pass reports on say it here.
REPORT_ATTRIBUTES = ("reportId", "dateReceived", "espName")

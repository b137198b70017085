"""Writes referrals in the JSON form of CyberTipline reports, as an array with one report on each line."""

from collections.abc import Iterable
from json import dumps
from typing import Any, BinaryIO

from besa.core.formats.categories import INCIDENT_TYPES
from besa.core.formats.cybertip_json.grammar import INCIDENT_NAMES, INCIDENTS, LISTED, PEOPLE, STATED
from besa.core.formats.cybertip_json.reading import read
from besa.core.formats.cybertip_json.referrals import WHERE
from besa.core.formats.json_arrays import write_array
from besa.core.formats.losses import Lost
from besa.core.formats.values import (
    Account,
    Address,
    Email,
    Incident,
    Moment,
    Network,
    Person,
    Phone,
    Referral,
    Role,
    Text,
    Upload,
)

Json = dict[str, Any]
_TAGS = {kind: tag for tag, kind in INCIDENTS.items()}
_PLACES = dict(zip((Role.REPORTED, Role.CHILD, Role.RECIPIENT), PEOPLE, strict=True))


def write(referrals: Iterable[Referral], stream: BinaryIO, *, lossy: bool = False) -> tuple[Lost, ...]:
    """Write all referrals into one array. Raises CannotExpress at the first value without a place, unless `lossy`:
    then all that was lost is returned.
    """
    return write_array(referrals, stream, render=render, read=read, lossy=lossy)


def render(referral: Referral) -> bytes:
    """One referral as one object on one line."""
    return dumps(_report(referral), ensure_ascii=False, separators=(",", ":")).encode()


def _said(**values: Any) -> Json:
    """Without what says nothing."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _at(moment: Moment | None) -> str:
    return moment.text if moment else ""


def _report(referral: Referral) -> Json:
    senders = [person for person in referral.people if person.role is Role.SENDER]
    details: Json = {}
    for incident in referral.incidents:
        if incident.kind in _TAGS:
            details.setdefault(_TAGS[incident.kind], []).append(_incident(incident))
    people = {
        outer: {within: [_person(each) for each in referral.people if each.role is role]}
        for role, (outer, within) in _PLACES.items()
        if any(each.role is role for each in referral.people)
    }
    summary = _said(
        incidentType=referral.incident_type or INCIDENT_TYPES.get(referral.category, ""),
        incidentDateTime=_at(referral.occurred),
        incidentDateTimeDescription=referral.occurred_note,
        platform=referral.platform,
        escalateToHighPriority=referral.escalation,
    )
    esp = _said(espName=referral.provider) | (_person(senders[0]) if senders else {})
    uploads = [_upload(upload) for upload in referral.uploads]
    information = people | _said(
        reportingEsp=esp,
        incidentSummary=summary,
        uploadedFiles={"uploadedFiles": uploads} if uploads else {},
        incidentDetails=details,
        additionalInformations=_texts(referral.texts),
    )
    return _said(reportId=referral.source_id, dateReceived=_at(referral.received)) | {WHERE: information}


def _person(person: Person) -> Json:
    account, said = person.account or Account(), dict(person.said)
    parts = {name: said[name] for name in STATED if name in said}
    if person.names and not parts.keys() & {"firstName", "middleName", "lastName"}:
        parts["firstName"] = person.names[0]
    lists = {name: [word for key, word in person.said if key == name] for name in LISTED if name in said}
    captures = [_network(used) for used in person.networks]
    captures += [{"captureType": "Profile URL", "value": url} for url in account.profile_urls]
    captures += [{"captureType": "URL", "value": text.text} for text in person.texts if _of(text) == "URL"]
    named = {
        name: _joined(person, name) for name in ("additionalContactInformation", "additionalDisabilityInformation")
    }
    texts = [text for text in person.texts if _of(text) not in {"URL", *named}]
    return (
        parts
        | lists
        | _said(
            gender=person.sex,
            dateOfBirth=person.born,
            approximateAge=person.age,
            vehicleDescription=person.vehicle,
            espService=account.service,
            espUserId=account.identifier,
            screenName={"value": account.screen_names[0]} if account.screen_names else {},
            emails=_listed("emails", [_email(email) for email in person.emails]),
            phones=_listed("phones", [_phone(phone) for phone in person.phones]),
            addresses=_listed("addresses", [_address(address) for address in person.addresses]),
            languages=list(person.languages),
            sourceInformation=_listed("sourceCaptures", captures),
            additionalInformations=_texts(tuple(texts)),
            **named,
        )
    )


def _of(text: Text) -> str:
    return text.where.rpartition("/")[2]


def _joined(person: Person, name: str) -> str:
    return "\n".join(text.text for text in person.texts if _of(text) == name)


def _listed(name: str, values: list[Json]) -> Json:
    return {name: values} if values else {}


def _texts(texts: tuple[Text, ...]) -> list[Json]:
    return [{"value": text.text} for text in texts]


def _email(email: Email) -> Json:
    values = _said(value=email.address, type=email.kind, verificationDate=_at(email.verified_at))
    return values | ({} if email.verified is None else {"verified": email.verified})


def _phone(phone: Phone) -> Json:
    values = _said(
        value=phone.number,
        type=phone.kind,
        countryCallingCode=phone.calling_code,
        extension=phone.extension,
        verificationDate=_at(phone.verified_at),
    )
    return values | ({} if phone.verified is None else {"verified": phone.verified})


def _address(address: Address) -> Json:
    """Two lines for the street: further ones have no place."""
    streets = dict(zip(("street1", "street2"), address.lines, strict=False))
    return streets | _said(
        city=address.city,
        state=address.region,
        postalCode=address.postcode,
        country=address.country,
        type=address.kind,
    )


def _network(used: Network) -> Json:
    values = _said(value=used.ip, dateTime=_at(used.at), port=used.port, eventName=used.event)
    proxy = {} if used.proxy is None else {"possibleProxy": used.proxy}
    return {"captureType": "IP Address"} | values | proxy


def _incident(incident: Incident) -> Json:
    captures = [{"captureType": "URL", "value": url} for url in incident.urls]
    captures += [_network(used) for used in incident.networks]
    contents = tuple(text for text in incident.texts if _of(text) in {"content", "contents"})
    names = {name: text for name, text in incident.names if name in INCIDENT_NAMES}
    return names | _said(
        sourceInformation=_listed("sourceCaptures", captures),
        contents=_texts(contents),
        additionalInformations=_texts(tuple(text for text in incident.texts if text not in contents)),
    )


def _upload(upload: Upload) -> Json:
    links = [upload.location] if upload.location else []
    links += [value for kind, name, value in upload.details if (kind, name) == ("", "URL")]
    metadata = [{"name": name, "value": value} for kind, name, value in upload.details if (kind, name) != ("", "URL")]
    captures = [{"captureType": "URL", "value": link} for link in links]
    captures += [_network(used) for used in upload.networks]
    values = _said(
        filename=upload.name,
        originalFilename=upload.original_name,
        submittalId=upload.source_id,
        verificationHash=upload.digests[0][1] if upload.digests else "",
        industryClassification=upload.classification,
        ncmecTags=_listed("groups", [{"tags": [{"value": tag} for tag in upload.tags]}] if upload.tags else []),
        sourceInformation=_listed("sourceCaptures", captures),
        espMetadata=_listed("metadatas", metadata),
        additionalInformations=_texts(upload.texts),
    )
    return values | ({} if upload.viewed is None else {"viewedByEsp": upload.viewed})

"""Writes referrals as CyberTipline reports, in the order of elements that the schema demands."""

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from besa.core.formats import terms
from besa.core.formats.categories import INCIDENT_TYPES
from besa.core.formats.cybertip_xml.accounts import contact, people, person
from besa.core.formats.cybertip_xml.incidents import incident
from besa.core.formats.cybertip_xml.markup import element, flag, leaf
from besa.core.formats.cybertip_xml.reading import read
from besa.core.formats.cybertip_xml.small import date, device, network
from besa.core.formats.losses import CannotExpress, Lost, lost
from besa.core.formats.values import Person, Referral, Role, Text, Upload

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<reports>\n'
_TAIL = b"</reports>\n"
_REPORTER_TEXTS = ("companyTemplate", "termsOfService", "legalURL")
_LAW = ("reportedToLe", "servedLegalProcessDomestic", "servedLegalProcessInternational")


def write(
    referrals: Iterable[Referral], stream: BinaryIO, *, lossy: bool = False, strict: bool = False
) -> tuple[Lost, ...]:
    """Write all referrals into one file. Raises CannotExpress at the first value without a place, unless `lossy`:
    then all that was lost is returned. `strict` leaves out our three attributes of `report` (see README.md).
    """
    losses: list[Lost] = []
    stream.write(_HEAD)
    for referral in referrals:
        documents = render(referral, strict=strict)
        missing = lost(referral, _read_back(documents, referral))
        if missing and not lossy:
            raise CannotExpress(missing)
        losses += missing
        stream.write(documents)
    stream.write(_TAIL)
    return tuple(losses)


def render(referral: Referral, *, strict: bool = False) -> bytes:
    """One referral as documents: its report (unless it only supplements one) and one fileDetails for each upload."""
    number = referral.supplements or referral.source_id
    documents = [] if referral.supplements else [_report(referral, strict=strict)]
    documents += [_file(upload, number) for upload in referral.uploads if number]
    return "".join(f"{document}\n" for document in documents).encode()


def _read_back(documents: bytes, referral: Referral) -> Referral:
    """What a reader would have: the files put together again with their report."""
    read_again = [item.referral for item in read(BytesIO(documents), source=referral.source) if item.referral]
    if not read_again:
        return Referral(format=referral.format, source=referral.source)
    uploads = tuple(upload for each in read_again for upload in each.uploads)
    notes = tuple(note for each in read_again for note in each.quarantine)
    return replace(read_again[0], uploads=uploads, quarantine=notes)


def _report(referral: Referral, *, strict: bool) -> str:
    received = referral.received.text if referral.received else ""
    ours = {"reportId": referral.source_id, "dateReceived": received, "espName": referral.provider}
    return element(
        "report",
        _batched(referral.batched),
        _summary(referral),
        *(incident(each) for each in referral.incidents),
        _law_enforcement(referral),
        _reporter(referral),
        *people(referral.people, Role.REPORTED),
        *people(referral.people, Role.RECIPIENT),
        *people(referral.people, Role.CHILD),
        leaf("additionalInfo", "\n".join(text.text for text in referral.texts if _part(text) not in _REPORTER_TEXTS)),
        attributes={} if strict else ours,
    )


def _batched(reason: str) -> str:
    return (
        element("batchedReport", attributes={"reason": reason if reason != "-" else ""}, always=True) if reason else ""
    )


def _summary(referral: Referral) -> str:
    return element(
        "incidentSummary",
        leaf("incidentType", referral.incident_type or INCIDENT_TYPES.get(referral.category, "")),
        leaf("platform", referral.platform),
        "<escalateToHighPriority/>"
        if referral.escalation == "-"
        else leaf("escalateToHighPriority", referral.escalation),
        element(
            "reportAnnotations",
            *(leaf(name, "true") for name in referral.flags if name in terms.REPORT_ANNOTATIONS),
            flag("informational", referral.informational),
        ),
        date("incidentDateTime", referral.occurred),
        leaf("incidentDateTimeDescription", referral.occurred_note),
        always=True,
    )


def _law_enforcement(referral: Referral) -> str:
    pairs = dict(referral.legal_process)
    country = pairs.get("servedLegalProcessInternational/@fleaCountry", "")
    domestic, international = "servedLegalProcessDomestic", "servedLegalProcessInternational"
    return element(
        "lawEnforcement",
        leaf("agencyName", pairs.get("agencyName", "")),
        leaf("caseNumber", pairs.get("caseNumber", "")),
        contact("officerContact", _one(referral.people, Role.OTHER, "officerContact")),
        leaf("reportedToLe", pairs.get("reportedToLe", "")),
        leaf(domestic, pairs.get(domestic, "")),
        leaf(international, pairs.get(international, ""), {"fleaCountry": country}),
    )


def _reporter(referral: Referral) -> str:
    texts = {_part(text): text.text for text in referral.texts}
    reporting = _one(referral.people, Role.SENDER, "")
    return element(
        "reporter",
        person("reportingPerson", reporting) or "<reportingPerson/>",
        contact("contactPerson", _one(referral.people, Role.SENDER, "contactPerson")),
        *(leaf(name, texts.get(name, "")) for name in _REPORTER_TEXTS),
    )


def _one(everyone: tuple[Person, ...], role: Role, relation: str) -> Person | None:
    return next((each for each in everyone if each.role is role and each.relation == relation), None)


def _part(text: Text) -> str:
    return text.where.rpartition("/")[2]


def _file(upload: Upload, number: str) -> str:
    tags = [tag for tag in upload.tags if tag in terms.FILE_ANNOTATIONS]
    said_no_meme = ("", "potentialMeme", "false") in upload.details
    return element(
        "fileDetails",
        leaf("reportId", number),
        leaf("fileId", upload.source_id),
        leaf("fileName", upload.name),
        leaf("originalFileName", upload.original_name),
        date("uploadedToEspTimestamp", upload.at),
        leaf("locationOfFile", upload.location),
        flag("fileViewedByEsp", upload.viewed),
        flag("exifViewedByEsp", upload.exif_viewed),
        flag("publiclyAvailable", upload.public),
        leaf("fileRelevance", upload.relevance),
        element("fileAnnotations", *(leaf(tag, "true") for tag in tags)) if tags else "",
        leaf("potentialMeme", "false") if said_no_meme and not tags else "",
        leaf("industryClassification", upload.classification),
        *(leaf("originalFileHash", value, {"hashType": kind}) for kind, value in upload.digests),
        *(network(each) for each in upload.networks[:1]),
        *(device(each) for each in upload.devices),
        *_details(upload),
        *(leaf("additionalInfo", text.text) for text in upload.texts),
    )


def _details(upload: Upload) -> list[str]:
    """Pairs of the same type in one element each, in order."""
    blocks: list[tuple[str, list[str]]] = []
    for kind, name, value in upload.details:
        if not kind and name == "potentialMeme":
            continue
        if not blocks or blocks[-1][0] != kind:
            blocks.append((kind, []))
        blocks[-1][1].append(element("nameValuePair", leaf("name", name), leaf("value", value), always=True))
    return [element("details", *pairs, attributes={"type": kind}) for kind, pairs in blocks]

"""Makes a referral of a parsed report or fileDetails document."""

from typing import Any
from xml.etree.ElementTree import Element

from besa.core.formats import terms
from besa.core.formats.categories import category_of
from besa.core.formats.cybertip_xml import grammar
from besa.core.formats.cybertip_xml.building import incident, person, texts, upload
from besa.core.formats.cybertip_xml.records import Record, record
from besa.core.formats.margins import Margin
from besa.core.formats.values import Person, Referral, Role

FORMAT = "cybertip-xml/1"
_PEOPLE = (
    ("personOrUserReported", "personOrUserReportedPerson", Role.REPORTED),
    ("victim", "victimPerson", Role.CHILD),
    ("intendedRecipient", "intendedRecipientPerson", Role.RECIPIENT),
)


def referral(root: Element, margin: Margin, *, source: str) -> Referral:
    """`margin` may hold notes already (about the bytes); the referral's quarantine is all of it."""
    values = _file(root, margin) if root.tag == "fileDetails" else _report(root, margin)
    return Referral(format=FORMAT, source=source, quarantine=tuple(margin.notes), **values)


def _file(root: Element, margin: Margin) -> dict[str, Any]:
    found = record(root, "", margin, grammar.FILE)
    for name in ("reportId", "fileId"):
        if name not in found:
            margin.note(f"fileDetails/{name}", "missing-field")
    return {"supplements": found.get("reportId", ""), "uploads": (upload(found, "fileDetails", margin),)}


def _report(root: Element, margin: Margin) -> dict[str, Any]:
    found = record(root, "", margin, grammar.REPORT, grammar.REPORT_ATTRIBUTES)
    summary: Record = found.get("incidentSummary", {})
    for name in ("incidentType", "incidentDateTime"):
        if name not in summary:
            margin.note(f"report/incidentSummary/{name}", "missing-field")
    incident_type = summary.get("incidentType", "")
    category, known = category_of(incident_type)
    if incident_type and not known:
        margin.note("report/incidentSummary/incidentType", "unknown-value", incident_type)
    annotations: Record = summary.get("reportAnnotations", {})
    legal_process, people = _around(found, margin)
    received = found.get("@dateReceived")
    return {
        "source_id": found.get("@reportId", ""),
        "provider": found.get("@espName", ""),
        "incident_type": incident_type,
        "category": category,
        "platform": summary.get("platform", ""),
        "received": margin.moment("report/@dateReceived", received) if received else None,
        "occurred": summary.get("incidentDateTime"),
        "occurred_note": summary.get("incidentDateTimeDescription", ""),
        "escalation": summary.get("escalateToHighPriority", ""),
        "batched": found.get("batchedReport", ""),
        "flags": tuple(name for name in annotations if name in terms.REPORT_ANNOTATIONS),
        "informational": annotations.get("informational"),
        "legal_process": legal_process,
        "people": (*_people(found, margin), *people),
        "incidents": tuple(
            incident(tag, each, margin)
            for details in found.get("internetDetails", ())
            for tag, several in details.items()
            for each in several
        ),
        "uploads": tuple(_uploads(found, margin)),
        "texts": texts(found, "report", "additionalInfo")
        + texts(found.get("reporter", {}), "report/reporter", "companyTemplate", "termsOfService", "legalURL"),
    }


def _people(found: Record, margin: Margin) -> list[Person]:
    """Each reported person, child and recipient, followed by the accounts that belong to it."""
    people: list[Person] = []
    for tag, identity, role in _PEOPLE:
        for each in found.get(tag, ()):
            where, of = f"report/{tag}", len(people)
            people.append(person(role, each, where, margin, identity=each.get(identity, {})))
            where = f"{where}/associatedAccount"
            for account in each.get("associatedAccount", ()):
                relation = margin.term(f"{where}/@type", account.get("@type", ""), terms.RELATIONS)
                people.append(person(role, account, where, margin, relation=relation or "-", of=of))
    return people


def _around(found: Record, margin: Margin) -> tuple[tuple[tuple[str, str], ...], list[Person]]:
    """The police already involved, and who reports: they stand after the people of the case."""
    people = []
    reporter: Record = found.get("reporter", {})
    for tag, relation in (("reportingPerson", ""), ("contactPerson", "contactPerson")):
        if reporter.get(tag):
            where = f"report/reporter/{tag}"
            people.append(person(Role.SENDER, reporter[tag], where, margin, relation=relation))
    law: Record = dict(found.get("lawEnforcement", {}))
    if "officerContact" in law:
        where, officer = "report/lawEnforcement/officerContact", law.pop("officerContact")
        people.append(person(Role.OTHER, officer, where, margin, relation="officerContact"))
    pairs = []
    for name, value in law.items():
        if isinstance(value, dict):
            pairs += [(f"{name}/{key}".removesuffix("/"), text) for key, text in value.items()]
        else:
            pairs.append((name, value))
    return tuple(pairs), people


def _uploads(found: Record, margin: Margin) -> list[Any]:
    """Files described inside the report. The schema sends them apart; who passes reports on puts them together."""
    uploads = []
    for each in found.get("fileDetails", ()):
        report_id = each.get("reportId", "")
        if report_id and report_id != found.get("@reportId"):
            margin.note("report/fileDetails/reportId", "unknown-value", report_id)
        uploads.append(upload(each, "report/fileDetails", margin))
    return uploads

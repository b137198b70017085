"""Makes a referral of what the tables read in one object."""

from typing import Any

from besa.core.formats import terms
from besa.core.formats.categories import category_of
from besa.core.formats.cybertip_json import grammar
from besa.core.formats.jsons import Record, record
from besa.core.formats.margins import Margin
from besa.core.formats.values import Account, Incident, Moment, Network, Person, Referral, Role, Text, Upload

FORMAT = "cybertip-json/1"
WHERE = "reportedInformation"
_ROLES = (Role.REPORTED, Role.CHILD, Role.RECIPIENT)
_NAMES = ("firstName", "middleName", "lastName")
# How long digests are in hexadecimal digits; the sender does not name the algorithm.
_DIGESTS = {32: "md5", 40: "sha1", 64: "sha256"}
_NO_ACCOUNT = Account()


def referral(value: Any, margin: Margin, *, source: str) -> Referral:
    """`margin` may hold notes already (about the bytes); the referral's quarantine is all of it."""
    found = record(value, "", margin, grammar.REPORT)
    information: Record = found.get(WHERE, {})
    summary: Record = information.get("incidentSummary", {})
    esp: Record = information.get("reportingEsp", {})
    for name in ("incidentType", "incidentDateTime"):
        if name not in summary:
            margin.note(f"{WHERE}/incidentSummary/{name}", "missing-field")
    incident_type = summary.get("incidentType", "")
    category, known = category_of(incident_type)
    if incident_type and not known:
        margin.note(f"{WHERE}/incidentSummary/incidentType", "unknown-value", incident_type)
    people = [
        _person(role, each, f"{WHERE}/{name}")
        for role, (name, _) in zip(_ROLES, grammar.PEOPLE, strict=True)
        for each in information.get(name, ())
    ]
    sender = _person(Role.SENDER, esp, f"{WHERE}/reportingEsp")
    if sender != Person(role=Role.SENDER):
        people.append(sender)
    return Referral(
        format=FORMAT,
        source=source,
        source_id=found.get("reportId", ""),
        provider=esp.get("espName", ""),
        incident_type=incident_type,
        category=category,
        platform=summary.get("platform", ""),
        received=found.get("dateReceived"),
        occurred=summary.get("incidentDateTime"),
        occurred_note=summary.get("incidentDateTimeDescription", ""),
        escalation=summary.get("escalateToHighPriority", ""),
        people=tuple(people),
        incidents=tuple(
            _incident(tag, each) for tag, several in information.get("incidentDetails", {}).items() for each in several
        ),
        uploads=tuple(_upload(each, margin) for each in information.get("uploadedFiles", ())),
        texts=_texts(information, WHERE, "additionalInformations"),
        quarantine=tuple(margin.notes),
    )


def _person(role: Role, found: Record, where: str) -> Person:
    networks = [used for kind, used in found.get("sourceInformation", ()) if kind == "ip"]
    if "ipAddress" in found and all(used.ip != found["ipAddress"] for used in networks):
        networks.append(Network(ip=found["ipAddress"]))
    name = " ".join(found[part] for part in _NAMES if part in found)
    names = (name, found.get("preferredName", ""))
    account = Account(
        service=found.get("espService", ""),
        identifier=found.get("espUserId", ""),
        screen_names=(found["screenName"],) if "screenName" in found else (),
        profile_urls=_links(found, "profile url"),
    )
    said = [(name, found[name]) for name in grammar.STATED if name in found]
    said += [(name, word) for name in grammar.LISTED for word in found.get(name, ())]
    return Person(
        role=role,
        names=tuple(name for name in names if name),
        age=found.get("approximateAge", ""),
        born=found.get("dateOfBirth", ""),
        sex=found.get("gender", ""),
        phones=tuple(found.get("phones", ())),
        emails=tuple(found.get("emails", ())),
        addresses=tuple(found.get("addresses", ())),
        account=None if account == _NO_ACCOUNT else account,
        networks=tuple(networks),
        vehicle=found.get("vehicleDescription", ""),
        languages=tuple(found.get("languages", ())),
        said=tuple(said),
        texts=_texts(found, where, "additionalInformations")
        + tuple(text for name in grammar.NAMED_TEXTS for text in _texts(found, where, name))
        + tuple(Text(where=f"{where}/sourceCaptures/URL", text=url) for url in _links(found, "url")),
    )


def _links(found: Record, kind: str) -> tuple[str, ...]:
    return tuple(value for name, value in found.get("sourceInformation", ()) if name == kind)


def _texts(found: Record, where: str, name: str) -> tuple[Text, ...]:
    value = found.get(name, ())
    several = (value,) if isinstance(value, str) else value
    return tuple(Text(where=f"{where}/{name}", text=text) for text in several)


def _incident(tag: str, found: Record) -> Incident:
    where = f"{WHERE}/incidentDetails/{tag}"
    return Incident(
        kind=grammar.INCIDENTS[tag],
        urls=_links(found, "url") + _links(found, "profile url"),
        names=tuple((name, found[name]) for name in grammar.INCIDENT_NAMES if name in found),
        networks=tuple(used for kind, used in found.get("sourceInformation", ()) if kind == "ip"),
        texts=_texts(found, where, "contents") + _texts(found, where, "additionalInformations"),
    )


def _upload(found: Record, margin: Margin) -> Upload:
    where = f"{WHERE}/uploadedFiles"
    digest = found.get("verificationHash", "")
    classification = found.get("industryClassification", "")
    links = _links(found, "url") + _links(found, "profile url")
    networks = tuple(used for kind, used in found.get("sourceInformation", ()) if kind == "ip")
    return Upload(
        source_id=found.get("submittalId", ""),
        name=found.get("filename", ""),
        original_name=found.get("originalFilename", ""),
        location=links[0] if links else "",
        digests=((_DIGESTS.get(len(digest), "verification"), digest),) if digest else (),
        viewed=found.get("viewedByEsp"),
        classification=margin.term(f"{where}/industryClassification", classification, terms.CLASSIFICATIONS),
        tags=tuple(tag for group in found.get("ncmecTags", ()) for tag in group.get("tags", ())),
        at=_uploaded(networks),
        networks=networks,
        details=tuple(found.get("espMetadata", ())) + tuple(("", "URL", link) for link in links[1:]),
        texts=_texts(found, where, "additionalInformations"),
    )


def _uploaded(networks: tuple[Network, ...]) -> Moment | None:
    """When it was uploaded, if that is said in so many words: providers put it in places of their own."""
    return next((used.at for used in networks if used.event.lower() == "upload"), None)

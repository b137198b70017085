"""Makes a referral of the cells of a row."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from besa.core.formats import terms
from besa.core.formats.categories import CATEGORIES, category_of
from besa.core.formats.margins import Margin
from besa.core.formats.moments import moment
from besa.core.formats.table.mapping import Mapping
from besa.core.formats.values import (
    Account,
    Address,
    Device,
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

FORMAT = "table/1"
# What the cells of one holder say: field, or (field, name) for open ones → its values.
Said = dict[Any, list[str]]
ROLES = dict(
    zip(
        ("reported", "child", "recipient", "sender", "other"),
        (Role.REPORTED, Role.CHILD, Role.RECIPIENT, Role.SENDER, Role.OTHER),
        strict=True,
    )
)
_NO = frozenset({"no", "n", "false", "0"})
_YES = frozenset({"yes", "y", "true", "1", "-"})


def time(text: str, where: str, margin: Margin, mapping: Mapping) -> Moment:
    """A time in ISO 8601 or in a form of the mapping; the mapping's zone counts where none is written."""
    read = moment(text)
    for form in mapping.times if read is None else ():
        try:
            read = moment(datetime.strptime(text, form).isoformat())  # noqa: DTZ007 (the zone comes from the mapping)
        except ValueError:
            continue
        break
    if read is None:
        margin.note(where, "unreadable-value", text)
        return Moment(text=text)
    if read.offset is not None or mapping.zone is None:
        return Moment(text=text, offset=read.offset, utc=read.utc)
    try:
        local = datetime.fromisoformat(read.text).replace(tzinfo=timezone(timedelta(minutes=mapping.zone)))
        return Moment(text=text, offset=mapping.zone, utc=local.astimezone(UTC))
    except OverflowError:
        return Moment(text=text, offset=mapping.zone)


def referral(holders: dict[str, Said], margin: Margin, mapping: Mapping, *, source: str) -> Referral:
    """`holders`: "" for the report itself, "reported", "child2", "upload" … → what their cells say."""
    said = holders.get("", {})
    received, occurred = _one(said, "received"), _one(said, "occurred")
    incident_type = _one(said, "incident_type")
    category, known = category_of(incident_type)
    if incident_type and not known:
        margin.note("incident_type", "unknown-value", incident_type)
    named = _one(said, "category")
    if named and named not in CATEGORIES:
        margin.note("category", "unknown-value", named)
    return Referral(
        format=FORMAT,
        source=source,
        source_id=_one(said, "source_id"),
        provider=_one(said, "provider"),
        incident_type=incident_type,
        category=named if named in CATEGORIES and named else category,
        platform=_one(said, "platform"),
        received=time(received, "received", margin, mapping) if received else None,
        occurred=time(occurred, "occurred", margin, mapping) if occurred else None,
        occurred_note=_one(said, "occurred_note"),
        escalation=_escalation(_one(said, "escalation")),
        batched=_one(said, "batched"),
        flags=tuple(said.get("flags", ())),
        people=tuple(
            _person(ROLES[name.rstrip("23456789")], held, name, margin, mapping)
            for name, held in holders.items()
            if name.rstrip("23456789") in ROLES
        ),
        incidents=tuple(_incident(held, name) for name, held in holders.items() if name.startswith("incident")),
        uploads=tuple(
            _upload(held, name, margin, mapping) for name, held in holders.items() if name.startswith("upload")
        ),
        texts=_texts(said, "text"),
        supplements=_one(said, "supplements"),
        quarantine=tuple(margin.notes),
    )


def _escalation(text: str) -> str:
    """A column of yes and no, or of reasons."""
    word = text.lower()
    return "" if word in _NO else "-" if word in _YES else text


def _one(said: Said, name: str) -> str:
    return said.get(name, [""])[0]


def _texts(said: Said, where: str) -> tuple[Text, ...]:
    return tuple(Text(where=where, text=text) for text in said.get("text", ()))


def _open(said: Said, field: str) -> tuple[tuple[str, str], ...]:
    """What stands under names of the sender's own."""
    return tuple((key[1], text) for key, values in said.items() if key[0] == field and key != field for text in values)


def _person(role: Role, said: Said, where: str, margin: Margin, mapping: Mapping) -> Person:
    account = Account(
        service=_one(said, "service"),
        identifier=_one(said, "identifier"),
        screen_names=tuple(said.get("screen_name", ())),
        display_names=tuple(said.get("display_name", ())),
        profile_urls=tuple(said.get("profile_url", ())),
        bio=_one(said, "bio"),
        groups=tuple(said.get("group", ())),
    )
    address = Address(
        lines=tuple(said.get("street", ())),
        city=_one(said, "city"),
        region=_one(said, "region"),
        postcode=_one(said, "postcode"),
        country=_one(said, "country"),
    )
    return Person(
        role=role,
        names=tuple(said.get("name", ())),
        age=_one(said, "age"),
        born=_one(said, "born"),
        sex=_one(said, "sex"),
        phones=tuple(Phone(number=number) for number in said.get("phone", ())),
        emails=tuple(Email(address=each) for each in said.get("email", ())),
        addresses=() if address == Address() else (address,),
        account=None if account == Account() else account,
        networks=_networks(said, where, margin, mapping),
        devices=_devices(said),
        prior_reports=tuple(said.get("prior_report", ())),
        school=_one(said, "school"),
        vehicle=_one(said, "vehicle"),
        languages=tuple(said.get("language", ())),
        said=_open(said, "said"),
        texts=_texts(said, where),
    )


def _devices(said: Said) -> tuple[Device, ...]:
    kind = _one(said, "device_kind")
    return tuple(Device(kind=kind, value=value) for value in said.get("device", [""] if kind else []))


def _networks(said: Said, where: str, margin: Margin, mapping: Mapping) -> tuple[Network, ...]:
    """Several addresses in one cell share no port: with one address, port, time and event belong to it."""
    addresses = said.get("ip", [])
    port, at, event = _one(said, "port"), _one(said, "ip_time"), _one(said, "ip_event")
    if len(addresses) != 1:
        for name, text in (("port", port), ("ip_time", at), ("ip_event", event)):
            if text:
                margin.note(f"{where}.{name}", "unreadable-value", text)
        return tuple(Network(ip=address) for address in addresses)
    used = Network(
        ip=addresses[0],
        port=margin.number(f"{where}.port", port, most=65535) if port else None,
        at=time(at, f"{where}.ip_time", margin, mapping) if at else None,
        event=margin.term(f"{where}.ip_event", event, terms.EVENTS),
    )
    return (used,)


def _incident(said: Said, where: str) -> Incident:
    latitude, longitude = _one(said, "latitude"), _one(said, "longitude")
    return Incident(
        kind=_one(said, "kind") or ("web" if "url" in said else ""),
        urls=tuple(said.get("url", ())),
        emails=tuple(Email(address=each) for each in said.get("email", ())),
        phones=tuple(Phone(number=number) for number in said.get("phone", ())),
        names=_open(said, "name"),
        coordinates=(latitude, longitude) if latitude or longitude else None,
        networks=tuple(Network(ip=address) for address in said.get("ip", ())),
        file_names=tuple(said.get("file_name", ())),
        hosting=_open(said, "hosting"),
        said=_open(said, "said"),
        texts=_texts(said, where),
    )


def _upload(said: Said, where: str, margin: Margin, mapping: Mapping) -> Upload:
    at, viewed, public = _one(said, "at"), _one(said, "viewed"), _one(said, "public")
    return Upload(
        source_id=_one(said, "id"),
        name=_one(said, "name"),
        original_name=_one(said, "original_name"),
        location=_one(said, "location"),
        digests=_open(said, "digest"),
        viewed=margin.flag(f"{where}.viewed", viewed) if viewed else None,
        public=margin.flag(f"{where}.public", public) if public else None,
        relevance=_one(said, "relevance"),
        classification=margin.term(f"{where}.classification", _one(said, "classification"), terms.CLASSIFICATIONS),
        tags=tuple(said.get("tags", ())),
        at=time(at, f"{where}.at", margin, mapping) if at else None,
        networks=tuple(Network(ip=address) for address in said.get("ip", ())),
        texts=_texts(said, where),
    )

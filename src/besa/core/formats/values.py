"""What every reader gives: one referral as frozen values, whatever file it came in.

Nothing here is interpreted or compared yet: a phone number is the text that was sent. Absent is "" or None or (), and
three-valued flags are True, False or None (not said). What a reader did not understand stands in `Referral.quarantine`.
Field names follow the CyberTipline schema (ISPWS) and INHOPE's ICCAM where these have a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Who somebody is in a referral. An account is not a person; a role is what the sender said, not a finding."""

    REPORTED = "reported"
    CHILD = "child"
    RECIPIENT = "recipient"
    SENDER = "sender"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A time as it was written, its offset in minutes (None: none was written) and, where that is certain, its UTC."""

    text: str
    offset: int | None = None
    utc: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Free text: data, never trusted. `where` is the path of the field it stood in."""

    where: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quarantined:
    """Something a reader did not understand and did not drop.

    `kind`: unknown-field, unknown-value, unreadable-value, missing-field, repeated-field, encoding (see README.md).
    `text` is what stood there, whole; what is longer than 10,000 characters stands in several entries, in order.
    """

    where: str
    kind: str
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    number: str
    calling_code: str = ""
    extension: str = ""
    kind: str = ""
    verified: bool | None = None
    verified_at: Moment | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Email:
    address: str
    kind: str = ""
    verified: bool | None = None
    verified_at: Moment | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """`country` is ISO 3166-1 alpha-2 if the sender gave one."""

    lines: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """One use of an IP address. `port` is what tells people behind one carrier-grade address apart."""

    ip: str
    port: int | None = None
    at: Moment | None = None
    event: str = ""
    proxy: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """`kind` as sent: IMEI, ICCID, SSID, advertising id …"""

    kind: str
    value: str
    at: Moment | None = None
    event: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One account at one service. `identifier` is the service's own number for it."""

    service: str = ""
    identifier: str = ""
    screen_names: tuple[str, ...] = ()
    display_names: tuple[str, ...] = ()
    profile_urls: tuple[str, ...] = ()
    bio: str = ""
    groups: tuple[str, ...] = ()
    compromised: bool | None = None
    disabled: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody, or an account of somebody, in a role.

    `relation` is filled for accounts that belong to another entry ("Linked", "Billing", "Parent/Guardian" …) and
    `of` is then the index of that entry in `Referral.people`; "contactPerson" and "officerContact" stand alone.
    `names` are whole names; their parts, where they were sent apart, stand in `said`. `said` holds what a sender states
    for which there is no field here, under its source name: accessToChildren, relationshipToChildVictim, occupation,
    convictedSexOffender …; `times` does so for moments (accountTemporarilyDisabled/@disabledDate …).
    """

    role: Role
    relation: str = ""
    of: int | None = None
    names: tuple[str, ...] = ()
    age: str = ""
    born: str = ""
    sex: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    addresses: tuple[Address, ...] = ()
    account: Account | None = None
    networks: tuple[Network, ...] = ()
    devices: tuple[Device, ...] = ()
    prior_reports: tuple[str, ...] = ()
    estimated_location: Address | None = None
    school: str = ""
    vehicle: str = ""
    languages: tuple[str, ...] = ()
    third_party: bool | None = None
    said: tuple[tuple[str, str], ...] = ()
    times: tuple[tuple[str, Moment], ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """What is said about one file. The file itself is never opened, fetched or stored.

    `digests`: (algorithm in lower case, value as sent). `classification`: A1, A2, B1, B2 or as sent; its absence says
    nothing about how grave it is. `viewed`: whether the provider looked at it (None: not said). `tags`: annotations.
    """

    source_id: str = ""
    name: str = ""
    original_name: str = ""
    location: str = ""
    digests: tuple[tuple[str, str], ...] = ()
    viewed: bool | None = None
    exif_viewed: bool | None = None
    public: bool | None = None
    relevance: str = ""
    classification: str = ""
    tags: tuple[str, ...] = ()
    at: Moment | None = None
    networks: tuple[Network, ...] = ()
    devices: tuple[Device, ...] = ()
    details: tuple[tuple[str, str, str], ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """Where it happened. `kind`: web, email, newsgroup, chat, game, phone, offline, peer-to-peer.

    `names`: (source name, text), such as ("chatClient", "…"). `hosting`: who hosts it, (source name, text). `said`:
    what else a sender states about it under its source name, such as a hotline's assessment; `times` the same for
    moments.
    """

    kind: str
    urls: tuple[str, ...] = ()
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    coordinates: tuple[str, str] | None = None
    addresses: tuple[Address, ...] = ()
    networks: tuple[Network, ...] = ()
    file_names: tuple[str, ...] = ()
    hosted_by_others: bool | None = None
    hosting: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    times: tuple[tuple[str, Moment], ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """One report from an institution.

    `format` is the reader's name with its version ("cybertip-xml/1"); `source` the institution that sent it to us,
    `source_id` its own number there; `provider` the company that saw it first. `incident_type` is the sender's own
    string, shown as sent only when quoting; `category` is our code for it ("" if we have none for that string).
    `escalation` is what the sender wrote to say that it cannot wait; "-" when it only raised the flag. `batched` names
    why a sender bundled it (VIRAL_POTENTIAL_MEME). `flags`: annotations of the whole report, as sent.
    `said`: what is stated for which there is no field here, under its source name.
    `supplements` is the `source_id` of the referral that this one adds to (a fileDetails document).
    """

    format: str
    source: str
    source_id: str = ""
    provider: str = ""
    incident_type: str = ""
    category: str = ""
    platform: str = ""
    received: Moment | None = None
    occurred: Moment | None = None
    occurred_note: str = ""
    escalation: str = ""
    batched: str = ""
    flags: tuple[str, ...] = ()
    informational: bool | None = None
    legal_process: tuple[tuple[str, str], ...] = ()
    people: tuple[Person, ...] = ()
    incidents: tuple[Incident, ...] = ()
    uploads: tuple[Upload, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    texts: tuple[Text, ...] = ()
    supplements: str = ""
    quarantine: tuple[Quarantined, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One referral of a file with the exact bytes it was read from.

    `raw` read alone by the same reader gives the same `referral` again; `digest` is its SHA-256 (32 bytes). Where
    nothing could be understood `referral` is None and `problem` says why in a sentence: the bytes are kept all the
    same.
    """

    raw: bytes
    digest: bytes
    referral: Referral | None
    problem: str = ""

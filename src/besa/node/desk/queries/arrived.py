"""What an institution sent, laid out for reading: people, files, places, texts, times. Nothing is fetched or opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from besa.core.formats import Address, Email, Incident, Moment, Network, Person, Phone, Referral, Role, Text, Upload
from besa.node.desk.marking import Stretch, without_tricks
from besa.node.desk.queries.places import anchor

Marks = Mapping[str, tuple[Stretch, ...]]


@dataclass(frozen=True)
class Time:
    """A time as written, its offset as it was written ("" for none) and the moment itself where that is certain."""

    text: str
    offset: str
    utc: datetime | None
    name: str = ""


@dataclass(frozen=True)
class Fact:
    """One thing that was sent: `name` in the reader's language, or `code` as the sender calls it."""

    name: str
    value: str
    note: str = ""
    time: Time | None = None
    code: bool = False


@dataclass(frozen=True)
class Quote:
    """A free text: whoever wrote it, it is only quoted. `where` is the field it stood in."""

    where: str
    text: tuple[Stretch, ...]


@dataclass(frozen=True)
class Part:
    """Somebody, a file or a place, with what was said about it."""

    anchor: str
    title: str
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Unclear:
    where: str
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A referral for the page."""

    facts: tuple[Fact, ...]
    times: tuple[Time, ...]
    people: tuple[Part, ...]
    places: tuple[Part, ...]
    files: tuple[Part, ...]
    texts: tuple[Part, ...]
    quarantine: tuple[Unclear, ...]


def laid_out(referral: Referral, marked: Marks) -> Laid:
    """`marked`: texts by their path, with the words that count marked; others are shown plain."""
    return Laid(
        facts=tuple(_told(referral)),
        times=tuple(_times(referral)),
        people=tuple(_person(one, number, referral, marked) for number, one in enumerate(referral.people)),
        places=tuple(_place(one, number, marked) for number, one in enumerate(referral.incidents)),
        files=tuple(_file(one, number, marked) for number, one in enumerate(referral.uploads)),
        texts=tuple(
            Part(f"texts-{number}", "", (), _quotes((one,), f"texts[{number}]", marked, alone=True))
            for number, one in enumerate(referral.texts)
        ),
        quarantine=tuple(Unclear(one.where, _unclear(one.kind), one.text) for one in referral.quarantine),
    )


def category_word(code: str) -> str:
    """A category of formats.CATEGORIES in words; "" for none."""
    words = {
        "csam": gettext("Material that shows sexual abuse of a child"),
        "trafficking": gettext("Trafficking of a child"),
        "travel": gettext("Travel to abuse a child"),
        "contact-abuse": gettext("Abuse of a child in person"),
        "enticement": gettext("Grooming or extortion of a child"),
        "misleading-domain": gettext("A misleading name of a site"),
        "misleading-content": gettext("Misleading words or pictures"),
        "unsolicited": gettext("Obscene material sent to a child"),
        "other": gettext("Something else"),
    }
    return words.get(code, code)


def title_of(referral: Referral, path: str) -> str:
    """ "The child", "The person reported 2", "File 3": how the page calls the part that a path leads to."""
    kind, _, number = anchor(path).partition("-")
    if not number:
        return gettext("What the sender says of the whole")
    at = int(number)
    if kind == "people" and at < len(referral.people):
        return _who(referral.people[at], at, referral)
    words = {"uploads": gettext("File %(n)d"), "incidents": gettext("Place %(n)d"), "texts": gettext("Text %(n)d")}
    return words.get(kind, "%(n)d") % {"n": at + 1}


def _told(referral: Referral) -> Iterator[Fact]:
    yield from _facts(
        (gettext("Number at the sender"), (referral.source_id,)),
        (gettext("Seen first by"), (referral.provider,)),
        (gettext("Service"), (referral.platform,)),
        (gettext("Kind, as we call it"), (category_word(referral.category),)),
        (gettext("Kind, in the sender's words"), (referral.incident_type,)),
    )
    if referral.escalation:
        said = "" if referral.escalation == "-" else referral.escalation
        yield Fact(gettext("The sender says that it cannot wait"), said or gettext("Yes"))
    yield from _facts(
        (gettext("Sent in a bundle because"), (referral.batched,)),
        (gettext("Marked by the sender"), referral.flags),
        (gettext("About the time"), (referral.occurred_note,)),
        (gettext("Adds to the report"), (referral.supplements,)),
    )
    yield from _flags((gettext("For information only"), referral.informational))
    yield from _said((*referral.legal_process, *referral.said))


def _times(referral: Referral) -> Iterator[Time]:
    for name, moment in (
        (gettext("It happened"), referral.occurred),
        (gettext("Received by the sender"), referral.received),
    ):
        if moment:
            yield _time(moment, name)


def _time(moment: Moment, name: str = "") -> Time:
    offset = ""
    if moment.offset is not None:
        sign = "-" if moment.offset < 0 else "+"
        offset = f"{sign}{abs(moment.offset) // 60:02}:{abs(moment.offset) % 60:02}"
    # The ends of the calendar are no time in every zone; as written they stand there all the same.
    certain = moment.utc if moment.utc and 1 < moment.utc.year < 9999 else None
    return Time(without_tricks(moment.text), offset, certain, name)


def _person(one: Person, number: int, referral: Referral, marked: Marks) -> Part:
    where = f"people[{number}]"
    facts = [
        *_facts(
            (gettext("Name"), one.names),
            (gettext("Age"), (one.age,)),
            (gettext("Born"), (one.born,)),
            (gettext("Sex"), (one.sex,)),
        ),
        *_account(one),
        *(_phone(phone) for phone in one.phones),
        *(
            Fact(
                gettext("E-mail address"),
                email.address,
                _verified(email),
                _maybe(email.verified_at),
            )
            for email in one.emails
        ),
        *(_net(network) for network in one.networks),
        *(
            Fact(gettext("Device"), device.value, _dots(device.kind, device.event), _maybe(device.at))
            for device in one.devices
        ),
        *_facts(
            (gettext("Address"), map(_address, one.addresses)),
            (gettext("Seems to be at"), (_address(one.estimated_location) if one.estimated_location else "",)),
            (gettext("School"), (one.school,)),
            (gettext("Vehicle"), (one.vehicle,)),
            (gettext("Languages"), (", ".join(one.languages),)),
            (gettext("Earlier reports"), one.prior_reports),
        ),
        *_said(one.said),
        *(Fact(name, "", "", _time(moment), code=True) for name, moment in one.times),
    ]
    texts = list(_quotes(one.texts, f"{where}.texts", marked))
    if one.account and one.account.bio:
        path = f"{where}.account.bio"
        texts.insert(0, Quote(gettext("What the profile says"), marked.get(path, (Stretch(one.account.bio),))))
    return Part(f"people-{number}", _who(one, number, referral), tuple(facts), tuple(texts))


def _who(one: Person, number: int, referral: Referral) -> str:
    words = {
        Role.REPORTED: gettext("The person reported"),
        Role.CHILD: gettext("The child"),
        Role.RECIPIENT: gettext("Who received it"),
        Role.SENDER: gettext("Who sent it"),
        Role.OTHER: gettext("Somebody else"),
    }
    word = words[one.role]
    if one.of is not None or one.relation:
        word = f"{word} ({one.relation or gettext('another account')})"
    alike = [at for at, other in enumerate(referral.people) if other.role is one.role]
    return f"{word} {alike.index(number) + 1}" if len(alike) > 1 else word


def _account(one: Person) -> Iterator[Fact]:
    account = one.account
    if account is None:
        return
    yield from _facts(
        (gettext("Service"), (account.service,)),
        (gettext("Account number"), (account.identifier,)),
        (gettext("Screen name"), account.screen_names),
        (gettext("Shown name"), account.display_names),
        (gettext("Profile"), account.profile_urls),
        (gettext("Group"), account.groups),
    )
    yield from _flags(
        (gettext("Somebody else may have used the account"), account.compromised),
        (gettext("The account was closed"), account.disabled),
    )


def _phone(phone: Phone) -> Fact:
    extension = f" ({phone.extension})" if phone.extension else ""
    number = f"{phone.calling_code} {phone.number}{extension}".strip()
    return Fact(gettext("Phone number"), number, _verified(phone), _maybe(phone.verified_at))


def _net(one: Network) -> Fact:
    port = gettext("port %(port)d") % {"port": one.port} if one.port is not None else gettext("no port was sent")
    hidden = gettext("through a proxy") if one.proxy else ""
    return Fact(gettext("Address on the net"), one.ip, _dots(port, one.event, hidden), _maybe(one.at))


def _place(one: Incident, number: int, marked: Marks) -> Part:
    kinds = {
        "web": gettext("On a website"),
        "email": gettext("By e-mail"),
        "chat": gettext("In a chat"),
        "game": gettext("In a game"),
        "phone": gettext("By phone"),
        "offline": gettext("Not on the net"),
        "newsgroup": gettext("In a newsgroup"),
        "peer-to-peer": gettext("In a file-sharing network"),
    }
    facts = [
        *_facts(
            (gettext("Web address"), one.urls),
            (gettext("E-mail address"), (email.address for email in one.emails)),
        ),
        *(_phone(phone) for phone in one.phones),
        *_said(one.names),
        *_facts(
            (gettext("Coordinates"), (", ".join(one.coordinates) if one.coordinates else "",)),
            (gettext("Address"), map(_address, one.addresses)),
            (gettext("File name"), one.file_names),
        ),
        *(_net(network) for network in one.networks),
        *_said((*one.hosting, *one.said)),
        *(Fact(name, "", "", _time(moment), code=True) for name, moment in one.times),
    ]
    quotes = _quotes(one.texts, f"incidents[{number}].texts", marked)
    return Part(f"incidents-{number}", kinds.get(one.kind, one.kind), tuple(facts), quotes)


def _file(one: Upload, number: int, marked: Marks) -> Part:
    facts = [
        *_facts(
            (gettext("File name"), (one.name,)),
            (gettext("Name at first"), (one.original_name if one.original_name != one.name else "",)),
            (gettext("Where it was"), (one.location,)),
            (gettext("Class, as sent"), (one.classification,)),
            (gettext("Part in the report, as sent"), (one.relevance,)),
            (gettext("Marked by the sender"), one.tags),
        ),
        *_flags(
            (gettext("The provider looked at it"), one.viewed),
            (gettext("Everybody could see it"), one.public),
        ),
        *(Fact(kind, value, code=True) for kind, value in one.digests),
        *(_net(network) for network in one.networks),
        *(
            Fact(gettext("Device"), device.value, _dots(device.kind, device.event), _maybe(device.at))
            for device in one.devices
        ),
        *(Fact(name, value, kind, code=True) for kind, name, value in one.details),
    ]
    if one.at:
        facts.insert(0, Fact(gettext("Time"), "", "", _time(one.at)))
    quotes = _quotes(one.texts, f"uploads[{number}].texts", marked)
    return Part(f"uploads-{number}", gettext("File %(n)d") % {"n": number + 1}, tuple(facts), quotes)


def _quotes(texts: Iterable[Text], where: str, marked: Marks, *, alone: bool = False) -> tuple[Quote, ...]:
    return tuple(
        Quote(text.where, marked.get(where if alone else f"{where}[{number}]", (Stretch(text.text),)))
        for number, text in enumerate(texts)
    )


def _facts(*named: tuple[str, Iterable[str]]) -> Iterator[Fact]:
    for name, values in named:
        yield from (Fact(name, without_tricks(value)) for value in values if value)


def _said(pairs: Iterable[tuple[str, str]]) -> Iterator[Fact]:
    yield from (Fact(name, without_tricks(value), code=True) for name, value in pairs)


def _flags(*named: tuple[str, bool | None]) -> Iterator[Fact]:
    """A flag that nobody set says nothing, so it is not shown."""
    yield from (Fact(name, gettext("Yes") if flag else gettext("No")) for name, flag in named if flag is not None)


def _maybe(moment: Moment | None) -> Time | None:
    return _time(moment) if moment else None


def _verified(one: Phone | Email) -> str:
    words = {True: gettext("verified"), False: gettext("not verified"), None: ""}
    return _dots(one.kind, words[one.verified])


def _dots(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _address(one: Address) -> str:
    return ", ".join(part for part in (*one.lines, one.postcode, one.city, one.region, one.country) if part)


def _unclear(kind: str) -> str:
    words = {
        "unknown-field": gettext("A field that is not known"),
        "unknown-value": gettext("A value that is not known"),
        "unreadable-value": gettext("A value that could not be read"),
        "missing-field": gettext("A field is missing"),
        "repeated-field": gettext("A field stands there more than once"),
        "encoding": gettext("Letters that could not be read"),
        "too-large": gettext("Longer than is read"),
    }
    return words.get(kind, kind)

"""A provider reports what happened, its own way: what it knows, what it leaves out, where it puts words."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime, timedelta, timezone

from bench.year.drafts import Draft, File
from bench.year.providers import Provider
from bench.year.stories import Story
from besa.core.formats import (
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
from besa.core.formats.categories import INCIDENT_TYPES

_NO_ZONE = "%Y-%m-%dT%H:%M:%S"
_ESCALATIONS = ("-", "Escalated.", "High priority", "Please prioritise: a person here read this conversation.")


def moment(at: datetime, offset: int | None) -> Moment:
    """As a provider writes it: its own offset, or none at all."""
    if offset is None:
        return Moment(text=at.strftime(_NO_ZONE))
    local = at.astimezone(timezone(timedelta(minutes=offset)))
    text = at.strftime(_NO_ZONE) + "Z" if offset == 0 else local.isoformat(timespec="seconds")
    return Moment(text=text, offset=offset, utc=at)


def filed(draft: Draft, number: int, rnd: random.Random, words: random.Random) -> Referral:
    """The referral. `traits` of the draft tell which format it comes in ("police": the JSON form).

    What surrounds the words is drawn from `words`, so that all else is the same whoever tells it.
    """
    provider = draft.provider
    police = draft.traits.get("police", False)
    texts = _words(draft, words)
    place = provider.place if not (police and provider.place in {"chat", "game"}) else "report"
    urgent_share, other_share = provider.escalates
    escalated = not draft.bare and rnd.random() < (urgent_share if draft.urgent else other_share)
    boilerplate = (Text(where="report/additionalInfo", text=provider.boilerplate),) if provider.boilerplate else ()
    return Referral(
        format="cybertip-json/1" if police else "cybertip-xml/1",
        source="clearing-house",
        source_id=str(200_000_000 + number),
        provider=provider.name,
        incident_type=INCIDENT_TYPES[draft.category],
        category=draft.category,
        platform="" if draft.bare else provider.name,
        received=moment(draft.received, 0),
        occurred=moment(draft.occurred, provider.offset),
        occurred_note=texts if place == "note" else "",
        escalation=rnd.choice(_ESCALATIONS) if escalated else "",
        batched="VIRAL_POTENTIAL_MEME" if draft.batched else "",
        flags=tuple(flag for flag in draft.flags if rnd.random() < provider.flags),
        people=_people(draft, texts if place == "person" else "", rnd),
        incidents=_incidents(place, provider, texts, rnd),
        uploads=tuple(
            _upload(draft, file, number, at, texts if place == "file" and at == 0 else "", rnd)
            for at, file in enumerate(draft.files)
        ),
        texts=boilerplate
        + (
            (Text(where="report/additionalInfo", text=texts),)
            if texts and (place == "report" or (place == "file" and not draft.files))
            else ()
        ),
    )


def _words(draft: Draft, rnd: random.Random) -> str:
    if draft.bulk_text:
        return draft.bulk_text
    if draft.story is None or draft.bare:
        return ""
    one = draft.offender
    name = one.accounts[0][2]
    more = ""
    if rnd.random() < 0.12 and one.phones and draft.urgent:
        code, digits = one.phones[0]
        more += f"\n{name}: viber {code} {digits[:2]} {digits[2:]}"
        draft.written += (f"phone:{code[1:]}{digits}",)
    if rnd.random() < 0.3 and one.wallet and draft.urgent:
        more += f"\n{name}: btc {one.wallet}"
        draft.written += (f"wallet:{one.wallet}",)
    return _chat(draft.story, draft, rnd) + more


def _chat(story: Story, draft: Draft, rnd: random.Random) -> str:
    """Turns the way providers print them: with names, with times, as one paragraph."""
    style = rnd.randrange(3)
    adult = next((name for service, _, name in draft.offender.accounts if service == draft.provider.name), "user_a")
    minor = f"{(draft.child.name if draft.child else 'x').lower()}_{rnd.randrange(2007, 2017)}"
    at = draft.occurred
    lines = []
    for by_child, said in story.turns:
        if by_child is None:
            lines.append(said)
            continue
        at += timedelta(seconds=rnd.randrange(5, 200))
        who = minor if by_child else adult
        lines.append((f"{who}: {said}", f"[{at:%Y-%m-%d %H:%M}] {who}: {said}", said)[style])
    return "\n".join(lines)


def _people(draft: Draft, words: str, rnd: random.Random) -> tuple[Person, ...]:
    people = [] if draft.bare and rnd.random() < 0.35 else [_reported(draft, words, rnd)]
    who = draft.child
    if who and not draft.bare and rnd.random() < (0.3 if who.minority else 0.45):
        named = rnd.random() < 0.3
        people.append(
            Person(
                role=Role.CHILD,
                names=(who.name,) if named else (),
                said=(("firstName", who.name),) if named else (),
                age=str(who.age) if rnd.random() < 0.7 else "",
                account=Account(
                    service=draft.provider.name,
                    identifier=str(9 * 10**8 + rnd.randrange(10**8)),
                    screen_names=(f"{who.name.lower()}{rnd.randrange(10_000)}",),
                ),
                school=who.school if rnd.random() < 0.08 and not draft.traits.get("police") else "",
            )
        )
    return tuple(people)


def _reported(draft: Draft, words: str, rnd: random.Random) -> Person:
    provider, one, bare = draft.provider, draft.offender, draft.bare
    identifier, name = next((each[1:] for each in one.accounts if each[0] == provider.name), ("", ""))
    police = draft.traits.get("police", False)

    def tells(share: float) -> bool:
        return not bare and rnd.random() < share

    named = tells(provider.person)
    first, last = one.name.split(" ", 1)
    said = [("firstName", first), ("lastName", last)] if named else []
    if police:
        said += [pair for pair in draft.said or _everyday(rnd) if rnd.random() < 0.8]
    emails = [
        Email(address=each, verified=rnd.choice((True, False, None))) for each in one.emails if tells(provider.email)
    ]
    if provider.name == "Snaplet" and rnd.random() < 0.05:
        emails = [Email(address="null@example.com")]
    devices = [Device(kind=kind, value=value) for kind, value in one.devices if tells(provider.device)]
    if provider.name == "Gamehaven" and rnd.random() < 0.1:
        devices = [Device(kind="IMEI", value="000000000000000")]
    known = not bare or rnd.random() < 0.5
    account = Account(
        service=provider.name, identifier=identifier if known else "", screen_names=(name if known else "unknown",)
    )
    city = Address(city=rnd.choice(("Tirana", "Durres", "Vlora")), country="AL")
    note = (Text(where="report/personOrUserReported/additionalInfo", text=words),) if words else ()
    return Person(
        role=Role.REPORTED,
        names=(one.name,) if named else (),
        said=tuple(said),
        age=str(draft.occurred.year - one.born) if tells(0.3) else "",
        sex="Male" if police and tells(0.3) else "",
        phones=tuple(
            Phone(number=digits, calling_code=code, kind="Mobile", verified=True if rnd.random() < 0.5 else None)
            for code, digits in one.phones
            if tells(provider.phone)
        ),
        emails=tuple(emails),
        account=account,
        networks=_networks(draft, rnd) if tells(provider.address) else (),
        devices=() if police else tuple(devices),
        estimated_location=city if one.local and not police and tells(0.2) else None,
        texts=note,
    )


def _everyday(rnd: random.Random) -> tuple[tuple[str, str], ...]:
    """What is said of people of whom nothing is to be feared, too: an occupation is not a finding."""
    if rnd.random() > 0.08:
        return ()
    occupation = rnd.choice(("driver", "student", "waiter", "builder", "teacher", "nurse", "unknown", "programmer"))
    return (("occupation", occupation), ("accessToChildren", rnd.choice(("false", "unknown"))))


def _networks(draft: Draft, rnd: random.Random) -> tuple[Network, ...]:
    """The use that is reported and up to two before; without a port nobody behind a carrier's address can be told."""
    found = []
    for use in range(rnd.choice((1, 1, 2, 3))):
        at = draft.occurred - timedelta(minutes=rnd.randrange(60 * 24 * 10) if use else rnd.randrange(20))
        ip, port = draft.offender.address(at, rnd)
        found.append(
            Network(
                ip=ip,
                port=port if draft.provider.ports else None,
                at=moment(at, draft.provider.offset),
                event=rnd.choice(("Login", "Login", "Upload", "Unknown")),
            )
        )
    return tuple(found)


def _incidents(place: str, provider: Provider, words: str, rnd: random.Random) -> tuple[Incident, ...]:
    kind = place if place in {"chat", "game", "web", "email"} else ""
    if not kind or not (words or kind == "web"):
        return ()
    tag = {"chat": "chatImIncident", "game": "onlineGamingIncident", "web": "webPageIncident", "email": "emailIncident"}
    field = "additionalInfo" if kind == "web" else "content"
    names = {"chat": (("chatClient", provider.name),), "game": (("gameName", "Castle of Stones"),)}.get(kind, ())
    return (
        Incident(
            kind=kind,
            names=names,
            urls=(f"https://findit.example.com/r/{rnd.randrange(10**9)}",) if kind == "web" else (),
            texts=(Text(where=f"report/internetDetails/{tag[kind]}/{field}", text=words),) if words else (),
        ),
    )


def _upload(draft: Draft, file: File, number: int, at: int, words: str, rnd: random.Random) -> Upload:
    """The same file has the same digests everywhere; its name and whether anybody looked differ."""
    provider, seed = draft.provider, file.seed.encode()
    sha, md5 = hashlib.sha256(seed).hexdigest(), hashlib.md5(seed, usedforsecurity=False).hexdigest()
    name = hashlib.sha256(seed + str(number).encode()).hexdigest()
    police = draft.traits.get("police", False)
    digests = (("md5", md5),) if police else (("md5", md5), ("sha256", sha)) if rnd.random() < 0.7 else (("md5", md5),)
    gps = (("EXIF", "GPSLatitude", file.place[0]), ("EXIF", "GPSLongitude", file.place[1])) if file.place else ()
    viewed = {"yes": True, "said": rnd.random() < 0.6, "": None}[provider.viewed]
    return Upload(
        source_id=f"{number}-{at}",
        name=f"{name[:12]}.{'mp4' if at % 3 == 2 else 'jpg'}",
        digests=digests if rnd.random() < provider.hashes else (),
        viewed=None if draft.bare else viewed,
        classification="" if draft.bare else file.classification,
        tags=() if draft.bare else tuple(tag for tag in file.tags if rnd.random() < max(0.5, provider.flags)),
        at=None if police else moment(draft.occurred, provider.offset),
        details=gps if not police or not gps else tuple(("", name, value) for _, name, value in gps),
        texts=(Text(where="fileDetails/additionalInfo", text=words),) if words else (),
    )

"""Plant referrals as two invented institutions would send them: written as their files, then taken in like any file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from besa.core.casework import Outcome
from besa.core.formats import (
    Account,
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
    cybertip_xml,
)
from besa.node.demo.people import require_demo
from besa.node.links import actions as links
from besa.node.people.keyring import Keyring
from besa.node.platform import environment
from besa.node.platform.actors import OPERATOR
from besa.node.referrals import actions, judging, queries
from besa.node.referrals.gathering import together
from besa.node.referrals.values import SourceView
from besa.node.reports import actions as reports
from besa.node.reports import queries as reported
from besa.node.reports.values import QueueFilter

_MATERIAL = {"incident_type": "Child Pornography (possession, manufacture, and distribution)", "category": "csam"}
_GROOMING = {"incident_type": "Online Enticement of Children for Sexual Acts", "category": "enticement"}
_MEETING = (
    "He wrote to her that she should come to the bridge after school on Friday, alone, and not tell her mother. "
    "She is twelve. The whole chat is with us."
)
_EXTORTION = (
    "The account holder says he has her pictures and will send them to her class unless she pays one hundred euro "
    "today. She wrote that she does not know what to do."
)
_MODERATION = "A file was found by its digest when it was uploaded. Nobody at the provider looked at it."
_BROKEN = b"<?xml version='1.0'?><reports><report><incidentSummary><incidentType>The file ends in the middle of"
_NETWORKS = "192.0.2.0/24   # a provider of this country (invented)\n"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def plant(rings: dict[str, Keyring], *, now: datetime | None = None) -> int:
    """Take in about sixty referrals of two sources, link them and work on two; returns how many were new."""
    require_demo()
    now = now or datetime.now(UTC)
    networks = environment.current().networks
    if not networks.exists():
        networks.write_text(_NETWORKS, encoding="utf-8")
    desk = min(rings["arta"].desk_ids)
    known: dict[str, Any] = {"desk": desk, "actor": OPERATOR, "now": now}
    house = actions.add_source("clearing", name="Clearing house (invented)", **known)
    abroad = actions.add_source("abroad", name="Hotline abroad (invented)", **known)
    actions.promise_outcome(abroad, asked=True, actor=OPERATOR, now=now)
    abroad = queries.source("abroad")
    first, second = now - 2 * _DAY - 3 * _HOUR, now - 40 * timedelta(minutes=1)
    new = _take_in(_written(_of_the_clearing_house(first)), house, first)
    new += _take_in(_with_an_oddity(_written(_later(second))), house, second)
    new += _take_in(_written([_details_of_the_meeting()]), house, second + timedelta(minutes=5))
    new += _take_in(_written(_of_the_hotline(first)), abroad, first + 5 * _HOUR)
    new += _take_in(_BROKEN, abroad, second + timedelta(minutes=10))
    while links.catch_up(now=now):
        pass
    _work(rings["marko"], first)
    return new


def _of_the_clearing_house(at: datetime) -> Iterator[Referral]:
    """A viral file in many accounts, one of them sent late; sparse reports; one person under three names."""
    for number in range(24):
        yield _upload(number, at - number * _HOUR, received=_moment(at - 350 * _DAY) if number == 5 else None)
    for number in range(8):
        yield _tip(f"70{number:04}", at - number * _DAY, _MATERIAL)
    for number, name in enumerate(("lule.bardhe7", "lulebardhe.7", "lule_bardhe_77", "lule.bardhe7")):
        yield _one_person(number, name, at - number * _DAY)


def _later(at: datetime) -> Iterator[Referral]:
    """What cannot wait, a series of extortion, and more of the same."""
    yield _tip(
        "730001",
        at - 2 * _HOUR,
        _GROOMING,
        escalation="A meeting is agreed for Friday",
        people=(
            _reported("8800001", "lule_bardhe_77", at - 2 * _HOUR, ip="192.0.2.44", phones=(_phone(sure=True),)),
            Person(role=Role.CHILD, age="12", account=Account(service="Chatter", screen_names=("blue.kite",))),
        ),
        texts=(_said(_MEETING),),
    )
    for number in range(6):
        yield _extortion(number, at - 3 * number * _HOUR)
    for number in range(24, 31):
        yield _upload(number, at - number * _HOUR)
    yield _upload(40, at, content="never seen before", viewed=True)


def _details_of_the_meeting() -> Referral:
    """What the provider found out about a file, sent after the report it belongs to."""
    picture = Upload(source_id="f1", name="bridge.jpg", digests=_digest("a picture of a bridge"), viewed=True)
    return Referral(format=cybertip_xml.FORMAT, source="clearing", supplements="730001", uploads=(picture,))


def _of_the_hotline(at: datetime) -> Iterator[Referral]:
    """Pages that somebody abroad reported, two of them the same."""
    for number, page in enumerate(("a7", "a7", "b2", "c9", "d4")):
        site = Incident(kind="web", urls=(f"https://pictures.example.net/album/{page}/page-{page}",))
        seen = _said(f"Hosted abroad. Seen by our analyst, page {page}.")
        yield _tip(f"H-{300 + number}", at - number * _HOUR, _MATERIAL, incidents=(site,), texts=(seen,))


def _upload(
    number: int, at: datetime, *, content: str = "a viral file", viewed: bool = False, received: Moment | None = None
) -> Referral:
    file = Upload(
        source_id=f"f{number}",
        name=f"IMG_{4000 + number}.jpg",
        digests=_digest(content),
        viewed=viewed,
        classification="B1" if viewed else "",
    )
    return _tip(
        f"71{number:04}",
        at,
        _MATERIAL,
        provider="Postbox (invented)",
        received=received,
        batched="" if viewed else "VIRAL_POTENTIAL_MEME",
        people=(_reported(f"55{number:06}", f"visitor{number}", at, ip=f"203.0.113.{number + 1}", event="Upload"),),
        uploads=(file,),
        texts=(_said(_MODERATION),) if number % 3 == 0 else (),
    )


def _one_person(number: int, name: str, at: datetime) -> Referral:
    emails = (Email(address="lule.bardhe@example.org"),) if number != 1 else ()
    reported = _reported(f"88{number:05}", name, at, ip="192.0.2.44", phones=(_phone(sure=number < 2),), emails=emails)
    child = Person(role=Role.CHILD, age=str(11 + number), account=Account(service="Chatter", identifier=f"9{number}01"))
    asked = _said(f"He asked child {number + 1} to write to him in another app.")
    return _tip(f"72{number:04}", at, _GROOMING, people=(reported, child), texts=(asked,))


def _extortion(number: int, at: datetime) -> Referral:
    emails = (Email(address="sweet.friend@example.net"),) if number % 2 else ()
    reported = _reported(f"66{number:05}", f"sweet.friend{number}", at, ip="198.51.100.9", emails=emails)
    account = Account(service="Chatter", identifier=f"31{number}")
    child = Person(role=Role.CHILD, age="15" if number % 2 else "", account=account)
    return _tip(f"74{number:04}", at, _GROOMING, people=(reported, child), texts=(_said(_EXTORTION),))


def _tip(number: str, at: datetime, sort: dict[str, str], **more: Any) -> Referral:
    """A referral that tells its number, its sort and when it happened, and whatever else is given."""
    told: dict[str, Any] = {"source": "clearing", "provider": "Chatter (invented)", "occurred": _moment(at)}
    return Referral(format=cybertip_xml.FORMAT, source_id=number, **{**told, **sort, **more})


def _reported(identifier: str, name: str, at: datetime, *, ip: str, event: str = "Login", **more: Any) -> Person:
    account = Account(service="Chatter", identifier=identifier, screen_names=(name,))
    network = Network(ip=ip, port=40_000 + len(name), at=_moment(at), event=event)
    return Person(role=Role.REPORTED, account=account, networks=(network,), **more)


def _phone(*, sure: bool) -> Phone:
    return Phone(number="690000142", calling_code="+355", verified=sure)


def _said(text: str) -> Text:
    return Text(where="additionalInfo", text=text)


def _digest(content: str) -> tuple[tuple[str, str], ...]:
    return (("sha1", sha256(content.encode()).hexdigest()[:40]),)


def _moment(at: datetime) -> Moment:
    return Moment(text=at.strftime("%Y-%m-%dT%H:%M:%SZ"), offset=0, utc=at.replace(microsecond=0))


def _written(referrals: Iterable[Referral]) -> bytes:
    stream = io.BytesIO()
    cybertip_xml.write(referrals, stream)
    return stream.getvalue()


def _with_an_oddity(data: bytes) -> bytes:
    """What real files have: a word nobody knows where a known one should stand."""
    return data.replace(b"<additionalInfo>He wrote", b"<mood>urgent</mood><additionalInfo>He wrote", 1)


def _take_in(data: bytes, source: SourceView, now: datetime) -> int:
    name = judging.file_name(sha256(data).hexdigest(), source=source.slug)
    run, _ = actions.begin(source, file=name, fmt="cybertip_xml", size=len(data), actor=OPERATOR, now=now)
    new = done = 0
    for batch in actions.batches(together(cybertip_xml.read(io.BytesIO(data), source=source.slug))):
        tally = actions.take_in(batch, run=run, source=source, actor=OPERATOR, now=now)
        new, done = new + tally.new, done + tally.done
        actions.advance(run, done=done)
    actions.end(run, whole=True, actor=OPERATOR, now=now)
    return new


def _work(ring: Keyring, at: datetime) -> None:
    """Somebody took the pages from abroad, and closed two of them."""
    rows = reported.queue(QueueFilter(source="abroad"), keyring=ring, now=at).rows
    for number, row in enumerate(row for row in rows if row.danger is not None):
        when = at + (6 + number) * _HOUR
        reports.open_report(row.report_id, keyring=ring, now=when)
        reports.claim(row.report_id, keyring=ring, now=when + 10 * timedelta(minutes=1))
        if number < 2:
            reports.classify(row.report_id, frozenset(), keyring=ring, now=when + _HOUR)
            reports.close(row.report_id, Outcome.OUTSIDE, keyring=ring, now=when + 2 * _HOUR)

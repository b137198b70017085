"""Plant referrals as two invented institutions would send them: written as their files, then taken in like any file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from besa.core.formats import (
    Account,
    Email,
    Incident,
    Item,
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
from besa.node.platform.actors import OPERATOR
from besa.node.referrals import actions, judging
from besa.node.referrals.gathering import together
from besa.node.referrals.values import SourceView

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


def plant(rings: dict[str, Keyring], *, now: datetime | None = None) -> int:
    """Take in about sixty referrals of two sources and link everything; returns how many were new."""
    require_demo()
    now = now or datetime.now(UTC)
    desk = min(rings["arta"].desk_ids)
    house = actions.add_source("clearing", name="Clearing house (invented)", desk=desk, actor=OPERATOR, now=now)
    abroad = actions.add_source("abroad", name="Hotline abroad (invented)", desk=desk, actor=OPERATOR, now=now)
    first, second = now - timedelta(days=2, hours=3), now - timedelta(hours=5)
    new = _take_in(_written(_of_the_clearing_house(first)), house, first)
    new += _take_in(_with_oddities(_written(_later(second))), house, second)
    new += _take_in(_written(_of_the_hotline(second)), abroad, second + timedelta(minutes=20))
    new += _take_in(_BROKEN, abroad, second + timedelta(minutes=40))
    while links.catch_up(now=now):
        pass
    return new


def _of_the_clearing_house(at: datetime) -> Iterator[Referral]:
    """A viral file in many accounts, sparse reports, and one person under three names."""
    for number in range(24):
        yield _upload(number, at - timedelta(hours=number), digest="a viral file", provider="Postbox (invented)")
    for number in range(8):
        yield Referral(
            format=cybertip_xml.FORMAT,
            source="clearing",
            source_id=f"70{number:04}",
            incident_type="Child Pornography (possession, manufacture, and distribution)",
            category="csam",
            occurred=_moment(at - timedelta(days=number)),
        )
    for number, name in enumerate(("lule.bardhe7", "lulebardhe.7", "lule_bardhe_77", "lule.bardhe7")):
        yield _one_person(number, name, at - timedelta(days=number))


def _later(at: datetime) -> Iterator[Referral]:
    """What cannot wait, a series of extortion, and more of the same."""
    yield _meeting(at)
    for number in range(6):
        yield _extortion(number, at - timedelta(hours=3 * number))
    for number in range(24, 31):
        yield _upload(number, at - timedelta(hours=number), digest="a viral file", provider="Chatter (invented)")
    yield _upload(40, at, digest="never seen before", provider="Chatter (invented)", viewed=True)


def _of_the_hotline(at: datetime) -> Iterator[Referral]:
    """Pages that somebody abroad reported, two of them the same."""
    for number, page in enumerate(("a7", "a7", "b2", "c9", "d4")):
        yield Referral(
            format=cybertip_xml.FORMAT,
            source="abroad",
            source_id=f"H-{300 + number}",
            incident_type="Child Pornography (possession, manufacture, and distribution)",
            category="csam",
            occurred=_moment(at - timedelta(hours=number)),
            incidents=(
                Incident(
                    kind="web",
                    urls=(f"https://pictures.example.net/album/{page}/page-{page}",),
                ),
            ),
            texts=(Text(where="additionalInfo", text=f"Hosted abroad. Seen by our analyst, page {page}."),),
        )


def _upload(number: int, at: datetime, *, digest: str, provider: str, viewed: bool | None = False) -> Referral:
    return Referral(
        format=cybertip_xml.FORMAT,
        source="clearing",
        source_id=f"71{number:04}",
        provider=provider,
        incident_type="Child Pornography (possession, manufacture, and distribution)",
        category="csam",
        batched="VIRAL_POTENTIAL_MEME" if digest == "a viral file" else "",
        occurred=_moment(at),
        people=(
            Person(
                role=Role.REPORTED,
                account=Account(service="Postbox", identifier=f"55{number:06}", screen_names=(f"visitor{number}",)),
                networks=(Network(ip=f"203.0.113.{number + 1}", at=_moment(at), event="Upload"),),
            ),
        ),
        uploads=(
            Upload(
                source_id=f"f{number}",
                name=f"IMG_{4000 + number}.jpg",
                digests=(("sha1", sha256(digest.encode()).hexdigest()[:40]),),
                viewed=viewed,
                classification="" if viewed is False else "B1",
            ),
        ),
        texts=(Text(where="additionalInfo", text=_MODERATION),) if number % 3 == 0 else (),
    )


def _one_person(number: int, name: str, at: datetime) -> Referral:
    return Referral(
        format=cybertip_xml.FORMAT,
        source="clearing",
        source_id=f"72{number:04}",
        provider="Chatter (invented)",
        incident_type="Online Enticement of Children for Sexual Acts",
        category="enticement",
        occurred=_moment(at),
        people=(
            Person(
                role=Role.REPORTED,
                account=Account(service="Chatter", identifier=f"88{number:05}", screen_names=(name,)),
                phones=(Phone(number="690000142", calling_code="+355", verified=number < 2),),
                emails=(Email(address="lule.bardhe@example.org"),) if number != 1 else (),
                networks=(Network(ip="192.0.2.44", port=40_000 + number, at=_moment(at), event="Login"),),
            ),
            Person(
                role=Role.CHILD, age=str(11 + number), account=Account(service="Chatter", identifier=f"9{number}01")
            ),
        ),
        texts=(Text(where="additionalInfo", text=f"He asked child {number + 1} to write to him in another app."),),
    )


def _meeting(at: datetime) -> Referral:
    return Referral(
        format=cybertip_xml.FORMAT,
        source="clearing",
        source_id="730001",
        provider="Chatter (invented)",
        incident_type="Online Enticement of Children for Sexual Acts",
        category="enticement",
        escalation="A meeting is agreed for Friday",
        occurred=_moment(at - timedelta(hours=2)),
        people=(
            Person(
                role=Role.REPORTED,
                account=Account(service="Chatter", identifier="8800001", screen_names=("lule_bardhe_77",)),
                phones=(Phone(number="690000142", calling_code="+355", verified=True),),
                networks=(Network(ip="192.0.2.44", port=51_822, at=_moment(at - timedelta(hours=2)), event="Login"),),
            ),
            Person(role=Role.CHILD, age="12", account=Account(service="Chatter", screen_names=("blue.kite",))),
        ),
        texts=(Text(where="additionalInfo", text=_MEETING),),
    )


def _extortion(number: int, at: datetime) -> Referral:
    return Referral(
        format=cybertip_xml.FORMAT,
        source="clearing",
        source_id=f"74{number:04}",
        provider="Postbox (invented)",
        incident_type="Online Enticement of Children for Sexual Acts",
        category="enticement",
        occurred=_moment(at),
        people=(
            Person(
                role=Role.REPORTED,
                account=Account(
                    service="Postbox", identifier=f"66{number:05}", screen_names=(f"sweet.friend{number}",)
                ),
                emails=(Email(address="sweet.friend@example.net"),) if number % 2 else (),
                networks=(Network(ip="198.51.100.9", at=_moment(at), event="Login"),),
            ),
            Person(
                role=Role.CHILD,
                age="15" if number % 2 else "",
                account=Account(service="Postbox", identifier=f"31{number}"),
            ),
        ),
        texts=(Text(where="additionalInfo", text=_EXTORTION),),
    )


def _moment(at: datetime) -> Moment:
    return Moment(text=at.strftime("%Y-%m-%dT%H:%M:%SZ"), offset=0, utc=at.replace(microsecond=0))


def _written(referrals: Iterator[Referral]) -> bytes:
    stream = io.BytesIO()
    cybertip_xml.write(referrals, stream)
    return stream.getvalue()


def _with_oddities(data: bytes) -> bytes:
    """What real files have: a word nobody knows where a known one should stand."""
    return data.replace(b"<additionalInfo>He wrote", b"<mood>urgent</mood><additionalInfo>He wrote", 1)


def _take_in(data: bytes, source: SourceView, now: datetime) -> int:
    name = judging.file_name(sha256(data).hexdigest(), source=source.slug)
    run, _ = actions.begin(source, file=name, fmt="cybertip_xml", size=len(data), actor=OPERATOR, now=now)
    new = done = 0
    items: Iterator[Item] = together(cybertip_xml.read(io.BytesIO(data), source=source.slug))
    for batch in actions.batches(items):
        tally = actions.take_in(batch, run=run, source=source, actor=OPERATOR, now=now)
        new, done = new + tally.new, done + tally.done
        actions.advance(run, done=done)
    actions.end(run, whole=True, actor=OPERATOR, now=now)
    return new

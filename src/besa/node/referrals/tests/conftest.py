"""A file of referrals and a source they come from, on the two desks of the reports room."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import md5, sha256

import pytest

from besa.core.formats import Account, Item, Moment, Network, Person, Phone, Referral, Role, Text, Upload, cybertip_xml
from besa.node.platform.actors import OPERATOR
from besa.node.referrals import actions, judging
from besa.node.referrals.gathering import together
from besa.node.referrals.values import SourceView, Tally
from besa.node.reports.tests.conftest import NOW, Team, team

__all__ = ["NOW", "Team", "team"]


def referral(number: int, **more: object) -> Referral:
    """A plain referral: one account at a service, an address on the net, a sentence."""
    at = Moment(text="2026-02-27T20:15:00Z", offset=0, utc=datetime(2026, 2, 27, 20, 15, tzinfo=UTC))
    plain: dict[str, object] = {
        "format": cybertip_xml.FORMAT,
        "source": "ncmec",
        "source_id": f"{1000 + number}",
        "incident_type": "Online Enticement of Children for Sexual Acts",
        "category": "enticement",
        "occurred": at,
        "people": (
            Person(
                role=Role.REPORTED,
                account=Account(service="Chatter", identifier=f"{number:08}", screen_names=(f"person{number}",)),
                phones=(Phone(number=f"69{number:07}", calling_code="+355"),),
                networks=(Network(ip="192.0.2.7", at=at, event="Login"),),
            ),
        ),
        "texts": (Text(where="additionalInfo", text=f"Somebody asked for a meeting, number {number}."),),
    }
    return Referral(**{**plain, **more})  # type: ignore[arg-type]


def written(referrals: Iterable[Referral]) -> bytes:
    stream = io.BytesIO()
    cybertip_xml.write(referrals, stream)
    return stream.getvalue()


def items(data: bytes) -> list[Item]:
    return list(cybertip_xml.read(io.BytesIO(data), source="ncmec"))


@pytest.fixture(autouse=True)
def face(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that is run here finds its face chosen, and so leaves none behind."""
    monkeypatch.setenv("BESA_FACE", "all")


@pytest.fixture
def source(team: Team) -> SourceView:
    return actions.add_source("ncmec", name="NCMEC", desk=team.hotline, actor=OPERATOR, now=NOW)


@pytest.fixture
def take_in(source: SourceView) -> Callable[..., Tally]:
    """take_in(data) takes a whole file in, as the command does with one process."""

    def run(data: bytes, now: datetime = NOW) -> Tally:
        name = judging.file_name(sha256(data).hexdigest(), source=source.slug)
        row, _ = actions.begin(source, file=name, fmt=cybertip_xml.FORMAT, size=len(data), actor=OPERATOR, now=now)
        tally = Tally()
        for batch in actions.batches(together(items(data))):
            tally += actions.take_in(batch, run=row, source=source, actor=OPERATOR, now=now)
        actions.advance(row, done=tally.done)
        actions.end(row, whole=True, actor=OPERATOR, now=now)
        return tally

    return run


def one_upload(content: str) -> Upload:
    digest = md5(content.encode(), usedforsecurity=False).hexdigest()
    return Upload(source_id="f1", digests=(("md5", digest),), viewed=True)

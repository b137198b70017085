"""Until when a provider keeps what it reported, counted from when it handed it over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from besa.core.formats import Moment, Network, Person, Referral, Role, Upload
from besa.core.triage.axes import Axis, Here, Kept, Seen, assess, kept
from besa.core.triage.axes.tests.building import NOW

HERE = Here(country="AL", regions=("AL",))
YEAR = timedelta(days=365)


def ago(days: int) -> Moment:
    return Moment(text="as written", utc=NOW - timedelta(days=days))


TIP = Referral(format="cybertip-xml/1", source="ncmec", occurred=ago(40))


def test_it_is_counted_from_when_the_sender_received_it_however_late_the_node_does() -> None:
    told = replace(TIP, received=ago(10))
    for later in (0, 20, 300):
        moment = NOW + timedelta(days=later)
        assert kept(told, now=moment, here=HERE) == Kept(NOW - timedelta(days=10) + YEAR, "received", True)


def test_what_is_nearly_deleted_stands_highest_in_decay_although_it_came_in_today() -> None:
    late = replace(TIP, received=ago(364), occurred=None)
    judged = assess(late, seen=Seen(), now=NOW, here=HERE)
    assert judged.standings[2].axis is Axis.DECAY
    assert judged.decay.level == 4
    assert [ground.rule for ground in judged.decay.reasons] == ["kept-three-days"]


def test_without_that_day_it_is_at_least_a_year_from_the_latest_thing_told() -> None:
    person = Person(role=Role.REPORTED, networks=(Network(ip="192.0.2.4", at=ago(30)),))
    told = replace(TIP, people=(person,), uploads=(Upload(at=ago(35)),))
    assert kept(told, now=NOW, here=HERE) == Kept(NOW - timedelta(days=30) + YEAR, "people[0].networks[0].at", False)


def test_what_is_only_at_least_raises_no_alarm() -> None:
    judged = assess(replace(TIP, occurred=ago(364)), seen=Seen(), now=NOW, here=HERE)
    assert not [ground for ground in judged.decay.reasons if ground.rule.startswith("kept-")]


def test_a_time_to_come_is_no_beginning() -> None:
    assert kept(replace(TIP, occurred=ago(-3)), now=NOW, here=HERE) is None


@pytest.mark.parametrize(
    "told", [Referral(format="iccam/3", source="x", received=ago(1)), Referral(format="cybertip-json/1", source="x")]
)
def test_nobody_knows_where_nobody_keeps_or_no_time_is_told(told: Referral) -> None:
    assert kept(told, now=NOW, here=HERE) is None


def test_a_node_that_knows_better_is_believed() -> None:
    here = replace(HERE, preservation_days=90)
    found = kept(replace(TIP, received=ago(10)), now=NOW, here=here)
    assert found is not None
    assert found.until == NOW + timedelta(days=80)


def test_a_year_nobody_lives_to_see_is_no_fault() -> None:
    far = Moment(text="9999", utc=NOW.replace(year=9999))
    found = kept(replace(TIP, received=far), now=NOW, here=HERE)
    assert found is not None
    assert found.until.astimezone(timezone(timedelta(hours=14))).year == 9999

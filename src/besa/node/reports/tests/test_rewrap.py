"""After somebody left, every record comes under the newest key; what cannot is counted, named, and holds up nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from besa.core.sealing import SealBroken
from besa.node.people import actions as people
from besa.node.people.keyring import Keyring
from besa.node.people.models import DeskKey, Grant
from besa.node.people.rotation import Batch
from besa.node.platform import environment
from besa.node.platform.models import LedgerEntry
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion
from besa.node.reports import actions, queries, seals, selfchecks, tasks
from besa.node.reports.models import Access
from besa.node.reports.tests.conftest import NOW, Brought, Team, renewed


def ben_leaves(team: Team) -> Keyring:
    """The desk has a new key; Anna's keyring of her next request."""
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    return renewed(team.anna)


def findings() -> dict[str, Finding]:
    found = selfchecks.keys(Occasion(environment.current(), NOW))
    return {finding.subject: finding for finding in found}


def test_every_record_moves_to_the_newest_key(bring: Callable[..., Brought], team: Team) -> None:
    reports = [bring(f"raporti {n}") for n in range(5)]
    anna = ben_leaves(team)
    assert list(actions.rewrap_records(team.hotline, keyring=anna, limit=2)) == [Batch(2), Batch(2), Batch(1)]
    assert Access.objects.values("desk_key_id").distinct().count() == 1
    assert list(actions.rewrap_records(team.hotline, keyring=anna)) == []
    for number, brought in enumerate(reports):
        assert actions.open_report(brought.id, keyring=anna, now=NOW).told.story == f"raporti {number}"
    assert LedgerEntry.objects.filter(verb="reports.keys.rewrapped").count() == 3


def test_a_copied_older_key_opens_nothing_afterwards(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    older = DeskKey.objects.get(desk=team.hotline)
    kept = team.ben.secret(older.pk)
    people.relock_records(team.hotline, keyring=ben_leaves(team))
    row = Access.objects.get(report=brought.id)
    for key in (older.pk, row.desk_key_id):
        with pytest.raises(SealBroken):
            seals.key_by_desk(row.sealed, report=brought.id, desk_key=key, secret=kept)


def test_many_tampered_records_do_not_keep_the_others_under_the_old_key(
    bring: Callable[..., Brought], team: Team
) -> None:
    broken, whole = [bring("a"), bring("a")], bring("b")
    Access.objects.filter(report__in=[one.id for one in broken]).update(sealed=bytes(1169))
    anna = ben_leaves(team)
    assert list(actions.rewrap_records(team.hotline, keyring=anna, limit=1)) == [
        Batch(broken=1),
        Batch(broken=1),
        Batch(done=1),
    ]
    assert actions.open_report(whole.id, keyring=anna, now=NOW).told.story == "b"
    relocked = people.relock_records(team.hotline, keyring=anna)
    assert relocked == people.Relocked(done=0, left=2, not_held=0, broken=2)
    assert relocked.again == 0


def test_a_key_one_does_not_hold_is_said_and_does_not_stop_the_rest(bring: Callable[..., Brought], team: Team) -> None:
    bring("e para"), bring("edhe kjo")
    first = DeskKey.objects.get(desk=team.hotline)
    anna = ben_leaves(team)
    bring("e dyta")
    people.grant_membership(team.hotline, team.cara.staff_id, keyring=anna)
    Grant.objects.filter(staff=team.cara.staff_id, desk_key=first).delete()
    people.remove_member(team.hotline, team.anna.staff_id, keyring=anna)
    relocked = people.relock_records(team.hotline, keyring=renewed(team.cara))
    assert relocked == people.Relocked(done=1, left=2, not_held=2, broken=0)


def test_a_press_that_runs_out_of_time_says_how_many_are_left(bring: Callable[..., Brought], team: Team) -> None:
    for _ in range(3):
        bring()
    anna = ben_leaves(team)
    first = next(actions.rewrap_records(team.hotline, keyring=anna, limit=1))
    assert first == Batch(1)
    assert queries.under_older_keys(team.hotline) == 2
    assert people.relock_records(team.hotline, keyring=anna, seconds=0).left == 0, "one batch is always done"


def test_the_hourly_look_and_the_self_check_name_the_desk_until_it_is_done(
    bring: Callable[..., Brought], team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    bring(), bring()
    tasks.look_at_keys()
    assert caplog.records == []
    assert {finding.grade for finding in findings().values()} == {OK}
    anna = ben_leaves(team)
    tasks.look_at_keys()
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert f"2 records of desk {team.hotline}" in caplog.text
    finding = findings()["Keys of the records"]
    assert (finding.grade, finding.details) == (WARNING, ("Hotline: 2",))
    people.relock_records(team.hotline, keyring=anna)
    caplog.clear()
    tasks.look_at_keys()
    assert caplog.records == []
    assert findings()["Keys of the records"].grade == OK


@pytest.mark.parametrize("how", ["key is gone", "key of another desk"])
def test_a_report_its_desk_cannot_open_is_an_alarm(
    bring: Callable[..., Brought], team: Team, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    lost, whole = bring(), bring()
    erased = bring()
    actions.erase_by_reporter(queries.find_by_code(erased.code), now=NOW)
    row = Access.objects.filter(report=lost.id)
    if how == "key is gone":
        row.delete()
    else:
        row.update(desk_key=DeskKey.objects.get(desk=team.police))
    assert queries.closed_to_their_desk() == (lost.received.reference,)
    finding = findings()["Reports open to their desk"]
    assert (finding.grade, finding.details) == (FAILS, (lost.received.reference,))
    tasks.look_at_keys()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert whole.received.reference not in finding.details


def test_looking_for_older_keys_costs_one_query_when_there_is_none(
    bring: Callable[..., Brought], team: Team, django_assert_num_queries: Callable[..., object]
) -> None:
    bring()
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert queries.under_older_keys(team.hotline) == 0

"""What belongs to one desk does not exist for another: not its content, not its metadata, not by search."""

from __future__ import annotations

import os
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from besa.core.casework import Outcome
from besa.node.people import actions as people
from besa.node.people.problems import KeyNotHeld
from besa.node.platform.models import LedgerEntry
from besa.node.reports import actions, queries
from besa.node.reports.models import Access, Report
from besa.node.reports.tests.conftest import NOW, Brought, Team, renewed, sealed_upload
from besa.node.reports.values import QueueFilter


def test_another_desk_can_do_nothing_and_learns_nothing(bring: Callable[..., Brought], team: Team) -> None:
    upload = sealed_upload(b"x")
    brought = bring("fjalakyç 0692123456", files=(upload,))
    cara = team.cara
    before = LedgerEntry.objects.count()
    for act in (
        lambda: actions.open_report(brought.id, keyring=cara, now=NOW),
        lambda: actions.open_file(brought.id, upload.file_id, keyring=cara),
        lambda: actions.claim(brought.id, keyring=cara, now=NOW),
        lambda: actions.return_to_queue(brought.id, keyring=cara, now=NOW),
        lambda: actions.hand_over(brought.id, to=cara.staff_id, keyring=cara, now=NOW),
        lambda: actions.answer(brought.id, "x", keyring=cara, submission=os.urandom(16), now=NOW),
        lambda: actions.write_note(brought.id, "x", keyring=cara, now=NOW),
        lambda: actions.classify(brought.id, frozenset(), keyring=cara, now=NOW),
        lambda: actions.judge_again(brought.id, 0, keyring=cara, now=NOW),
        lambda: actions.refer_out(brought.id, "police", "x", keyring=cara, now=NOW),
        lambda: actions.close(brought.id, Outcome.HELPED, keyring=cara, now=NOW),
        lambda: actions.reopen(brought.id, keyring=cara, now=NOW),
        lambda: actions.erase_by_desk(brought.id, keyring=cara, now=NOW),
        lambda: queries.record_key(brought.id, keyring=cara),
    ):
        with pytest.raises(queries.NoSuchReport):
            act()
    assert LedgerEntry.objects.count() == before
    assert queries.queue(QueueFilter(), keyring=cara, now=NOW).total == 0
    assert queries.queue(QueueFilter(desk=team.hotline), keyring=cara, now=NOW).total == 0
    assert set(queries.counts(keyring=cara, now=NOW).values()) == {0}
    assert queries.rows_of([brought.id], keyring=cara) == ()
    assert queries.by_identifier("069 212 3456", keyring=cara) == ()
    assert [hit for hit in queries.by_text("fjalakyç", keyring=cara) if hit.report_id] == []


def test_a_report_that_never_was_looks_the_same(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    messages = []
    for wanted in (uuid4(), brought.id):
        with pytest.raises(queries.NoSuchReport) as caught:
            actions.open_report(wanted, keyring=team.cara, now=NOW)
        messages.append(str(caught.value).replace(str(wanted), "ID"))
    assert messages[0] == messages[1]


def test_a_file_of_another_report_is_not_opened(bring: Callable[..., Brought], team: Team) -> None:
    upload = sealed_upload(b"x")
    bring(files=(upload,))
    other = bring()
    with pytest.raises(queries.NoSuchReport):
        actions.open_file(other.id, upload.file_id, keyring=team.anna)
    with pytest.raises(queries.NoSuchReport):
        queries.reporter_file(queries.find_by_code(other.code), upload.file_id)


def test_an_access_row_copied_to_another_desk_opens_nothing(bring: Callable[..., Brought], team: Team) -> None:
    """Somebody with the database, but without keys, cannot give a desk access."""
    brought = bring()
    row = Access.objects.get()
    Access.objects.create(report_id=brought.id, desk_id=team.police, desk_key_id=row.desk_key_id, sealed=row.sealed)
    with pytest.raises(KeyNotHeld):
        actions.open_report(brought.id, keyring=team.cara, now=NOW)


def test_whoever_left_opens_neither_old_nor_new_reports(bring: Callable[..., Brought], team: Team) -> None:
    old = bring("e vjetra")
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    new = bring("e reja")
    stale = team.ben  # the keyring of a request that was still running, with what it could open then
    fresh_anna = renewed(team.anna)
    for brought in (old, new):
        with pytest.raises((queries.NoSuchReport, KeyNotHeld)):
            actions.open_report(brought.id, keyring=stale, now=NOW)
        assert actions.open_report(brought.id, keyring=fresh_anna, now=NOW)


def test_a_new_member_opens_what_came_before(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring("e vjetra")
    people.grant_membership(team.hotline, team.cara.staff_id, keyring=team.anna)
    assert actions.open_report(brought.id, keyring=renewed(team.cara), now=NOW).told.story == "e vjetra"


def test_the_queue_costs_a_handful_of_queries(
    bring: Callable[..., Brought], team: Team, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(6):
        bring()
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        queries.queue(QueueFilter(), keyring=team.anna, now=NOW)
    assert Report.objects.count() == 6
    assert connection.vendor in {"sqlite", "postgresql"}

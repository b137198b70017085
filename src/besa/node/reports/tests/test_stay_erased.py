"""Erased stays erased: the list outside the database knows it, whatever crashes and whichever backup is restored."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction

from besa.core.casework import State
from besa.node.platform import environment, erased
from besa.node.platform.actors import OPERATOR
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion
from besa.node.platform.tests.erased_again import assert_alike, assert_in_no_page, assert_marked_alike, by_sql
from besa.node.reports import actions, queries, restored, selfchecks, storage
from besa.node.reports.models import Access, Attachment, Message, Report, Sighting, Step
from besa.node.reports.tests.conftest import NOW, Brought, Team
from besa.node.reports.tests.test_erase import full_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]


def findings() -> dict[str, Finding]:
    return {finding.subject: finding for finding in selfchecks.erased(Occasion(environment.current(), NOW))}


class _PowerCut(Exception):
    pass


def erase(brought: Brought) -> None:
    actions.erase_by_reporter(queries.find_by_code(brought.code), now=NOW)


def cut_before_the_commit(brought: Brought) -> None:
    """The machine stops after the list was written and before the erasing is committed."""

    def act() -> None:
        with transaction.atomic():
            erase(brought)
            raise _PowerCut

    with pytest.raises(_PowerCut):
        act()


class TestTheList:
    @pytest.mark.parametrize("by", ["reporter", "desk"])
    def test_an_erased_report_is_on_it_and_nothing_else_is(
        self, bring: Callable[..., Brought], team: Team, place: Path, by: str
    ) -> None:
        brought = bring("Kanarina")
        bring()
        if by == "desk":
            actions.claim(brought.id, keyring=team.anna, now=NOW)
            actions.erase_by_desk(brought.id, keyring=team.anna, now=NOW)
        else:
            erase(brought)
        assert place.read_text() == f"{brought.id}\n"
        assert {finding.grade for finding in findings().values()} == {OK}

    def test_it_is_on_the_disk_before_the_erasing_is_committed(
        self, bring: Callable[..., Brought], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        brought = bring()
        seen: list[tuple[bytes, bool]] = []
        fsync = os.fsync

        def note(handle: int) -> None:
            fsync(handle)
            target = os.readlink(f"/proc/self/fd/{handle}")
            if target.endswith(erased.FILE):
                seen.append((Path(target).read_bytes(), connection.in_atomic_block))

        monkeypatch.setattr(os, "fsync", note)
        erase(brought)
        assert seen == [(f"{brought.id}\n".encode(), True)]

    def test_what_cannot_be_listed_is_not_erased(self, bring: Callable[..., Brought], place: Path) -> None:
        brought = bring("ende këtu")
        place.mkdir()
        with pytest.raises(OSError, match="directory"), transaction.atomic():
            erase(brought)
        assert queries.conversation(queries.find_by_code(brought.code)).told.story == "ende këtu"

    def test_a_line_that_was_cut_off_spoils_no_other(self, place: Path) -> None:
        first, second = uuid4(), uuid4()
        place.write_text(f"{first}\n{str(uuid4())[:20]}")
        erased.note(place.parent, second)
        assert erased.read(place) == {first, second}


class TestAlarm:
    def test_a_crash_before_the_commit_is_named_and_can_be_finished(self, bring: Callable[..., Brought]) -> None:
        brought, other = bring(), bring()
        cut_before_the_commit(brought)
        assert Report.objects.get(pk=brought.id).state == State.NEW
        alarm = findings()["Erased reports"]
        assert (alarm.grade, alarm.details) == (FAILS, (brought.received.reference,))
        assert "besa erase-again" in alarm.cure
        assert actions.erase_again(actor=OPERATOR, now=NOW) == 1
        assert findings()["Erased reports"].grade == OK
        assert not Access.objects.filter(report=brought.id).exists()
        assert queries.find_by_code(other.code)

    def test_a_lost_list_is_named_and_written_again(self, bring: Callable[..., Brought], place: Path) -> None:
        brought = bring()
        erase(brought)
        place.unlink()
        assert findings()["Erased reports, list"].grade == WARNING
        assert actions.list_tombstones() == 1
        assert erased.read(place) == {brought.id}
        assert findings()["Erased reports, list"].grade == OK


@pytest.mark.django_db(transaction=True)
class TestRestoredDatabase:
    def test_the_tombstone_is_the_same_as_of_the_act(
        self, bring: Callable[..., Brought], team: Team, place: Path
    ) -> None:
        by_act, other, alive = full_report(bring, team), full_report(bring, team), full_report(bring, team)
        files = set(Attachment.objects.filter(report=other.id).values_list("pk", flat=True))
        assert files
        Report.objects.update(linked=True)
        erase(by_act)
        copies = [
            bytes(Access.objects.get(report=other.id).sealed),
            bytes(Report.objects.get(pk=other.id).sealed_told),
        ]
        assert by_sql(restored.erase_again, {by_act.id, other.id}, now=NOW) == 1
        one, two = Report.objects.get(pk=by_act.id), Report.objects.get(pk=other.id)
        assert_alike(one, two, but=("id", "reference", "submission", "ledger_entry"))
        steps = [
            Step.objects.filter(report=report)
            .order_by("-id")
            .values_list("at", "act", "before", "after", "to", "outcome")[0]
            for report in (one, two)
        ]
        assert steps[0] == steps[1]
        assert_marked_alike("reports.report.erased", by_act.id, other.id)
        for related in Report._meta.related_objects:
            rows = related.related_model.objects.filter(report=other.id)
            assert related.related_model is Step or not rows.exists(), related.name
        assert not any(storage.path(file).exists() for file in files)
        assert queries.conversation(queries.find_by_code(alive.code)).messages
        assert Sighting.objects.filter(report=alive.id).exists()
        assert Message.objects.filter(report=alive.id).exists()
        with pytest.raises(queries.NoSuchReport):
            queries.find_by_code(other.code)
        assert_in_no_page(copies)

    def test_every_table_that_hangs_on_a_report_is_known(self) -> None:
        hanging = {
            related.related_model._meta.db_table
            for model in [apps.get_model("reports", "Report")]
            for related in model._meta.related_objects
        }
        assert hanging == {*restored.TABLES, "reports_step"}

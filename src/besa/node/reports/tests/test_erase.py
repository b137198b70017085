"""Erasing leaves a tombstone and the ledger: no key, no sealed text, no file, no index."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from besa.core.casework import State
from besa.node.platform import jobs
from besa.node.platform.actors import REPORTER
from besa.node.platform.models import LedgerEntry
from besa.node.reports import actions, queries, storage, tasks  # noqa: F401 - tasks: registers the handlers
from besa.node.reports.models import (
    Access,
    Assessment,
    Attachment,
    Label,
    Message,
    Note,
    ReferralOut,
    Report,
    ReporterAccess,
    Sighting,
    Sketch,
)
from besa.node.reports.tests.conftest import NOW, Brought, Team, sealed_upload
from besa.node.reports.values import QueueFilter


def full_report(bring: Callable[..., Brought], team: Team) -> Brought:
    brought = bring("0692123456", files=(sealed_upload(b"content"),))
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.write_note(brought.id, "shënim", keyring=team.anna, now=NOW)
    actions.classify(brought.id, frozenset({"grooming"}), keyring=team.anna, now=NOW)
    actions.refer_out(brought.id, "police", "arsye", keyring=team.anna, now=NOW)
    actions.answer(brought.id, "përgjigje", keyring=team.anna, submission=os.urandom(16), now=NOW)
    handle = queries.find_by_code(brought.code)
    actions.write_from_reporter(handle, "më shumë", actor=REPORTER, submission=os.urandom(16), now=NOW)
    return brought


@pytest.mark.parametrize("by", ["reporter", "desk"])
def test_nothing_but_a_tombstone_remains(bring: Callable[..., Brought], team: Team, by: str) -> None:
    brought = full_report(bring, team)
    other = bring("tjetër")
    files = [file for file, _ in storage.every_file()]
    if by == "reporter":
        actions.erase_by_reporter(queries.find_by_code(brought.code), now=NOW)
    else:
        actions.erase_by_desk(brought.id, keyring=team.anna, now=NOW)
    for model in (Access, ReporterAccess, Message, Note, Attachment, Sighting, Sketch, Label, ReferralOut, Assessment):
        assert not model.objects.filter(report=brought.id).exists(), model.__name__
    tomb = Report.objects.get(pk=brought.id)
    assert (tomb.state, bytes(tomb.sealed_told), tomb.reasons, tomb.claimed_by_id) == (State.ERASED, b"", [], None)
    assert (tomb.erased_at, tomb.unread, tomb.answer_due) == (NOW, False, None)
    jobs.work_once(NOW + timedelta(minutes=1))
    assert len([file for file, _ in storage.every_file()]) == len(files) - 1
    assert LedgerEntry.objects.filter(verb="reports.report.erased", object_id=str(brought.id)).count() == 1
    assert queries.conversation(queries.find_by_code(other.code)).told.story == "tjetër"


def test_the_code_and_the_desk_open_nothing_afterwards(bring: Callable[..., Brought], team: Team) -> None:
    brought = full_report(bring, team)
    handle = queries.find_by_code(brought.code)
    actions.erase_by_reporter(handle, now=NOW)
    with pytest.raises(queries.NoSuchReport):
        queries.find_by_code(brought.code)
    for act in (
        lambda: queries.conversation(handle),
        lambda: actions.open_report(brought.id, keyring=team.anna, now=NOW),
        lambda: actions.write_from_reporter(handle, "x", actor=REPORTER, submission=os.urandom(16), now=NOW),
        lambda: actions.erase_by_reporter(handle, now=NOW),
        lambda: actions.reopen(brought.id, keyring=team.anna, now=NOW),
    ):
        with pytest.raises(queries.NoSuchReport):
            act()
    assert not Message.objects.exists()
    assert queries.queue(QueueFilter(), keyring=team.anna, now=NOW).total == 0
    assert queries.by_identifier("0692123456", keyring=team.anna) == ()


def test_erasing_never_breaks_the_ledger(bring: Callable[..., Brought], team: Team) -> None:
    brought = full_report(bring, team)
    before = list(LedgerEntry.objects.filter(object_id=str(brought.id)).order_by("id").values_list("name", "digest"))
    actions.erase_by_reporter(queries.find_by_code(brought.code), now=NOW)
    after = list(LedgerEntry.objects.filter(object_id=str(brought.id)).order_by("id").values_list("name", "digest"))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


@pytest.mark.django_db(transaction=True)
def test_no_copy_of_its_keys_stays_in_the_files_of_the_database(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring("sekret")
    access, reporter = Access.objects.get(report=brought.id), ReporterAccess.objects.get(report=brought.id)
    copies = [bytes(access.sealed), bytes(reporter.sealed), bytes(Report.objects.get(pk=brought.id).sealed_told)]
    here = connection.vendor == "sqlite"  # PostgreSQL's own files are not ours to look into
    place = Path(connection.settings_dict["NAME"])

    def lying_about() -> int:
        files = [file.read_bytes() for file in place.parent.glob(f"{place.name}*")]
        # Large values are cut over pages: a stretch of each is enough to find it.
        return sum(any(copy[40:72] in content for content in files) for copy in copies)

    assert lying_about() == (3 if here else 0)
    actions.erase_by_reporter(queries.find_by_code(brought.code), now=NOW)
    assert jobs.work_once(NOW) == 1
    assert lying_about() == 0

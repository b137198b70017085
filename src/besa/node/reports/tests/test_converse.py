"""Both sides talk through one sealed conversation; notes stay with the desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest

from besa.core.casework import NotPossible, Outcome, State
from besa.core.sealing import RecordKey, SealBroken, open_text
from besa.node.platform.actors import REPORTER
from besa.node.platform.models import LedgerEntry
from besa.node.reports import actions, queries, seals
from besa.node.reports.models import Message, Note, Report
from besa.node.reports.tests.conftest import NOW, Brought, Team, sealed_upload
from besa.node.reports.values import ReporterHandle

HOUR = timedelta(hours=1)


def answered(brought: Brought, team: Team, text: str = "Faleminderit që na shkrove.") -> ReporterHandle:
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.answer(brought.id, text, keyring=team.anna, submission=os.urandom(16), now=NOW + HOUR)
    return queries.find_by_code(brought.code)


def test_the_child_comes_back_and_reads_the_answer(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    handle = answered(brought, team)
    assert queries.has_news(handle)
    seen = queries.conversation(handle)
    (message,) = seen.messages
    assert (message.side, message.text) == ("desk", "Faleminderit që na shkrove.")
    assert message.message_id in seen.fresh
    assert seen.state == State.WAITING
    assert seen.answer_due is None


def test_reading_the_answer_leaves_a_mark_once(bring: Callable[..., Brought], team: Team) -> None:
    handle = answered(bring(), team)
    assert actions.mark_read_by_reporter(handle, now=NOW + HOUR) == 1
    assert actions.mark_read_by_reporter(handle, now=NOW + HOUR) == 0
    assert not queries.has_news(handle)
    assert not queries.conversation(handle).fresh
    assert LedgerEntry.objects.filter(verb="reports.answer.read").count() == 1


def test_what_the_reporter_adds_reaches_the_desk_with_its_file(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    handle = answered(brought, team)
    upload = sealed_upload(b"chat", "chat.txt")
    actions.write_from_reporter(
        handle, "Ka edhe diçka.", actor=REPORTER, submission=os.urandom(16), now=NOW + 2 * HOUR, files=(upload,)
    )
    opened = actions.open_report(brought.id, keyring=team.anna, now=NOW + 3 * HOUR)
    assert [message.text for message in opened.messages] == ["Faleminderit që na shkrove.", "Ka edhe diçka."]
    assert opened.messages[1].files[0].name == "chat.txt"
    assert opened.row.state == State.IN_WORK
    assert opened.row.files == 1


def test_a_message_sent_twice_is_one_message(bring: Callable[..., Brought]) -> None:
    handle = queries.find_by_code(bring().code)
    submission = os.urandom(16)
    actions.write_from_reporter(handle, "x", actor=REPORTER, submission=submission, now=NOW)
    with pytest.raises(actions.AlreadyReceived):
        actions.write_from_reporter(handle, "x", actor=REPORTER, submission=submission, now=NOW)
    assert Message.objects.count() == 1


def test_an_answer_sent_twice_is_one_answer(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    submission = os.urandom(16)
    actions.answer(brought.id, "x", keyring=team.anna, submission=submission, now=NOW)
    with pytest.raises(actions.AlreadyReceived):
        actions.answer(brought.id, "x", keyring=team.anna, submission=submission, now=NOW)
    assert Message.objects.count() == 1


def test_a_later_message_can_raise_the_urgency_but_never_lower_it(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring("I have a question.", language="en", door="carer")
    handle = queries.find_by_code(brought.code)
    before = Report.objects.get().urgency
    actions.write_from_reporter(
        handle, "I want to kill myself tonight", actor=REPORTER, submission=os.urandom(16), now=NOW
    )
    raised = Report.objects.get()
    assert raised.urgency == 3 > before
    actions.write_from_reporter(handle, "All is well.", actor=REPORTER, submission=os.urandom(16), now=NOW)
    assert Report.objects.get().urgency == 3


def test_writing_after_closing_brings_the_report_back(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    handle = answered(brought, team)
    actions.close(brought.id, Outcome.ADVICE, keyring=team.anna, now=NOW + HOUR)
    actions.write_from_reporter(handle, "Ndodhi prapë", actor=REPORTER, submission=os.urandom(16), now=NOW + 9 * HOUR)
    report = Report.objects.get()
    assert report.state == State.REOPENED
    assert report.waiting_since == NOW + 9 * HOUR
    assert report.answer_due is not None
    actions.claim(brought.id, keyring=team.ben, now=NOW + 10 * HOUR)
    assert Report.objects.get().state == State.IN_WORK


def test_only_the_one_who_claimed_it_answers(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    with pytest.raises(actions.NotClaimed):
        actions.answer(brought.id, "x", keyring=team.anna, submission=os.urandom(16), now=NOW)
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    with pytest.raises(actions.NotClaimed):
        actions.answer(brought.id, "x", keyring=team.ben, submission=os.urandom(16), now=NOW)
    assert not Message.objects.exists()


def test_a_closed_report_is_not_answered(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.close(brought.id, Outcome.ADVICE, keyring=team.anna, now=NOW)
    with pytest.raises((NotPossible, actions.NotClaimed)):
        actions.answer(brought.id, "x", keyring=team.anna, submission=os.urandom(16), now=NOW)
    assert not Message.objects.exists()


def test_a_note_never_opens_with_the_reporters_key(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.write_note(brought.id, "Thirr shkollën?", keyring=team.anna, now=NOW)
    note = Note.objects.get()
    handle = queries.find_by_code(brought.code)
    with pytest.raises(SealBroken):
        open_text(note.sealed_text, key=handle.conversation_key, record=str(brought.id), field=f"note/{note.id}")
    with pytest.raises(SealBroken):
        seals.open_note(
            note.sealed_text, report=brought.id, note_id=note.id, desk=RecordKey(handle.conversation_key).desk
        )
    assert "Thirr" not in repr(queries.conversation(handle))
    assert actions.open_report(brought.id, keyring=team.ben, now=NOW).notes[0].text == "Thirr shkollën?"


def test_a_message_moved_to_another_report_does_not_open(bring: Callable[..., Brought]) -> None:
    first, second = bring(), bring()
    for brought in (first, second):
        handle = queries.find_by_code(brought.code)
        actions.write_from_reporter(handle, "x", actor=REPORTER, submission=os.urandom(16), now=NOW)
    Message.objects.filter(report=first.id).update(report=second.id)
    with pytest.raises(SealBroken):
        queries.conversation(queries.find_by_code(second.code))


@pytest.mark.parametrize("by", ["reporter", "desk"])
def test_nobody_can_put_words_into_the_mouth_of_the_other_side(
    bring: Callable[..., Brought], team: Team, by: str
) -> None:
    brought = bring()
    handle = answered(brought, team)
    actions.write_from_reporter(handle, "Ka edhe diçka.", actor=REPORTER, submission=os.urandom(16), now=NOW)
    Message.objects.filter(side=by).update(side={"reporter": "desk", "desk": "reporter"}[by])
    with pytest.raises(SealBroken):
        queries.conversation(handle)
    with pytest.raises(SealBroken):
        actions.open_report(brought.id, keyring=team.anna, now=NOW + HOUR)


def test_opening_is_a_ledger_entry_each_time(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    for keyring in (team.anna, team.anna, team.ben):
        actions.open_report(brought.id, keyring=keyring, now=NOW)
    entries = LedgerEntry.objects.filter(verb="reports.report.opened", object_id=str(brought.id))
    assert [entry.actor for entry in entries.order_by("id")] == [
        f"staff/{keyring.actor.pseudonym}" for keyring in (team.anna, team.anna, team.ben)
    ]
    report = Report.objects.get()
    assert report.first_read_at == NOW
    assert not report.unread


@pytest.mark.django_db(transaction=True)
def test_a_changed_report_is_named_as_broken_and_not_shown(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    report = Report.objects.get()
    changed = bytearray(bytes(report.sealed_told))
    changed[40] ^= 1
    Report.objects.update(sealed_told=bytes(changed))
    with pytest.raises(SealBroken):
        actions.open_report(brought.id, keyring=team.anna, now=NOW)

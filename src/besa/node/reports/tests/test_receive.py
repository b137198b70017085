"""A report comes in whole or not at all, once, sealed, judged, and only then acknowledged."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.core.ledger import payload_digest
from besa.core.sealing import new_code
from besa.node.people import actions as people
from besa.node.people.models import Desk
from besa.node.platform.actors import REPORTER
from besa.node.platform.models import LedgerEntry
from besa.node.reports import actions, judging, queries
from besa.node.reports.models import Access, Assessment, Attachment, Message, Report, ReporterAccess, Sighting
from besa.node.reports.tests.conftest import NOW, Brought, Team, bring_in, sealed_upload
from besa.node.reports.values import ContactRule, Received, ReportValues

receiving = import_module("besa.node.reports.actions.receive")  # the package shows the function of this name
STORY = "Një i rritur më kërkon foto. Numri i tij: +355 69 212 3456."


def test_the_code_opens_exactly_what_was_told(bring: Callable[..., Brought]) -> None:
    rule = ContactRule(how="mesazh", when="pas shkollës", avoid="babai")
    brought = bring(STORY, contacts="@i_huaj", where="other", where_other="një lojë", contact_rule=rule)
    seen = queries.conversation(queries.find_by_code(brought.code))
    assert (seen.told.story, seen.told.contacts, seen.told.where_other) == (STORY, "@i_huaj", "një lojë")
    assert seen.told.contact_rule == rule
    assert seen.reference == brought.received.reference
    assert seen.entry == brought.received.entry
    assert seen.answer_due == brought.received.answer_due > NOW


def test_the_desk_reads_the_same(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring(STORY, door="carer", age_band="13-14", where="instagram", when="today", who="child", ongoing="yes")
    opened = actions.open_report(brought.id, keyring=team.anna, now=NOW)
    assert opened.told.story == STORY
    assert (opened.row.door, opened.row.age_band, opened.row.where, opened.when, opened.who) == (
        "carer",
        "13-14",
        "instagram",
        "today",
        "child",
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=400))
def test_any_text_in_any_script_comes_back_exactly(team: Team, text: str) -> None:
    brought = bring_in(text, contacts=text[::-1], where_other=text[:7])
    told = queries.conversation(queries.find_by_code(brought.code)).told
    assert (told.story, told.contacts, told.where_other) == (text, text[::-1], text[:7])


def test_nothing_of_the_story_is_in_the_database_in_clear(bring: Callable[..., Brought]) -> None:
    upload = sealed_upload(b"KANARIFAJLL permbajtje", "KANARIEMRI.txt")
    bring("KANARISTORI 0692123456", contacts="KANARIKONTAKT", where_other="KANARIVEND", files=(upload,))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                flat = b" ".join(
                    v if isinstance(v, bytes) else bytes(v) if isinstance(v, memoryview) else str(v).encode()
                    for v in row
                )
                assert b"KANARI" not in flat, table
                assert b"692123456" not in flat, table


def test_the_code_itself_is_nowhere(bring: Callable[..., Brought]) -> None:
    brought = bring()
    row = ReporterAccess.objects.get()
    assert brought.code.digits.encode() not in bytes(row.lookup) + bytes(row.sealed)


def test_it_is_judged_before_it_is_acknowledged(bring: Callable[..., Brought]) -> None:
    calm = bring("Kam një pyetje.", door="carer", age_band="19+")
    urgent = bring("I want to kill myself tonight.", language="en", age_band="12", ongoing="yes")
    rows = {row.id: row for row in Report.objects.all()}
    assert rows[urgent.id].urgency == 3
    assert rows[urgent.id].reasons
    assert rows[calm.id].urgency < 3
    assert urgent.received.answer_due < calm.received.answer_due


def test_identifiers_are_indexed_blindly(bring: Callable[..., Brought]) -> None:
    bring(STORY)
    assert Sighting.objects.exists()
    assert all(len(bytes(token)) == 16 for token in Sighting.objects.values_list("token", flat=True))


def test_its_arrival_is_in_the_ledger(bring: Callable[..., Brought]) -> None:
    brought = bring()
    entry = LedgerEntry.objects.get(name=brought.received.entry)
    assert (entry.verb, entry.object_id) == ("reports.report.received", str(brought.id))


@pytest.mark.parametrize(
    "change",
    [
        lambda report: Attachment.objects.filter(report=report).delete(),
        lambda report: Attachment.objects.filter(report=report).update(sealed_about=b"another"),
        lambda report: Report.objects.filter(pk=report).update(sealed_told=b"another"),
        lambda report: Report.objects.filter(pk=report).update(age_band="19+"),
        lambda report: Report.objects.filter(pk=report).update(desk=Desk.objects.get(slug="police")),
        lambda report: Assessment.objects.filter(report=report).update(urgency=0, reasons=[]),
        lambda report: LedgerEntry.objects.filter(object_id=str(report)).delete(),
        lambda report: Message.objects.filter(report=report, side="desk").update(side="reporter"),
        lambda report: Message.objects.filter(report=report, side="reporter").delete(),
    ],
)
def test_the_ledger_tells_when_what_arrived_was_changed(
    bring: Callable[..., Brought], team: Team, change: Callable[[object], object]
) -> None:
    """What a database administrator could do by hand to make a report look harmless, or to hide it."""
    bring()
    brought = bring(STORY, age_band="12", ongoing="yes", files=(sealed_upload(b"x"),))
    handle = queries.find_by_code(brought.code)
    more = {"submission": os.urandom(16), "now": NOW}
    actions.write_from_reporter(handle, "x", actor=REPORTER, files=(sealed_upload(b"y"),), **more)
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.answer(brought.id, "x", keyring=team.anna, **{**more, "submission": os.urandom(16)})
    assert queries.changed() == ()
    change(brought.id)
    assert queries.changed() == (brought.received.reference,)


def test_the_work_of_people_is_no_change_of_what_arrived(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring(STORY, files=(sealed_upload(b"x"),))
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.judge_again(brought.id, 0, keyring=team.anna, now=NOW)
    handle = queries.find_by_code(brought.code)
    more = {"actor": REPORTER, "submission": os.urandom(16), "now": NOW, "files": (sealed_upload(b"y"),)}
    actions.write_from_reporter(handle, "I want to kill myself", **more)
    actions.erase_by_reporter(queries.find_by_code(bring().code), now=NOW)
    assert queries.changed() == ()


def test_the_mark_of_a_message_covers_its_words_and_its_files(bring: Callable[..., Brought]) -> None:
    handle = queries.find_by_code(bring().code)
    upload = sealed_upload(b"y")
    actions.write_from_reporter(handle, "x", actor=REPORTER, submission=os.urandom(16), now=NOW, files=(upload,))
    about = bytes(Attachment.objects.get().sealed_about)
    covered = {
        "text": sha256(bytes(Message.objects.get().sealed_text)).hexdigest(),
        "files": {str(upload.file_id): sha256(about).hexdigest()},
    }
    assert bytes(LedgerEntry.objects.get(verb="reports.message.received").digest) == payload_digest(covered)


def test_the_same_draft_sent_twice_is_one_report(team: Team) -> None:
    submission = os.urandom(16)
    values = ReportValues(door="child", language="sq", story="x")
    actions.receive(values, actor=REPORTER, code=new_code(), submission=submission, now=NOW)
    with pytest.raises(actions.AlreadyReceived):
        actions.receive(values, actor=REPORTER, code=new_code(), submission=submission, now=NOW)
    assert Report.objects.count() == LedgerEntry.objects.filter(verb="reports.report.received").count() == 1
    assert ReporterAccess.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_breaks_on_the_way_leaves_nothing(team: Team) -> None:
    def fails(received: Received) -> None:
        raise DatabaseError("the disk is full")

    before = LedgerEntry.objects.count()
    values = ReportValues(door="child", language="sq", story=STORY, files=(sealed_upload(b"x"),))
    with pytest.raises(DatabaseError):
        actions.receive(values, actor=REPORTER, code=new_code(), submission=os.urandom(16), now=NOW, also=fails)
    for model in (Report, Access, ReporterAccess, Sighting, Attachment, Message):
        assert not model.objects.exists(), model.__name__
    assert LedgerEntry.objects.count() == before


def test_what_is_bound_to_it_is_true_exactly_when_it_is(team: Team) -> None:
    seen: list[Received] = []
    received = actions.receive(
        ReportValues(door="child", language="sq", story="x"),
        actor=REPORTER,
        code=new_code(),
        submission=os.urandom(16),
        now=NOW,
        also=seen.append,
    )
    assert seen == [received]


def test_a_node_without_a_receiving_desk_acknowledges_nothing(team: Team) -> None:
    people.change_desk(team.hotline, actor=team.anna.actor, name="Hotline", kind="hotline", receives_public=False)
    with pytest.raises(RuntimeError, match="No desk receives"):
        bring_in()
    assert not Report.objects.exists()


def test_every_receiving_desk_can_open_it(team: Team) -> None:
    people.change_desk(team.police, actor=team.anna.actor, name="Police", kind="police", receives_public=True)
    brought = bring_in(STORY)
    for keyring in (team.anna, team.cara):
        assert actions.open_report(brought.id, keyring=keyring, now=NOW).told.story == STORY


def test_files_come_back_exactly(bring: Callable[..., Brought], team: Team) -> None:
    content = os.urandom(70_000)
    brought = bring(files=(sealed_upload(content, "bisedë ѓ.txt"),))
    handle = queries.find_by_code(brought.code)
    (file,) = queries.conversation(handle).files
    assert (file.name, file.size) == ("bisedë ѓ.txt", 70_000)
    _about, pieces = queries.reporter_file(handle, file.file_id)
    assert b"".join(pieces) == content
    _about, pieces = actions.open_file(brought.id, file.file_id, keyring=team.anna)
    assert b"".join(pieces) == content
    assert LedgerEntry.objects.filter(verb="reports.file.opened", object_id=str(brought.id)).exists()


def test_a_wrong_code_opens_nothing(bring: Callable[..., Brought]) -> None:
    bring()
    with pytest.raises(queries.NoSuchReport):
        queries.find_by_code(new_code())


def test_a_reference_that_is_taken_turns_nobody_away(
    bring: Callable[..., Brought], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = bring().received.reference
    given = iter([taken, taken, "FREE-0000"])
    monkeypatch.setattr(receiving, "new_reference", lambda: next(given))
    again = bring().received
    assert again.reference == "FREE-0000"
    assert Report.objects.count() == 2
    assert LedgerEntry.objects.filter(verb="reports.report.received", object_id=str(again.report_id)).count() == 1
    assert queries.changed() == ()


def test_references_can_be_said_aloud_and_are_unique(bring: Callable[..., Brought]) -> None:
    references = {bring().received.reference for _ in range(10)}
    assert len(references) == 10
    for reference in references:
        left, dash, right = reference.partition("-")
        assert (len(left), dash, len(right)) == (4, "-", 4)
        assert not set(left + right) & set("AEIOUL"), "no letters that make words or look like digits"


def test_urgent_reports_are_promised_an_earlier_answer(bring: Callable[..., Brought]) -> None:
    brought = bring("help me now he is outside the door, I am in danger", language="en", when="now", ongoing="yes")
    assert brought.received.answer_due - NOW <= timedelta(hours=8)


def test_a_reader_sees_all_or_nothing_of_an_arrival(team: Team) -> None:
    with transaction.atomic():
        brought = bring_in()
        transaction.set_rollback(True)
    assert not Report.objects.exists()
    with pytest.raises(queries.NoSuchReport):
        queries.find_by_code(brought.code)


def test_a_fault_in_the_rules_turns_nobody_away(
    bring: Callable[..., Brought], team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise LookupError("a rule went wrong")

    monkeypatch.setattr(judging.triage, "assess", broken)
    monkeypatch.setattr(judging.linking, "imprint", broken)
    brought = bring(STORY)
    assert queries.conversation(queries.find_by_code(brought.code)).told.story == STORY
    row = Report.objects.get(pk=brought.received.report_id)
    assert (row.urgency, row.reasons) == (2, [judging.UNJUDGED]), "a person reads it soon, and sees that no rule did"


def test_the_rules_see_the_same_in_an_opened_report_as_at_its_arrival(team: Team) -> None:
    told = {
        "story": "Më tha se nesër do ta dërgojë te të gjithë.",
        "contacts": "@dikush",
        "where": "tiktok",
        "when": "today",
        "age_band": "13-14",
        "ongoing": "yes",
        "before": "yes",
    }
    brought = bring_in(**told)
    opened = actions.open_report(brought.id, keyring=team.anna, now=NOW)
    at_arrival = judging.answers_of(ReportValues(door="child", language="sq", **told))
    assert judging.answers_of(opened) == at_arrival
    assert {name for name, value in vars(at_arrival).items() if value in ("", "unknown")} == set()

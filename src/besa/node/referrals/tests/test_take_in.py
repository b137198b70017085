"""A file of referrals becomes reports: each once, whole, judged, sealed, marked; whatever happens in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.formats import Text
from besa.node.platform import ledger
from besa.node.platform.models import LedgerEntry
from besa.node.platform.tests.test_write_in_bulk import stored
from besa.node.referrals import actions, judging, queries
from besa.node.referrals.models import Import, Referral
from besa.node.referrals.tests.conftest import NOW, Team, items, one_upload, referral, written
from besa.node.referrals.values import Tally
from besa.node.reports import actions as reports
from besa.node.reports import queries as reported
from besa.node.reports.actions.refer_in import id_in_order
from besa.node.reports.judging import token
from besa.node.reports.models import Access, Assessment, Report, Sighting, Sketch
from besa.node.reports.queries.seen import MOST
from besa.node.reports.values import QueueFilter

receiving = import_module("besa.node.reports.actions.receive")  # the package shows the function of this name
TakeIn = Callable[..., Tally]


def test_every_referral_becomes_a_sealed_report_of_its_desk(take_in: TakeIn, team: Team) -> None:
    data = written(referral(number) for number in range(7))
    assert take_in(data) == Tally(done=7, new=7)
    page = reported.queue(QueueFilter(), keyring=team.anna, now=NOW)
    assert page.total == 7
    assert {row.source for row in page.rows} == {"ncmec"}
    opened = reports.open_report(page.rows[0].report_id, keyring=team.anna, now=NOW)
    assert "asked for a meeting" in opened.told.story
    assert "Chatter" in opened.told.contacts
    assert not opened.has_reporter
    assert reported.queue(QueueFilter(), keyring=team.cara, now=NOW).total == 0
    for report in Report.objects.all():
        assert LedgerEntry.objects.filter(verb="reports.report.received", object_id=str(report.pk)).count() == 1
    assert reported.changed() == ()


def test_the_same_file_again_changes_nothing(take_in: TakeIn) -> None:
    data = written(referral(number) for number in range(5))
    take_in(data)
    before = set(Report.objects.values_list("pk", "changed_at"))
    assert take_in(data) == Tally(done=5, duplicate=5)
    assert set(Report.objects.values_list("pk", "changed_at")) == before
    assert Referral.objects.count() == 5
    assert Import.objects.count() == 1


def test_an_item_that_stands_twice_in_a_batch_is_taken_in_once(take_in: TakeIn) -> None:
    assert take_in(written([referral(1), referral(1), referral(2)])) == Tally(done=3, new=2, duplicate=1)


def test_what_was_stored_is_exactly_what_was_sent(take_in: TakeIn, team: Team) -> None:
    data = written(referral(number, texts=(Text(where="additionalInfo", text="ë ш 漢"),)) for number in range(3))
    take_in(data)
    kept = {queries.raw(report, keyring=team.anna).raw for report in queries.of_source("ncmec", keyring=team.anna)}
    assert kept == {item.raw for item in items(data)}
    for row in Referral.objects.all():
        assert b"person" not in bytes(row.sealed_raw)


def test_another_desk_gets_nothing_back(take_in: TakeIn, team: Team) -> None:
    take_in(written([referral(1)]))
    report = Report.objects.get().pk
    assert list(queries.of_source("ncmec", keyring=team.cara)) == []
    with pytest.raises(reported.NoSuchReport):
        queries.raw(report, keyring=team.cara)
    with pytest.raises(reported.NoSuchReport):
        actions.export(report, keyring=team.cara, now=NOW)
    assert not LedgerEntry.objects.filter(verb="referrals.referral.exported").exists()


def test_an_item_that_nobody_can_read_is_kept_and_waits_for_a_person(take_in: TakeIn, team: Team) -> None:
    broken = written([referral(1), referral(2)])[:-40]
    tally = take_in(broken)
    assert tally.unreadable == 1
    unread = Report.objects.get(reasons=[judging.UNREAD])
    assert unread.urgency == 2
    assert queries.raw(unread.pk, keyring=team.anna).raw in broken


def test_what_a_rule_demands_stands_above_all(take_in: TakeIn, team: Team) -> None:
    plain = [referral(number, texts=()) for number in range(4)]
    take_in(written([*plain, referral(9, escalation="A child is in danger today.", texts=())]))
    first, *rest = reported.queue(QueueFilter(), keyring=team.anna, now=NOW).rows
    assert first.urgency == 3
    assert all(row.urgency < 3 for row in rest)
    assert None not in (first.danger, first.actionability, first.decay, first.novelty)


def test_a_file_seen_often_is_less_new_than_one_never_seen(take_in: TakeIn) -> None:
    same = {"texts": (), "people": (), "batched": "VIRAL_POTENTIAL_MEME"}
    often = [referral(number, uploads=(one_upload("a" * 32),), **same) for number in range(30)]
    take_in(written([*often, referral(99, uploads=(one_upload("b" * 32),), **same)]))
    novelty = Counter(Report.objects.values_list("novelty", flat=True))
    assert len(novelty) > 1
    assert min(novelty, key=lambda level: level or 0) == max(novelty, key=lambda level: novelty[level])


def test_a_report_and_the_details_of_its_files_are_one(take_in: TakeIn, team: Team) -> None:
    data = written(referral(number, uploads=(one_upload("a" * 32), one_upload("b" * 32))) for number in range(3))
    assert len(items(data)) == 9
    assert take_in(data) == Tally(done=3, new=3)
    raw = queries.raw(Report.objects.all()[0].pk, keyring=team.anna).raw
    assert [bool(item.referral and item.referral.supplements) for item in items(raw)] == [False, True, True]


def test_details_of_another_report_stay_apart(take_in: TakeIn) -> None:
    alone = written([referral(1, uploads=(one_upload("a" * 32),))]).replace(b"<reportId>1001<", b"<reportId>5555<")
    assert take_in(alone).new == 2


def test_a_fault_in_the_rules_loses_nothing(take_in: TakeIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise LookupError("a rule went wrong")

    monkeypatch.setattr(judging.axes, "assess", broken)
    monkeypatch.setattr(judging.linking, "traces", broken)
    assert take_in(written([referral(1)])).new == 1
    row = Report.objects.get()
    assert (row.urgency, row.reasons) == (2, [judging.UNJUDGED])


def test_when_the_transaction_fails_nothing_is_counted(take_in: TakeIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        assert Report.objects.exists()  # the reports stand in the transaction already
        raise OSError("disk full")

    data = written([referral(1)])
    with monkeypatch.context() as broken:
        broken.setattr(Import.objects, "filter", full)
        with pytest.raises(OSError, match="disk full"):
            take_in(data)
    assert not Report.objects.exists()
    assert not LedgerEntry.objects.filter(verb="reports.report.received").exists()
    assert Import.objects.get().new == 0
    assert take_in(data) == Tally(done=1, new=1)


def test_a_reference_that_is_taken_stops_no_import(take_in: TakeIn, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(written([referral(1)]))
    given = iter([Report.objects.get().reference, "FREE-0000", "SAME-0000", "SAME-0000", "FREE-0001", "FREE-0002"])
    monkeypatch.setattr(receiving, "new_reference", lambda: next(given))
    assert take_in(written([referral(2), referral(3)])) == Tally(done=2, new=2)
    assert Report.objects.count() == Referral.objects.count() == 3
    assert LedgerEntry.objects.filter(verb="reports.report.received").count() == 3


def test_every_row_equals_one_that_the_model_would_write(take_in: TakeIn) -> None:
    long = "He asked her to send a picture and wants to meet her behind the school on Friday, alone. " * 2
    take_in(written(referral(number, texts=(Text(where="additionalInfo", text=long),)) for number in range(3)))
    for model in (Report, Access, Assessment, Sighting, Sketch, Referral, LedgerEntry):
        rows = list(model._default_manager.order_by("pk"))
        assert rows, model
        before = stored(model)
        model._default_manager.all().delete() if model is not Report else None
        for row in rows:
            row.save(force_insert=model is not Report, force_update=model is Report)
        assert stored(model) == before, model


def test_what_is_not_said_of_a_report_has_the_default_of_the_model(take_in: TakeIn) -> None:
    take_in(written([referral(1)]))
    report, plain = Report.objects.get(), Report()
    said = {
        "id", "reference", "submission", "source", "received_at", "door", "language", "who", "age_band", "where",
        "when", "ongoing", "before", "desk", "urgency", "rank", "danger", "actionability", "decay", "novelty",
        "reasons", "take_due", "kept_until", "changed_at", "ledger_entry", "sealed_told",
    }  # fmt: skip
    for field in Report._meta.concrete_fields:
        if field.name not in said:
            assert getattr(report, field.attname) == getattr(plain, field.attname), field.name


def test_how_often_something_was_seen_is_counted_by_report_and_not_without_end(take_in: TakeIn) -> None:
    same = {"texts": (), "people": ()}
    take_in(written(referral(number, uploads=(one_upload("a" * 32),), **same) for number in range(130)))
    twice = (one_upload("b" * 32), one_upload("b" * 32))
    take_in(written(referral(number, uploads=twice, **same) for number in range(200, 203)))
    digests = (one_upload(letter * 32).digests[0][1] for letter in "abc")
    often, thrice, never = (token("digest", f"md5:{digest}") for digest in digests)
    seen = reported.seen_in([often, thrice, never])
    assert seen == {often: MOST, thrice: 3}
    many = reported.seen_in([often, *(number.to_bytes(16, "big") for number in range(12_000))])
    assert many == {often: MOST}


def test_reports_that_arrive_one_after_the_other_lie_in_that_order(take_in: TakeIn) -> None:
    for number in range(3):
        take_in(written([referral(number)]), now=NOW + timedelta(seconds=number))
    rows = Report.objects.order_by("pk").values_list("received_at", flat=True)
    assert list(rows) == [NOW + timedelta(seconds=number) for number in range(3)]


@given(st.datetimes(datetime(1970, 1, 2), datetime(2600, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - by timezones
def test_an_id_in_order_is_one_of_version_seven_and_begins_with_the_time(now: datetime) -> None:
    one, other = id_in_order(now), id_in_order(now)
    assert one != other
    assert (one.version, one.variant) == (7, RFC_4122)
    assert one.int >> 80 == ledger.milliseconds(now)
    assert id_in_order(now + timedelta(milliseconds=1)) > one

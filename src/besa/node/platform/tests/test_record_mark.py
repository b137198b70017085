"""A mark exists exactly when the act does, names who and what, and holds no personal data."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import transaction

from besa.core.ledger import EntryBroken
from besa.node.platform import ledger, verbs
from besa.node.platform.actors import REPORTER, Actor
from besa.node.platform.models import LedgerEntry
from besa.node.platform.tests.ledgers import HERON, NOW, VERB

pytestmark = pytest.mark.django_db


def test_a_mark_says_who_did_what_to_what_and_when() -> None:
    entry = ledger.record(actor=HERON, verb=VERB, object_id="node/1", payload=b"sealed", now=NOW)
    row = LedgerEntry.objects.get()
    assert (row.actor, row.verb, row.object_id, row.sequence) == ("staff/heron", VERB, "node/1", None)
    assert ledger.moment(row.at_ms) == NOW
    assert bytes(row.digest) == sha256(b"sealed").digest()
    assert row.name == entry.name
    assert len(row.name) == 32


def test_nothing_of_the_payload_is_kept_but_its_digest() -> None:
    ledger.record(actor=HERON, verb=VERB, object_id="node/1", payload={"secret": "canary"}, now=NOW)
    assert "canary" not in repr(LedgerEntry.objects.values_list())


def test_two_reporters_cannot_be_told_apart() -> None:
    assert ledger.record(actor=REPORTER, verb=VERB, object_id="r", payload={}).actor == "reporter"


def test_kinds_of_actors_are_never_mixed_up() -> None:
    assert ledger.record(actor=Actor("staff", "system"), verb=VERB, object_id="r", payload={}).actor == "staff/system"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_there_is_no_mark() -> None:
    with pytest.raises(ledger.NoTransaction, match=r"expected transaction\.atomic"):
        ledger.record(actor=HERON, verb=VERB, object_id="node/1", payload={})
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_mark() -> None:
    def act() -> None:
        with transaction.atomic():
            ledger.record(actor=HERON, verb=VERB, object_id="node/1", payload={})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not LedgerEntry.objects.exists()


def test_a_mark_is_one_statement(django_assert_num_queries: object) -> None:
    verbs.known()
    with django_assert_num_queries(1):  # type: ignore[operator]
        ledger.record(actor=HERON, verb=VERB, object_id="node/1", payload={"a": 1})


def test_a_verb_nobody_listed_is_refused_and_says_where_to_list_it() -> None:
    with pytest.raises(verbs.UnknownVerb, match=r"add it to reports/verbs\.py"):
        ledger.record(actor=HERON, verb="reports.report.misspelt", object_id="r", payload={})


@pytest.mark.parametrize("object_id", ["", "two\nlines", "x" * 121])
def test_an_object_that_cannot_be_written_down_is_refused(object_id: str) -> None:
    with pytest.raises(EntryBroken, match="got object_id"):
        ledger.record(actor=HERON, verb=VERB, object_id=object_id, payload={})


def test_every_object_shows_its_history_in_words() -> None:
    ledger.record(actor=HERON, verb=VERB, object_id="node/1", payload={}, now=NOW)
    ledger.record(actor=HERON, verb=VERB, object_id="node/2", payload={}, now=NOW)
    ledger.record(actor=REPORTER, verb=VERB, object_id="node/1", payload={}, now=NOW + timedelta(seconds=1))
    marks = ledger.history("node/1")
    assert [(mark.actor, mark.sentence, mark.at) for mark in marks] == [
        ("staff/heron", "A backup was made", NOW),
        ("reporter", "A backup was made", NOW + timedelta(seconds=1)),
    ]


def test_history_of_a_room_that_is_gone_is_still_shown() -> None:
    LedgerEntry.objects.create(name="0" * 32, at_ms=0, actor="x", verb="gone.thing.done", object_id="o", digest=b"")
    assert ledger.history("o")[0].sentence == "gone.thing.done"


def test_every_listed_verb_belongs_to_its_room_and_has_a_sentence() -> None:
    assert {"platform.backup.made", "reports.report.received"} <= set(verbs.known())
    for verb, sentence in verbs.known().items():
        assert verb.count(".") == 2
        assert sentence


def test_entries_that_wait_too_long_are_an_alarm() -> None:
    assert ledger.waiting(NOW) == ledger.Waiting(0, None, late=False)
    ledger.record(actor=HERON, verb=VERB, object_id="node/1", payload={}, now=NOW)
    assert ledger.waiting(NOW + ledger.PROMISED) == ledger.Waiting(1, NOW, late=False)
    assert ledger.waiting(NOW + ledger.PROMISED + timedelta(milliseconds=1)).late

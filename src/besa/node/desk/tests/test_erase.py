"""Erasing is asked twice, needs the report in hand, and cannot be undone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from besa.node.desk import tasks
from besa.node.desk.models import Draft
from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.reports import actions
from besa.node.reports.models import Report


@pytest.fixture
def held(team, anna):
    one = bring_in("Një histori.")
    actions.claim(one.id, keyring=anna.ring, now=timezone.now())
    return one


def test_asking_opens_and_erases_nothing(anna: At, held) -> None:
    page = anna.page("erase", held.id)
    assert "Nobody can ever read this report again" in page
    assert "reports.report.opened" not in marks(held.id)
    assert Report.objects.get(pk=held.id).erased_at is None


@pytest.mark.parametrize("typed", ["", "x", "0000-0000"])
def test_a_wrong_reference_erases_nothing(anna: At, held, typed: str) -> None:
    response = anna.post("erase", held.id, data={"reference": typed})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert Report.objects.get(pk=held.id).erased_at is None


def test_the_reference_erases_it(anna: At, held) -> None:
    typed = held.received.reference.lower().replace("-", " ")
    assert "is erased." in anna.told("erase", held.id, data={"reference": typed})
    assert marks(held.id)[-1] == "reports.report.erased"
    assert anna.get("report", held.id).status_code == 404
    assert anna.get("erase", held.id).status_code == 404
    assert held.received.reference not in anna.page("queue", query="?state=closed")


def test_a_colleague_cannot(ben: At, held) -> None:
    assert "Only whoever has the report in hand can erase it." in ben.page("erase", held.id)
    page = ben.told("erase", held.id, data={"reference": held.received.reference})
    assert "Nothing was erased." in page
    assert Report.objects.get(pk=held.id).erased_at is None


def test_drafts_of_an_erased_report_go_too_and_others_stay(anna: At, ben: At, held) -> None:
    other = bring_in("Tjetër.")
    for at, report in ((anna, held), (ben, held), (ben, other)):
        at.post("draft", report.id, data={"answer": "nisje", "labels_were": ""})
    actions.erase_by_desk(held.id, keyring=anna.ring, now=timezone.now())
    tasks.forget()
    assert list(Draft.objects.values_list("report_id", flat=True)) == [other.id]

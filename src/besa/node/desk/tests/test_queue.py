"""An analyst sees the most urgent report first and why, finds their way by filters, and takes a report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from besa.node.desk.tests.conftest import At, bring_in
from besa.node.reports.models import Report


def references(page: str) -> list[str]:
    import re

    return re.findall(r"data-line>([0-9A-Z]{4}-[0-9A-Z]{4})<", page)


@pytest.fixture
def three(team):
    """A calm old report, an urgent young one, and one in between."""
    now = timezone.now()
    calm = bring_in("Një pyetje për cilësimet e telefonit.", now=now - timedelta(hours=20), age_band="15-17")
    urgent = bring_in(
        "Dikush thotë që do t'i nxjerrë fotot nëse nuk paguaj deri nesër.", now=now - timedelta(hours=3), age_band="12"
    )
    middle = bring_in("Një pyetje tjetër.", now=now - timedelta(minutes=5), age_band="15-17", language="mk")
    Report.objects.filter(pk=calm.id).update(urgency=0, reasons=[])
    Report.objects.filter(pk=urgent.id).update(urgency=3, reasons=["extortion"])
    Report.objects.filter(pk=middle.id).update(urgency=1, reasons=[])
    return calm, urgent, middle


def test_the_most_urgent_stands_first_then_who_waits_longest(anna: At, three) -> None:
    calm, urgent, middle = three
    page = anna.page("queue")
    assert references(page) == [one.received.reference for one in (urgent, middle, calm)]


def test_urgency_is_a_word_and_the_wait_is_said(anna: At, three) -> None:
    page = anna.page("queue")
    assert '<span class="urgency now">Now</span>' in page
    assert "waits 3 h" in page
    assert "waits 20 h" in page

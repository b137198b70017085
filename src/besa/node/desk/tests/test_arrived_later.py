"""Details of files that came after their report stand on its page, each opened with a mark of its own."""

from __future__ import annotations

import re

import pytest

from besa.core.formats import Network, Referral, Upload, cybertip_xml
from besa.node.desk.tests.conftest import At, marks
from besa.node.desk.tests.referred import referral, source, take_in, viral, written
from besa.node.desk.tests.test_open_referral import words
from besa.node.referrals.models import Referral as Row
from besa.node.reports.models import Report

__all__ = ["source", "take_in"]


def details(number: int, name: str) -> Referral:
    return Referral(
        format=cybertip_xml.FORMAT,
        source="ncmec",
        supplements=f"{1000 + number}",
        uploads=(
            Upload(source_id="f9", name=name, digests=(("sha1", "ab" * 20),), networks=(Network(ip="198.51.100.33"),)),
        ),
    )


@pytest.fixture
def parted(take_in) -> tuple[Report, Report]:
    """A report, and in a file of its own what describes its upload; and another report."""
    take_in(written([referral(1)]))
    take_in(written([viral(2)]))
    take_in(written([details(1, "late.jpg")]))
    late = Report.objects.get(pk=Row.objects.get(adds=True).pk)
    return Report.objects.get(pk=_first()), late


def _first():
    return Row.objects.filter(adds=False).order_by("report__received_at").first().pk


def test_they_stand_on_the_page_of_their_report_with_their_identifiers(anna: At, parted) -> None:
    report, late = parted
    page = words(anna.page("report", report.pk).partition("Arrived later")[2].partition("</section>")[0])
    for said in (late.reference, "late.jpg", "ab" * 20, "198.51.100.33"):
        assert said in page


def test_each_leaves_a_mark_of_its_own(anna: At, parted) -> None:
    report, late = parted
    anna.page("report", report.pk)
    assert "reports.report.opened" in marks(late.pk)
    late.refresh_from_db()
    assert not late.unread


def test_another_report_shows_nothing_of_them(anna: At, parted) -> None:
    report, late = parted
    other = Report.objects.exclude(pk__in=[report.pk, late.pk]).get()
    assert "Arrived later" not in anna.page("report", other.pk)
    assert marks(late.pk).count("reports.report.opened") == 0


def test_their_own_page_says_to_what_they_add(anna: At, parted) -> None:
    _, late = parted
    page = anna.page("report", late.pk)
    assert "Arrived later" not in page
    assert re.search(r"Adds to the report\s+1001", words(page))


def test_of_another_desk_nothing_is_opened(anna: At, team, parted) -> None:
    from besa.node.reports.models import Access

    report, late = parted
    Report.objects.filter(pk=late.pk).update(desk_id=team.police)
    Access.objects.filter(report=late.pk).update(desk_id=team.police)
    assert "late.jpg" not in anna.page("report", report.pk)
    assert "reports.report.opened" not in marks(late.pk)

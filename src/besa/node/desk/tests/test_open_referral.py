"""A referral's page: what was sent, read again from its sealed bytes, and why it stands where it stands."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from besa.core.formats import Moment
from besa.node.desk.tests.conftest import At, marks
from besa.node.desk.tests.referred import meeting, referral, source, take_in, written
from besa.node.referrals.models import Referral
from besa.node.reports.models import Report

__all__ = ["source", "take_in"]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def urgent(take_in):
    data = written([meeting()])
    take_in(data.replace(b"<additionalInfo>", b"<mood>dark</mood><additionalInfo>", 1))
    return Report.objects.get().pk


def test_everything_the_sender_said_is_there(anna: At, urgent) -> None:
    page = words(anna.page("report", urgent))
    for said in (
        "What NCMEC sent",
        "The person reported",
        "blue.hill",
        "+355 691234567",
        "verified",
        "The child",
        "On a website",
        "https://example.net/a/page-of-somebody",
        "File 1",
        "2026-02-28T21:15:00+02:00",
        "+02:00",
        "28 Feb 2026, 19:15:00 UTC",
        "Tonight",
    ):
        assert said in page, said


def test_texts_are_quoted_and_nothing_in_them_runs_or_is_fetched(anna: At, urgent) -> None:
    page = anna.page("report", urgent)
    assert "&lt;script&gt;alert(1)" in page
    assert "<blockquote" in page
    assert not re.search(r"<(img|video|audio|iframe|object|embed)\b", page)
    assert 'href="https://example.net' not in page


@pytest.mark.parametrize("written_as", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_time_at_the_end_of_the_calendar_keeps_no_page_shut(anna: At, take_in, written_as: str) -> None:
    end = Moment(text=written_as, offset=0, utc=datetime.fromisoformat(written_as))
    take_in(written([referral(1, received=end, occurred=end)]))
    assert written_as in anna.page("report", Report.objects.get().pk)
    for name in ("queue", "deadlines", "referrals", "times"):
        assert anna.get(name).status_code == 200


def test_what_was_not_understood_is_shown(anna: At, urgent) -> None:
    page = words(anna.page("report", urgent))
    assert "Not understood" in page
    assert "mood" in page
    assert "dark" in page


def test_each_axis_names_its_reasons_and_the_place_they_rest_on(anna: At, urgent) -> None:
    page = anna.page("report", urgent)
    said = words(page)
    for part in ("As judged at arrival", "A person looks now, because", "The sender says that it cannot wait"):
        assert part in said
    for anchor in re.findall(r'<a href="#((?:people|texts|uploads|incidents|sent)[^"]*)"', page):
        assert f'id="{anchor}"' in page, anchor
    assert "What would change it if it were known" in said
    assert re.search(r'<mark class="now" title="[^"]+">meet me', page)


def test_a_sign_of_trafficking_is_not_a_finding(anna: At, take_in) -> None:
    text = "He wrote: send me money or I will share the photo with everyone you know."
    from besa.core.formats import Text

    take_in(written([referral(3, texts=(Text(where="additionalInfo", text=text),))]))
    page = words(anna.page("report", Report.objects.get().pk))
    assert "Signs of trafficking" in page
    assert "An indicator is not a finding" in page


def test_a_referral_with_nothing_but_the_two_fields_is_shown_and_judged(anna: At, take_in) -> None:
    take_in(written([referral(5, people=(), texts=())]))
    page = words(anna.page("report", Report.objects.get().pk))
    assert "Where it stands, and why" in page
    assert "Conversation" not in page


def test_changed_bytes_are_not_shown(anna: At, urgent) -> None:
    sealed = bytearray(Referral.objects.get().sealed_raw)
    sealed[-1] ^= 1
    Referral.objects.update(sealed_raw=bytes(sealed))
    assert anna.get("report", urgent).status_code == 409


def test_what_no_program_can_read_is_shown_as_it_came(anna: At, take_in) -> None:
    take_in(b"<?xml version='1.0'?><reports><report><incidentSummary>no end <b>here</b>")
    one = Report.objects.get().pk
    page = anna.page("report", one)
    assert "Read it yourself" in page or "read it yourself" in page
    assert "&lt;incidentSummary&gt;" in page


def test_opening_it_leaves_its_mark_first(anna: At, urgent) -> None:
    anna.page("report", urgent)
    assert "reports.report.opened" in marks(urgent)
    assert anna.page("referrals").count("<table") == 1


def test_another_desk_sees_neither_the_page_nor_the_source(cara: At, urgent) -> None:
    assert cara.get("report", urgent).status_code == 404
    assert "NCMEC" not in cara.page("referrals")

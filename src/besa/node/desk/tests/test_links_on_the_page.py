"""What belongs together is said on the page, decided by people, and every decision can be taken back."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from besa.node.desk.tests.conftest import At, marks
from besa.node.desk.tests.referred import link, referral, source, take_in, written
from besa.node.links.models import Decision
from besa.node.reports.models import Access, Report

__all__ = ["source", "take_in"]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def two(take_in):
    """Two referrals about one account and phone, and one about another."""
    plain = referral(1)
    take_in(written([plain, referral(1, source_id="2002", texts=()), referral(9)]))
    link()
    return list(Report.objects.order_by("reference"))


def pair(anna: At, rows) -> tuple[Report, Report]:
    from besa.node.links import queries

    for row in rows:
        for one in queries.links_of(row.pk, keyring=anna.ring):
            if one.joins and one.other and one.level == "person":
                return row, next(other for other in rows if other.pk == one.other)
    raise AssertionError("nothing is linked")


def test_the_page_says_with_what_why_and_how_often_it_was_seen(anna: At, two) -> None:
    one, other = pair(anna, two)
    page = words(anna.page("report", one.pk))
    assert other.reference in page
    for part in ("The same person (the person reported)", "the same phone number", "+355690000001", "in 2 reports"):
        assert part in page, part


def test_two_reports_are_kept_apart_and_joined_again(anna: At, two) -> None:
    one, other = pair(anna, two)
    assert other.reference in anna.page("cluster", one.pk, "person-reported")
    page = anna.told("link_apart", one.pk, data={"link": f"person-reported/{other.pk}"})
    assert f"Does not belong together with {other.reference}" in words(page)
    assert "belongs together with no other" in anna.page("cluster", one.pk, "person-reported")
    anna.told("link_withdraw", one.pk, data={"decision": str(Decision.objects.get().pk)})
    assert other.reference in anna.page("cluster", one.pk, "person-reported")
    assert [verb for verb in marks(one.pk) if verb.startswith("links.decision")] == [
        "links.decision.made",
        "links.decision.withdrawn",
    ]


def test_a_person_joins_two_by_the_number_people_say_aloud(anna: At, two) -> None:
    one, other = pair(anna, two)
    third = next(row for row in two if row.pk not in (one.pk, other.pk))
    data = {"reference": third.reference.lower(), "layer": "device-child"}
    anna.told("link_same", one.pk, data=data)
    assert third.reference in anna.page("cluster", one.pk, "device-child")
    page = anna.told("link_same", one.pk, data={"reference": "ZZZZ-ZZZZ", "layer": "device-child"})
    assert "You see no other report of that number." in page


def test_a_thing_that_says_nothing_joins_nothing_any_more(anna: At, two) -> None:
    one, other = pair(anna, two)
    for _ in range(20):
        things = re.findall(r'name="thing" value="([0-9a-f]{32})"', anna.page("report", one.pk))
        if not things:
            break
        anna.told("link_aside", one.pk, data={"thing": things[0]})
    assert (
        other.reference
        not in words(anna.page("report", one.pk))
        .partition("Belongs together with")[2]
        .partition("Decided by colleagues")[0]
    )
    assert anna.post("link_aside", one.pk, data={"thing": "00" * 16}).status_code == 404


def test_only_a_lead_may_say_that_a_thing_says_nothing(anna: At, ben: At, two) -> None:
    one, _ = pair(anna, two)
    thing = re.findall(r'name="thing" value="([0-9a-f]{32})"', anna.page("report", one.pk))[0]
    assert 'name="thing"' not in ben.page("report", one.pk)
    assert "Only a lead decides" in ben.told("link_aside", one.pk, data={"thing": thing})
    assert not Decision.objects.exists()


def test_a_thing_that_says_nothing_is_named_where_it_stands(anna: At, ben: At, two) -> None:
    one, other = pair(anna, two)
    line = re.search(
        r'<bdi class="mono">([^<]+)</bdi>.*?name="thing" value="([0-9a-f]{32})"', anna.page("report", one.pk)
    )
    assert line
    anna.told("link_aside", one.pk, data={"thing": line[2]})
    page = words(ben.page("report", other.pk))
    assert f"This says nothing, in any report: {line[1]}" in page
    ben.told("link_withdraw", other.pk, data={"decision": str(Decision.objects.get().pk)})
    assert "This says nothing" not in anna.page("report", one.pk)


def test_a_decision_is_taken_back_from_the_other_report_and_from_the_cluster(anna: At, two) -> None:
    one, other = pair(anna, two)
    for page_of in ("report", "cluster"):
        anna.told("link_apart", one.pk, data={"link": f"person-reported/{other.pk}"})
        made = Decision.objects.get(ended_at=None)
        if page_of == "report":
            page = anna.page("report", other.pk)
            assert f"Does not belong together with {one.reference} · The same person" in words(page)
            data = {"decision": str(made.pk)}
        else:
            page = anna.page("cluster", other.pk, "person-reported")
            assert f"{one.reference} does not belong together with {other.reference}" in words(page)
            data = {"decision": str(made.pk), "layer": "person-reported"}
        assert f'value="{made.pk}"' in page
        told = anna.told("link_withdraw", other.pk, data=data)
        assert "The decision is taken back." in told
        assert ("<h1>The same person" in told) == (page_of == "cluster")
        assert other.reference in anna.page("cluster", one.pk, "person-reported")


def test_of_another_desk_s_report_only_the_level_is_told(anna: At, team, two) -> None:
    one, other = pair(anna, two)
    Report.objects.filter(pk=other.pk).update(desk_id=team.police)
    Access.objects.filter(report=other.pk).update(desk_id=team.police)
    page = anna.page("report", one.pk)
    assert other.reference not in page
    assert str(other.pk) not in page
    assert "links.links.read" in marks(one.pk)
    assert "At another desk there is a report with: The same person" in words(page)
    assert "It goes on at another desk" in anna.page("cluster", one.pk, "person-reported")
    assert other.reference not in anna.page("cluster", one.pk, "person-reported")


def test_the_picture_and_the_table_name_the_same_reports(anna: At, two) -> None:
    one, other = pair(anna, two)
    page = anna.page("cluster", one.pk, "person-reported")
    svg, _, table = page.partition("</svg>")
    for reference in (one.reference, other.reference):
        assert reference in svg
        assert reference in table
    assert " style=" not in page


def test_a_case_is_opened_from_a_cluster_with_all_its_reports(anna: At, two) -> None:
    one, other = pair(anna, two)
    page = anna.page("cluster", one.pk, "person-reported")
    ids = re.findall(r'name="report" value="([^"]+)"', page)[0]
    asked = anna.client.post("/staff/cases/new", {"report": ids})
    assert asked.status_code == 200
    for reference in (one.reference, other.reference):
        assert reference in asked.content.decode()


def test_layers_that_do_not_exist_are_not_found(anna: At, two) -> None:
    one, _ = pair(anna, two)
    assert anna.get("cluster", one.pk, "person-any").status_code == 404
    assert anna.post("link_apart", one.pk, data={"link": f"person-reported/{uuid4()}"}).status_code == 404
    assert anna.post("link_withdraw", one.pk, data={"decision": "x"}).status_code == 404


def test_while_links_are_worked_out_nothing_is_lost_and_it_is_said(anna: At, two, monkeypatch) -> None:
    from datetime import UTC, datetime, timedelta

    from besa.node.links import linking
    from besa.node.links.models import Turn

    one, other = pair(anna, two)
    Turn.objects.update(holder="somebody", until=datetime.now(UTC) + timedelta(minutes=1))
    monkeypatch.setattr(linking.turn.__wrapped__, "__kwdefaults__", {"patience": 0.0})
    page = anna.told("link_apart", one.pk, data={"link": f"person-reported/{other.pk}"})
    assert "please try again in a moment" in page
    assert not Decision.objects.exists()

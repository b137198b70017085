"""An auditor sees who searched, when and what for, never for what; and looking leaves a mark too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from besa.node.desk import actions
from besa.node.desk.models import Search
from besa.node.desk.queries import audit
from besa.node.desk.tests.conftest import At, marks
from besa.node.people.keyring import Keyring
from besa.node.people.models import Staff
from besa.node.platform.models import LedgerEntry

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "kanarinat e Gjirokastrës"


def searched(held: Keyring, words: str = WORDS, *, kind: str = "text", now: datetime = NOW, purpose: str = "work"):
    return actions.begin_search(kind, words, purpose=purpose, keyring=held, now=now)


@pytest.fixture
def vera(team, sit: Callable[[Keyring], At]) -> At:
    """Ben, who audits; he is at the hotline too, which changes nothing here."""
    Staff.objects.filter(pk=team.ben.staff_id).update(is_auditor=True)
    return sit(team.ben)


def shown(at: At, query: str = "") -> list[audit.SearchLine]:
    response = at.get("searches", query=query)
    assert response.status_code == 200
    return [line for line, _ in response.context["rows"]]


def test_who_when_what_for_and_in_which_desks_is_told(vera: At, team) -> None:
    searched(team.anna, purpose="request", kind="identifier")
    page = vera.page("searches")
    for said in ("Anna", team.anna.actor.pseudonym, "A competent authority asked", "Hotline", "1 search"):
        assert said in page
    assert "13:00:00" in page, "the clock of the country"
    [line] = shown(vera)
    assert line.desks == ("Hotline",)


def test_what_was_searched_for_is_nowhere_on_the_page_nor_in_its_values(vera: At, team) -> None:
    searched(team.ben)
    response = vera.get("searches")
    assert WORDS not in response.content.decode()
    assert WORDS not in repr(response.context["rows"])


def test_each_look_leaves_a_mark_before_anything_is_shown(vera: At, team) -> None:
    searched(team.anna)
    vera.page("searches")
    vera.page("searches", query="?desk=hotline")
    entries = LedgerEntry.objects.filter(verb="desk.search.audited")
    assert [entry.actor for entry in entries] == [f"staff/{team.ben.actor.pseudonym}"] * 2
    assert len({bytes(entry.digest) for entry in entries}) == 2, "the filter is part of the mark"


def test_a_browser_that_looks_ahead_gets_and_marks_nothing(vera: At) -> None:
    assert vera.get("searches", **{"Sec-Purpose": "prefetch"}).status_code == 204
    assert "desk.search.audited" not in marks()


def test_nobody_but_an_auditor_comes_in(anna: At, cara: At) -> None:
    for at in (anna, cara):
        assert at.get("searches").status_code == 403
        assert "/staff/searches" not in at.page("queue")
    assert "desk.search.audited" not in marks()


def test_an_auditor_finds_the_way_there_and_needs_no_desk(team, sit: Callable[[Keyring], At], vera: At) -> None:
    from besa.node.people.models import Grant, Membership

    assert '<a href="/staff/searches"' in vera.page("queue")
    for model in (Membership, Grant):
        model.objects.filter(staff=team.ben.staff_id).delete()
    searched(team.cara)
    assert len(shown(vera)) == 1


def test_it_is_narrowed_by_day_on_the_countrys_clock(vera: At, team) -> None:
    late_on_the_first = datetime(2026, 3, 1, 22, 59, tzinfo=UTC)  # 23:59 in Tirana
    for minutes in (0, 1, 2):
        searched(team.anna, now=late_on_the_first + timedelta(minutes=minutes))
    assert len(shown(vera, "?end=2026-03-01")) == 1
    assert len(shown(vera, "?begin=2026-03-02")) == 2
    assert len(shown(vera, "?begin=2026-03-01&end=2026-03-02")) == 3
    assert shown(vera, "?begin=2026-03-03") == []


def test_it_is_narrowed_by_desk_and_by_person(vera: At, team) -> None:
    searched(team.anna)
    searched(team.cara)
    assert [line.name for line in shown(vera, "?desk=police")] == ["Cara"]
    assert [line.name for line in shown(vera, "?desk=hotline")] == ["Anna"]
    assert [line.name for line in shown(vera, f"?staff={team.anna.actor.pseudonym}")] == ["Anna"]


def test_a_desk_somebody_left_since_still_counts_for_the_search_of_then(vera: At, team) -> None:
    from besa.node.people.models import Membership

    searched(team.cara)
    Membership.objects.filter(staff=team.cara.staff_id).delete()
    assert [line.name for line in shown(vera, "?desk=police")] == ["Cara"]


def test_searches_after_the_same_thing_are_found_together(vera: At, team) -> None:
    searched(team.anna, "+355 69 212 3456", kind="identifier")
    searched(team.cara, "+355 69 212 3456", kind="identifier")
    searched(team.cara, "+355 69 999 9999", kind="identifier")
    [sign] = {line.mark for line in shown(vera) if line.name == "Anna"}
    assert {line.name for line in shown(vera, f"?mark={sign}")} == {"Anna", "Cara"}
    assert "all after the same thing" in vera.page("searches", query=f"?mark={sign}")


def test_it_is_read_page_by_page_newest_first_without_gap_or_repetition(vera: At, team) -> None:
    row = Search.objects.get(pk=searched(team.anna))
    for number in range(119):
        row.pk = None
        row.id = audit.UUID(int=number + 1)
        row.at = NOW - timedelta(minutes=number // 2)
        row.save(force_insert=True)
    pages = [shown(vera, f"?page={number}") for number in (1, 2, 3)]
    lines = [line for page in pages for line in page]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({line.search_id for line in lines}) == 120
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert "Page 3 of 3" in vera.page("searches", query="?page=999")


@pytest.mark.parametrize(
    "query", ["page=x", "page=-1", "page=99999", "begin=yesterday", "end=9999-12-31", "begin=0001-01-01", "mark=zz",
              "desk=%00", "staff=' OR 1=1", "begin=2026-02-30", "mark=" + "0" * 32]
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(vera: At, query: str) -> None:
    vera.page("searches", query=f"?{query}")


def test_a_day_that_cannot_be_read_is_said(vera: At) -> None:
    assert "This could not be read" in vera.page("searches", query="?begin=2026-02-30")


@pytest.mark.parametrize("language", ["sq", "mk", "sr", "sr-latn", "cnr"])
def test_it_speaks_the_auditors_language(vera: At, team, language: str) -> None:
    Staff.objects.filter(pk=team.ben.staff_id).update(language=language)
    searched(team.anna)
    page = vera.page("searches")
    with translation.override(language):
        for text in ("Searches", "Last day", "After what"):
            assert translation.gettext(text) != text
            assert translation.gettext(text) in page


def test_asking_costs_the_same_for_many_searches(vera: At, team, django_assert_max_num_queries) -> None:
    for _ in range(5):
        searched(team.anna, now=timezone.now())
    with django_assert_max_num_queries(6):
        audit.audited(audit.SearchFilter())

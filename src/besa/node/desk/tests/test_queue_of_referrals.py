"""The queue with referrals: four axes in words, filters by source and axis, and why one stands above the next."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from besa.core.formats import Text
from besa.node.desk.models import SavedView
from besa.node.desk.tests.conftest import At, bring_in
from besa.node.desk.tests.referred import meeting, source, take_in, viral, written
from besa.node.reports.models import Report

__all__ = ["source", "take_in"]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def shown(page: str) -> list[str]:
    return re.findall(r"data-line>([^<]+)<", page)


@pytest.fixture
def mixed(take_in):
    """One that cannot wait, three repeats, and a report of the public."""
    take_in(written([viral(n) for n in range(3)] + [meeting()]))
    return bring_in("Dikush më shkruan.")


def test_each_referral_shows_its_four_axes_in_words_and_a_public_report_none(anna: At, mixed) -> None:
    page = anna.page("queue")
    assert page.count('class="axes"') == 4
    said = words(page)
    for part in ("Danger Perhaps now", "Can be acted on Somebody here", "Lost by waiting", "What is new", "NCMEC"):
        assert part in said
    line = page.partition(f"r-{mixed.id}")[2].partition("</li>")[0]
    assert "gauge" not in line


def test_the_bar_is_not_read_aloud_because_the_word_is(anna: At, mixed) -> None:
    assert set(re.findall(r'<i class="gauge[^>]*>', anna.page("queue"))) == {
        f'<i class="gauge l{level}" aria-hidden="true">' for level in _levels()
    }


def _levels() -> set[int]:
    rows = Report.objects.exclude(danger=None).values_list("danger", "actionability", "decay", "novelty")
    return {level for row in rows for level in row}


@pytest.mark.parametrize(
    ("query", "number"), [("source=ncmec", 4), ("source=public", 1), ("danger=4", 1), ("danger=1", 4), ("source=x", 5)]
)
def test_source_and_axes_filter(anna: At, mixed, query: str, number: int) -> None:
    assert len(shown(anna.page("queue", query=f"?{query}"))) == number


@pytest.mark.parametrize(
    ("query", "said"), [("source=x", True), ("source=ncmec", False), ("source=", False), ("", False)]
)
def test_a_source_that_is_not_there_is_named_so_and_hides_nothing(anna: At, mixed, query: str, said: bool) -> None:
    page = anna.page("queue", query=f"?{query}")
    assert ("No such source. All sources are shown." in words(page)) is said
    assert len(shown(page)) == (4 if "ncmec" in query else 5)


def test_without_any_source_an_address_that_asks_for_one_is_answered_as_well(anna: At) -> None:
    assert "No such source" in anna.page("queue", query="?source=x")


def test_one_filters_by_a_rule_that_judges_referrals(anna: At, mixed) -> None:
    assert len(shown(anna.page("queue", query="?reason=sender-escalated"))) == 1
    assert "The sender says that it cannot wait" in words(anna.page("queue"))


def test_why_each_stands_above_the_next_is_said_in_words_when_asked(anna: At, mixed) -> None:
    assert "Above the next" not in anna.page("queue")
    page = words(anna.page("queue", query="?why=1"))
    assert page.count("Above the next:") == 4
    assert "More urgent: Now before" in page


def test_words_that_no_rule_understands_are_said_to_be_why_a_referral_stands_above_the_next(anna: At, take_in) -> None:
    own = Text(where="additionalInfo", text="There the others cannot reach them, and he waits for it since last year.")
    told = replace(viral(1), texts=(own,))
    take_in(written([replace(viral(2), category="enticement", incident_type="Online Enticement"), told]))
    page = words(anna.page("queue", query="?why=1"))
    assert "Words of somebody&#x27;s own that no rule understands" in page


def test_a_view_keeps_the_new_filters(anna: At, mixed) -> None:
    anna.post("save_view", data={"name": "Danger abroad", "source": "ncmec", "danger": "3", "why": "1"})
    assert SavedView.objects.get().query == "source=ncmec&danger=3&why=1"
    assert "Danger abroad" in anna.page("queue", query="?source=ncmec&danger=3&why=1")


def test_a_node_without_referrals_is_not_asked_about_them(anna: At) -> None:
    bring_in("Dikush më shkruan.")
    assert "f-danger" not in anna.page("queue")


def test_the_number_of_questions_does_not_grow_with_the_referrals(anna: At, take_in) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            anna.page("queue", query="?why=1")
        return len(found)

    take_in(written([viral(1)]))
    anna.page("queue", query="?why=1")
    few = asked()
    take_in(written([viral(n) for n in range(2, 30)]))
    assert asked() == few

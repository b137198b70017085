"""What somebody meets who comes for the first time, with little known: no reproach, and nothing of States far away."""

from __future__ import annotations

import re
from uuid import uuid4

from besa.node.jurisdiction.models import Assessment
from besa.node.jurisdiction.tests.conftest import At, described

STRANGER = {
    "acts": ["groom"],
    "offence": {"from": "2026-05-02", "to": "2026-06-20"},
    "places": {"effect": ["al", "unknown"], "server": ["us", "unknown"]},
    "offender": {},
    "child": {"nationality": ["al", "unknown"], "residence": ["al", "unknown"], "age": 12},
    "means": {"by_computer": "yes"},
    "proceedings": [{"state": "me", "outcome": "final_judgment", "enforced": "yes"}],
}


def said_at_once(page: str) -> str:
    """A page without what somebody has to open."""
    opened = re.sub(r"(?s)<details(?! open).*?</summary>.*?</details>", " ", page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", opened))


def test_a_form_that_nobody_filled_in_reproaches_nothing(anna: At, team) -> None:
    page = anna.told("new", data={"title": "x", "desk": team.hotline, "submission": uuid4()})
    assert "Please look at this" not in page
    assert "Choose at least one act" not in page
    answer = anna.page("answer", Assessment.objects.get().id)
    assert "First choose what may have been done" in answer


def test_states_that_no_fact_names_wait_behind_a_click(anna: At, team) -> None:
    page = anna.page("answer", described(team, **STRANGER))
    assert "For States that no fact names" in page
    assert "Bound as well, but no fact names them" in page
    told = said_at_once(page)
    assert "Montenegro and Albania" in told
    for far in ("France", "Greece", "Montenegro and Austria"):
        assert far in page
        assert far not in told, far


def test_who_has_two_acts_finds_the_next_steps_without_reading_all(anna: At, team) -> None:
    page = anna.page("answer", described(team, **STRANGER))
    for part in ("next-steps", "several", "law-choice"):
        assert f'href="#{part}"' in page
        assert f'id="{part}"' in page


def test_an_authority_on_the_high_seas_is_refused_with_what_to_do(anna: At, one) -> None:
    page = anna.post("step", one, "more", data={"issuer": "high seas", "proceedings": "none"})
    assert page.status_code == 422
    assert "There is no authority on the high seas: name a State." in page.content.decode()


def test_a_title_commands_no_screen(anna: At, team) -> None:
    anna.told("new", data={"title": "a\x00b\u202ec", "desk": team.hotline, "submission": uuid4()})
    assert "a�b�c" in anna.page("answer", Assessment.objects.get().id)


def test_a_report_that_one_may_not_open_is_nothing_to_begin_from(anna: At, team) -> None:
    sent = {"title": "x", "desk": team.hotline, "report": uuid4()}
    assert anna.post("new", data=sent).status_code == 404
    assert not Assessment.objects.exists()

"""Two people describe one case at the same time: nothing that one of them typed is lost unseen."""

from __future__ import annotations

import re

from besa.node.jurisdiction import actions
from besa.node.jurisdiction.tests.conftest import NOW, At, described

OPEN = {"nationality": ["al", "unknown"], "residence": ["xk", "unknown"]}


def typed(page: str, **changes: object) -> dict[str, object]:
    """What a browser would send: the marks of the page, what stands in its text fields, and what was typed."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]+>", page.split('class="facts-form"', 1)[1]):
        kind, name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("type", "name", "value"))
        if name and kind and (kind[1] in ("hidden", "text", "date") or " checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "")
    return {**found, **changes}


def test_who_changes_different_questions_of_a_page_loses_nothing(anna: At, ben: At, team) -> None:
    one = described(team, child=OPEN)
    annas, bens = (at.page("step", one, "child") for at in (anna, ben))
    assert anna.post("step", one, "child", data=typed(annas, **{"child.nationality": "Serbia"})).status_code == 302
    assert ben.post("step", one, "child", data=typed(bens, **{"child.born": "2012-03-01"})).status_code == 302
    child = actions.open_assessment(one, keyring=team.anna, now=NOW).described.case.child
    assert child.nationality.states == {"rs"}
    assert str(child.born) == "2012-03-01"


def test_who_changes_the_same_question_is_told_and_decides(anna: At, ben: At, team) -> None:
    one = described(team, child=OPEN)
    annas, bens = (at.page("step", one, "child") for at in (anna, ben))
    assert anna.post("step", one, "child", data=typed(annas, **{"child.nationality": "Serbia"})).status_code == 302
    told = ben.post("step", one, "child", data=typed(bens, **{"child.nationality": "Italy"}))
    assert told.status_code == 422
    page = told.content.decode()
    assert "Meanwhile this was saved here: Serbia. Save again to keep what you typed." in page
    assert 'name="child.nationality" value="Italy"' in page
    assert ben.post("step", one, "child", data=typed(page)).status_code == 302
    kept = actions.open_assessment(one, keyring=team.anna, now=NOW).described.case.child
    assert kept.nationality.states == {"it"}
    assert kept.residence.states == {"xk"}


def test_who_types_what_was_saved_meanwhile_is_not_bothered(anna: At, ben: At, team) -> None:
    one = described(team, child=OPEN)
    annas, bens = (at.page("step", one, "child") for at in (anna, ben))
    for at, page in ((anna, annas), (ben, bens)):
        assert at.post("step", one, "child", data=typed(page, **{"child.age.from": "12"})).status_code == 302


def test_the_marks_of_a_page_are_not_shown_as_words_when_it_waits_for_the_unlocking(anna: At, team) -> None:
    page = anna.page("step", described(team, child=OPEN), "child")
    marks = re.findall(r'name="[^"]+\.seen" value="([^"]+)"', page)
    assert marks
    assert max(map(len, marks)) <= 12  # people/resume.html shows what is longer


def test_how_the_law_is_read_is_not_changed_unseen_either(anna: At, ben: At, team) -> None:
    one = described(team)
    annas, bens = (at.page("answer", one) for at in (anna, ben))

    def choice(page: str, code: str) -> dict[str, str]:
        [seen] = re.findall(r'name="reading.seen" value="([^"]+)"', page)
        return {"reading": code, "reading.seen": seen}

    assert "Meanwhile" not in anna.told("law", one, data=choice(annas, "recalled"))
    told = ben.told("law", one, data=choice(bens, "undated"))
    assert "How far may the law be trusted? Meanwhile this was saved here: Count law that is recorded" in told
    assert actions.open_assessment(one, keyring=team.anna, now=NOW).described.reading.recalled

"""Hints say little alone; of several families together they raise danger, and only in somebody's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.triage.axes import current
from besa.core.triage.axes.hints import Family, read_families
from besa.core.triage.axes.tests.building import build
from besa.core.triage.axes.values import Grade
from besa.core.triage.rules import LANGUAGES, RulesWrong

FAMILIES = {family.id: family for family in current().families.values()}
HINTS = sorted({rule for family in FAMILIES.values() for rule in family.hints})


def _examples(language: str) -> dict[str, str]:
    return {rule: current().words.rules[rule].examples[language][0] for rule in HINTS}


def _danger(*texts: str) -> int:
    lines = [{"where": "chat", "text": text} for text in texts]
    return build({"category": "csam", "texts": lines, "same_text": "0"}).axes().danger.level


@pytest.mark.parametrize("rule", HINTS)
def test_each_broad_rule_knows_every_language(rule: str) -> None:
    assert set(current().words.rules[rule].words) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_families_that_are_telling_raise_danger_though_each_stands_in_its_own_message(language: str) -> None:
    said = _examples(language)
    assert _danger(said["hint-where"], said["hint-show"]) >= 3
    assert _danger(said["hint-meet"], said["hint-secret"]) >= 3
    assert _danger(said["hint-shelter"], said["hint-channel"]) >= 3


def test_families_that_are_in_every_talk_do_not_raise_danger_together() -> None:
    assert _danger("im 14", "we paid 20 euros") == 2


def test_a_senders_standing_sentences_are_no_hints() -> None:
    text = "You can sleep at my place. When her mum is at work."
    note = {"category": "csam", "texts": [{"where": "note", "text": text}]}
    assert build(note | {"same_text": "900"}).axes().danger.level == 2
    assert build(note | {"same_text": "0"}).axes().danger.level >= 3


@given(st.lists(st.sampled_from(sorted(_examples("en").values())), max_size=4), st.sampled_from(HINTS))
def test_one_hint_more_never_lowers_danger(some: list[str], more: str) -> None:
    assert _danger(*some, _examples("en")[more]) >= _danger(*some)


def test_a_family_is_read_strictly(tmp_path) -> None:
    path = tmp_path / "families.yaml"
    path.write_text("families:\n  - {id: a, grade: strong, hints: [x], rules: []}\n")
    assert read_families(path) == (Family("a", Grade.STRONG, ("x",), ()),)
    for wrong in ("families: 1", "families:\n  - {id: a}", "families:\n  - {id: a, grade: much, hints: [], rules: []}"):
        path.write_text(wrong + "\n")
        with pytest.raises(RulesWrong):
            read_families(path)

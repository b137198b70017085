"""People read why: every axis, level, rule, damper, question and indicator in words."""

from besa.core.triage.axes import current, explain, indicators, marked, why_now
from besa.core.triage.axes.ruleset import messages
from besa.core.triage.axes.tests.building import build
from besa.core.triage.explain import Piece

FULL = {
    "category": "enticement",
    "flags": ["sextortion"],
    "texts": [{"where": "chat", "text": "pay me 200 euro or i will send your pics to all your friends"}],
}


def test_every_axis_is_explained_in_words_that_are_in_the_catalogue() -> None:
    known = set(messages())
    for row in explain(build(FULL).axes()):
        words = [row.label, row.question, row.means, row.certainty, *row.missing]
        words += [each.label for each in (*row.because, *row.held_down_by)]
        assert set(words) <= known


def test_an_override_names_its_rule_and_its_words() -> None:
    (because,) = why_now(build(FULL).axes())
    assert because.label == "Extortion with a demand for money or a deadline"
    assert {place.path for place in because.evidence} == {"flags[0]", "texts[0]"}


def test_the_words_a_rule_rests_on_are_marked_in_their_text() -> None:
    text = FULL["texts"][0]["text"]
    cut = marked(build(FULL).axes(), "texts[0]", text)
    assert "".join(piece.text for piece in cut) == text
    assert any("extortion-with-demand" in piece.rules and "200" not in piece.text for piece in cut)
    assert marked(build(FULL).axes(), "texts[1]", "other") == (Piece("other"),)


def test_indicators_come_with_their_dimension_and_no_finding() -> None:
    rows = indicators(build(FULL).axes())
    assert {row.id for row in rows} == {"ILO-06", "TF-10"}
    assert {row.dimension for row in rows} == {"Held by force or threat", "Recruited by force or threat"}
    assert "not a finding" in current().scale.no_finding


def test_a_rule_of_long_ago_stands_for_itself() -> None:
    from dataclasses import replace

    axes = build(FULL).axes()
    old = replace(axes, overrides=(replace(axes.overrides[0], rule="gone"),))
    assert why_now(old)[0].label == "gone"

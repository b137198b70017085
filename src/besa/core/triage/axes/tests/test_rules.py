"""Every rule of the axes and every indicator does what the examples written beside it say."""

from collections.abc import Mapping

import pytest

from besa.core.triage.axes import current
from besa.core.triage.axes.tests.building import build

RULES = current().rules
INDICATORS = current().indicators


def _cases(rules: Mapping[str, object], key: str) -> list[tuple[str, int]]:
    return [(name, number) for name, rule in rules.items() for number in range(len(getattr(rule, key)))]


def _applying(example: Mapping[str, object]) -> set[str]:
    axes = build(example).axes()
    return {ground.rule for standing in axes.standings for ground in (*standing.reasons, *standing.dampers)}


@pytest.mark.parametrize(("name", "number"), _cases(RULES, "examples"))
def test_a_rule_applies_to_its_example_and_shows_its_evidence(name: str, number: int) -> None:
    rule = RULES[name]
    axes = build(rule.examples[number]).axes()
    standing = next(each for each in axes.standings if each.axis is rule.axis)
    ground = next(each for each in (*standing.reasons, *standing.dampers) if each.rule == name)
    assert ground.evidence
    if rule.damps:
        assert standing.level <= max(rule.level, *(each.level for each in standing.reasons), 0)
    else:
        assert standing.level >= (0 if rule.soft else rule.level)
    assert (ground in axes.overrides) is rule.override


@pytest.mark.parametrize(("name", "number"), _cases(RULES, "counter_examples"))
def test_a_rule_does_not_apply_to_its_counter_example(name: str, number: int) -> None:
    assert name not in _applying(RULES[name].counter_examples[number])


@pytest.mark.parametrize(("name", "number"), _cases(INDICATORS, "examples"))
def test_an_indicator_is_shown_by_its_example(name: str, number: int) -> None:
    shown = build(INDICATORS[name].examples[number]).axes().trafficking.indicators
    assert any(each.id == name and each.evidence for each in shown)


@pytest.mark.parametrize(("name", "number"), _cases(INDICATORS, "counter_examples"))
def test_an_indicator_is_not_shown_by_its_counter_example(name: str, number: int) -> None:
    shown = build(INDICATORS[name].counter_examples[number]).axes().trafficking.indicators
    assert all(each.id != name for each in shown)


def test_the_33_indicators_are_all_there_and_each_is_computed_or_says_what_it_needs() -> None:
    expected = (
        {f"ILO-{n:02}" for n in range(1, 12)}
        | {"UN-G1", "UN-G2"}
        | {f"UN-C{n}" for n in range(1, 10)}
        | {f"TF-{n:02}" for n in range(1, 12)}
    )
    assert set(INDICATORS) == expected
    assert len(expected) == 33
    assert all(bool(rule.when) != bool(rule.needs) for rule in INDICATORS.values())


def test_what_the_facts_ask_for_overrides() -> None:
    assert {rule.id for rule in RULES.values() if rule.override} == {
        "sender-escalated", "crisis", "told-to-hurt", "danger-in-words", "meeting-planned", "live-and-fresh",
        "child-can-be-found", "reach-of-child", "extortion-with-demand",
    }  # fmt: skip

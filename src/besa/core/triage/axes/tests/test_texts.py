"""Each word rule for texts written to somebody else fires on its examples, however they are written."""

import pytest

from besa.core.triage.axes.ruleset import current
from besa.core.triage.judging import words_in
from besa.core.triage.ruleset import current as for_reports
from besa.core.triage.tests.writing import ways

OWN = [rule for name, rule in current().words.rules.items() if name not in for_reports().rules]
SHORT = list(current().answers.rules.values())
EXAMPLES = [(r.id, language, line) for r in (*OWN, *SHORT) for language, lines in r.examples.items() for line in lines]
COUNTER_EXAMPLES = [
    (r.id, language, line) for r in (*OWN, *SHORT) for language, lines in r.counter_examples.items() for line in lines
]


def _found(rule: str, text: str) -> set[str]:
    return set(words_in(text, current().words if rule in current().words.rules else current().answers))


@pytest.mark.parametrize(("rule", "language", "line"), EXAMPLES)
def test_a_rule_fires_on_its_example_however_it_is_written(rule: str, language: str, line: str) -> None:
    missed = [way for way in ways(line, language) if rule not in _found(rule, way)]
    assert not missed


@pytest.mark.parametrize(("rule", "language", "line"), COUNTER_EXAMPLES)
def test_a_rule_stays_silent_on_its_counter_example(rule: str, language: str, line: str) -> None:
    wrong = [way for way in ways(line, language) if rule in _found(rule, way) and "\n" not in way]
    assert not wrong


def test_the_rules_for_reports_judge_as_before() -> None:
    for name, rule in for_reports().rules.items():
        assert current().words.rules[name] == rule

"""Each rule fires on its examples, however they are written, and never on its counter-examples."""

import pytest

from besa.core.casework import code_lists
from besa.core.triage import Answers, assess, current
from besa.core.triage.rules import LANGUAGES
from besa.core.triage.tests.writing import ways

EXAMPLES = [
    (rule.id, language, line)
    for rule in current().rules.values()
    for language, lines in rule.examples.items()
    for line in lines
]
COUNTER_EXAMPLES = [
    (rule.id, language, line)
    for rule in current().rules.values()
    for language, lines in rule.counter_examples.items()
    for line in lines
]
# What issue 2 asks to be seen, and the level each must reach by itself.
ASKED = {
    "immediate-danger": 3, "self-harm": 3, "planned-meeting": 2, "meeting-soon": 3, "payment-threat": 2,
    "threat-deadline": 2, "images-shared": 2, "trusted-adult": 1, "under-13": 1, "still-going-on": 1,
    "recruitment-offer": 1, "recruitment-travel": 2, "locked-in": 3, "forced-work": 2,
}  # fmt: skip
_LISTS = {
    "door": "doors",
    "where": "where",
    "when": "when",
    "age_band": "age_bands",
    "ongoing": "ongoing",
    "before": "before",
}


def _fired(text: str) -> set[str]:
    return {reason.rule for reason in assess(Answers(story=text)).reasons}


@pytest.mark.parametrize(("rule", "language", "line"), EXAMPLES)
def test_a_rule_fires_on_its_example_however_it_is_written(rule: str, language: str, line: str) -> None:
    missed = [way for way in ways(line, language) if rule not in _fired(way)]
    assert not missed


@pytest.mark.parametrize(("rule", "language", "line"), COUNTER_EXAMPLES)
def test_a_rule_stays_silent_on_its_counter_example(rule: str, language: str, line: str) -> None:
    wrong = [way for way in ways(line, language) if rule in _fired(way) and "\n" not in way]
    assert not wrong


def test_every_kind_of_danger_that_was_asked_for_has_a_rule() -> None:
    rules = current().rules
    assert {rule: int(rules[rule].raises_to) for rule in ASKED} == ASKED
    for rule in ASKED:
        assert set(rules[rule].examples) == set(LANGUAGES)


def test_rules_ask_only_for_codes_that_exist() -> None:
    for rule in current().rules.values():
        for condition in (*rule.answers, *(each.answers for each in rule.combines)):
            for answer, codes in condition.items():
                known = {code.code for code in code_lists()[_LISTS[answer]].codes}
                assert codes <= known, f"{rule.id}: {answer}: {codes - known}"


def test_nationality_ethnicity_tattoos_and_sexuality_are_no_reason() -> None:
    for line in (
        "He is Roma and has tattoos.", "She is Albanian and gay.", "Ai është rom dhe ka tatuazhe.",
        "Тој е Ром и има тетоважи.", "Она је Албанка и има тетоважу.", "Oni su migranti iz Sirije.",
        "Моја сестра е лезбејка.", "Djali është gej dhe serb.",
    ):  # fmt: skip
        assert _fired(line) == set()

"""Everyday sentences raise nothing; messages that were set down apart from the rules are found."""

from pathlib import Path

import pytest
import yaml

from besa.core.triage import Answers, Urgency, assess
from besa.core.triage.tests.writing import ways

CORPUS = Path(__file__).parent / "corpus"


def _sets(*names: str) -> list[tuple[str, object]]:
    return [
        (language, entry)
        for name in names
        for language, entries in yaml.safe_load((CORPUS / name).read_text(encoding="utf-8")).items()
        for entry in entries
    ]


NEUTRAL = [
    (path.name.split(".")[1], line)
    for path in sorted(CORPUS.glob("neutral.*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
] + _sets("calm.yaml", "calm_last.yaml")
HEARD = _sets("heard_first.yaml", "heard_later.yaml", "heard_last.yaml")


def test_there_are_some_hundreds_of_everyday_sentences() -> None:
    assert len(NEUTRAL) >= 350
    assert {language for language, _ in NEUTRAL} == {"sq", "mk", "sr", "cnr", "en"}


@pytest.mark.parametrize(("language", "line"), NEUTRAL)
def test_an_everyday_sentence_raises_nothing(language: str, line: str) -> None:
    wrong = {
        way: found.reasons
        for way in ways(line, language)
        if "\n" not in way and (found := assess(Answers(story=way))).reasons
    }
    assert not wrong


@pytest.mark.parametrize("language", ["sq", "mk", "sr", "cnr", "en"])
def test_all_everyday_sentences_together_raise_nothing(language: str) -> None:
    together = "\n".join(str(line) for known, line in NEUTRAL if known == language)
    assert assess(Answers(story=together)).urgency is Urgency.ROUTINE


@pytest.mark.parametrize(("language", "message"), HEARD)
def test_a_message_reaches_one_of_its_rules_however_it_is_written(language: str, message: dict[str, object]) -> None:
    for way in ways(str(message["text"]), language):
        assert {reason.rule for reason in assess(Answers(story=way)).reasons} & set(message["any"]), way

"""What is written every day, and what senders write in every report, demands nothing by itself; chats do."""

from pathlib import Path

import pytest

from besa.core.triage.axes.tests.building import build
from besa.core.triage.tests.test_corpus import NEUTRAL

CORPUS = Path(__file__).parent / "corpus"
STANDING = (CORPUS / "standing.txt").read_text(encoding="utf-8").splitlines()


def _lines(name: str) -> list[str]:
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [line.replace(" / ", "\n") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("line", [*STANDING, *_lines("near.txt"), *(str(line) for _, line in NEUTRAL)])
def test_an_ordinary_sentence_raises_no_danger(line: str) -> None:
    axes = build({"category": "csam", "texts": [{"where": "note", "text": line}]}).axes()
    assert axes.overrides == ()
    assert axes.danger.level == 2
    assert axes.trafficking.indicators == ()


def test_all_standing_sentences_together_raise_no_danger() -> None:
    axes = build({"category": "csam", "texts": [{"where": "note", "text": "\n".join(STANDING)}]}).axes()
    assert (axes.overrides, axes.danger.level) == ((), 2)


@pytest.mark.parametrize("line", _lines("framed.txt"))
def test_what_is_told_of_a_film_of_the_news_or_in_company_demands_nothing_at_once(line: str) -> None:
    assert build({"category": "csam", "texts": [{"where": "note", "text": line}]}).axes().overrides == ()


@pytest.mark.parametrize("chat", [*_lines("chats.txt"), *_lines("serbian.txt")])
def test_a_chat_in_which_a_child_is_pressed_raises_danger(chat: str) -> None:
    assert build({"category": "csam", "texts": [{"where": "chat", "text": chat}]}).axes().danger.level >= 3

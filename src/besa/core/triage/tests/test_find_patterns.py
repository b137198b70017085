"""The automaton finds exactly what a patient reader would find, pattern by pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.triage.automaton import Automaton
from besa.core.triage.folding import folded_words
from besa.core.triage.patterns import PatternWrong, Position, Sequence, spell_out

SETS = {"me": ("me", "my self"), "mine": ("my",)}


def _fits(position: Position, word: str) -> bool:
    return (
        position.anything
        or word in position.words
        or any(word.startswith(prefix) for prefix in position.prefixes)
        or (word.isdigit() and any(low <= int(word) <= high for low, high in position.numbers))
    )


def _ends(sequence: Sequence, words: list[str], at: int) -> set[int]:
    """Word numbers at which `sequence`, begun at word `at`, can end: written for clarity, not for speed."""
    if not sequence:
        return {at - 1}
    ends: set[int] = set()
    if sequence[0].optional:
        ends |= _ends(sequence[1:], words, at)
    if at < len(words) and _fits(sequence[0], words[at]):
        ends |= _ends(sequence[1:], words, at + 1)
    return ends


def _patiently(sequences: list[Sequence], words: list[str]) -> set[tuple[int, int, int]]:
    latest: dict[tuple[int, int], int] = {}
    for number, sequence in enumerate(sequences):
        for first in range(len(words)):
            for last in _ends(sequence, words, first):
                latest[number, last] = max(first, latest.get((number, last), -1))
    return {(number, first, last) for (number, last), first in latest.items()}


WORD = st.sampled_from(["a", "b", "c", "ab", "abc", "7", "11"])
POSITION = st.builds(
    Position,
    words=st.frozensets(WORD, max_size=2),
    prefixes=st.frozensets(st.sampled_from(["ab"]), max_size=1),
    numbers=st.frozensets(st.sampled_from([(5, 9), (10, 12)]), max_size=1),
    anything=st.booleans(),
    optional=st.booleans(),
)


@st.composite
def _sequences(draw: st.DrawFn) -> Sequence:
    edge = st.builds(Position, words=st.frozensets(WORD, min_size=1, max_size=2))
    return (draw(edge), *draw(st.lists(POSITION, max_size=4)), draw(edge))


@given(st.lists(_sequences(), min_size=1, max_size=6), st.lists(WORD, max_size=14))
def test_one_pass_finds_what_trying_everything_finds(sequences: list[Sequence], words: list[str]) -> None:
    hits = {(hit.sequence, hit.first, hit.last) for hit in Automaton(sequences).hits(words)}
    assert hits == _patiently(sequences, words)


def test_a_prefix_that_stands_only_where_a_word_may_be_missing_is_found() -> None:
    edge, between = Position(words=frozenset({"a"})), Position(prefixes=frozenset({"ab"}), optional=True)
    found = Automaton([(edge, between, edge)]).hits(["a", "abc", "a"])
    assert [(hit.first, hit.last) for hit in found] == [(0, 2)]


def _found(pattern: str, text: str, *, one_line: bool = False) -> bool:
    sequences = spell_out(pattern, SETS)
    automaton = Automaton(sequences, one_line=range(len(sequences)) if one_line else ())
    return bool(automaton.hits(folded_words(text)))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("hurt @me", "they hurt me"),
        ("hurt @me", "they hurt my self"),
        ("hurt* @me|him", "hurting him"),
        ("(next week|tomorrow) we? meet", "tomorrow meet"),
        ("(next week|tomorrow) we? meet", "next week we meet"),
        ("come ~2 alone", "come to me alone"),
        ("don't tell", "dont tell"),
        ("don't tell", "don’t tell"),
        ("#5-12 years", "11 years"),
        ("# euro", "250 euro"),
    ],
)
def test_a_pattern_finds_its_words(pattern: str, text: str) -> None:
    assert _found(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("come ~2 alone", "come to me all alone"),
        ("come ~2 alone", "come. alone"),
        ("hurt", "hurting"),
        ("#5-12 years", "13 years"),
        ("#5-12 years", "1211 years"),
    ],
)
def test_a_pattern_finds_nothing_else(pattern: str, text: str) -> None:
    assert not _found(pattern, text)


def test_words_that_take_back_stay_on_their_line() -> None:
    assert _found("do not want", "do not\nwant")
    assert not _found("do not want", "do not\nwant", one_line=True)


@pytest.mark.parametrize(
    ("pattern", "cure"),
    [
        ("", "at least one word"),
        ("~3 alone", "begin or end with a gap"),
        ("alone?", "begin or end with a gap"),
        ("a ~x", "as in ~3"),
        ("say @nobody", "no set '@nobody'"),
        ("(a b", "pairs"),
        ("a*b", "wrong place"),
        ("b*", "at least two letters"),
        ("a ~30 b", "shorten the gaps"),
        ("a || b", "empty"),
        ("... b", "no letters"),
        ("#x b", "not a number"),
        (" ".join(["(a b|c d|e f)"] * 7), "more than 400"),
    ],
)
def test_a_wrong_pattern_says_what_to_write_instead(pattern: str, cure: str) -> None:
    with pytest.raises(PatternWrong, match=cure.replace("(", r"\(").replace("*", r"\*")):
        spell_out(pattern, SETS)

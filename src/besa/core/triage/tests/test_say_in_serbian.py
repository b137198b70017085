"""A Serbian wording is found however it is said: in either pronunciation and future, clitics on either side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.triage.automaton import Automaton
from besa.core.triage.folding import compatible, fold_word, folded_words
from besa.core.triage.patterns import PatternWrong, spell_out
from besa.core.triage.serbian import BEGINNINGS, WHOLE, orders, said

WORDS = st.text(alphabet="abcdeghijklmoprstuvz", min_size=1, max_size=12)
TOKENS = st.sampled_from(["(me|je)", "me", "tuče", "(bije|dira*)", "~2", "(sam|smo)?", "otac", "@trusted"])


def _found(pattern: str, text: str) -> bool:
    sequences = [each for order in orders(pattern) for each in spell_out(order, {}, said)]
    return bool(Automaton(sequences).hits(folded_words(compatible(text))))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("dete spava", "dijete spava"),
        ("dijete spava", "dete spava"),
        ("beži od kuće", "bježi od kuće"),
        ("svetlo", "svjetlo"),
        ("lep*", "lijepa si"),
        ("pokupiću ~2 kolima", "pokupit ću te kolima"),
        ("pokupiću ~2 kolima", "ću te pokupiti kolima"),
        ("me (tuče|bije)", "tuče me otac"),
        ("(mi|joj) preti", "prijeti joj stalno"),
        ("me dira ispod", "dira me ispod stola"),
    ],
)
def test_it_is_found_as_others_say_it(pattern: str, text: str) -> None:
    assert _found(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("reč", "rečenica"), ("dete", "detelina"), ("me tuče", "mene tuče"), ("otac tuče", "tuče otac")],
)
def test_nothing_else_is_found(pattern: str, text: str) -> None:
    assert not _found(pattern, text)


@given(WORDS)
def test_a_word_is_among_its_ways_and_each_way_leads_back(word: str) -> None:
    folded = fold_word(word)
    assert folded in said(folded)


@given(st.sampled_from([pair.split("=") for pair in f"{BEGINNINGS} {WHOLE}".split()]))
def test_both_pronunciations_stand_for_each_other(pair: list[str]) -> None:
    ekavian, ijekavian = pair
    assert ijekavian in said(ekavian)
    assert ekavian in said(ijekavian)


@given(st.lists(TOKENS, min_size=1, max_size=7).map(" ".join))
def test_turning_clitics_keeps_every_part_and_reads_as_well_as_before(pattern: str) -> None:
    first, *turned = orders(pattern)
    assert first == pattern
    for other in turned:
        assert sorted(other.split()) == sorted(pattern.split())
        try:
            spell_out(pattern, {"trusted": ("otac",)}, said)
        except PatternWrong:
            continue
        spell_out(other, {"trusted": ("otac",)}, said)

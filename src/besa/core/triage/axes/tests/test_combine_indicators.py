"""The published rule: two strong, one strong and one other, three medium, or two medium and one weak."""

import itertools

import pytest

from besa.core.triage.axes import Grade
from besa.core.triage.axes.indicators import is_positive
from besa.core.triage.axes.tests.building import build

S, M, W = Grade.STRONG, Grade.MEDIUM, Grade.WEAK


@pytest.mark.parametrize("grades", [(S, S), (S, M), (S, W), (M, M, M), (M, M, W)])
def test_a_dimension_is_positive(grades: tuple[Grade, ...]) -> None:
    for more in ((), (S,), (M,), (W,)):
        for order in itertools.permutations((*grades, *more)):
            assert is_positive(order)


@pytest.mark.parametrize("grades", [(), (S,), (M,), (M, M), (M, W), (M, W, W), (W, W, W, W)])
def test_a_dimension_is_not_positive(grades: tuple[Grade, ...]) -> None:
    assert not is_positive(grades)


def test_two_strong_signs_make_the_dimension_positive_and_one_does_not() -> None:
    papers = {"texts": [{"where": "chat", "text": "he took my passport"}]}
    both = {"texts": [{"where": "chat", "text": "he took my passport. you owe me."}]}
    assert build(papers).axes().trafficking.dimensions == ()
    assert build(both).axes().trafficking.dimensions == ("coercion-destination",)


def test_what_needs_a_practitioner_is_named_and_never_computed() -> None:
    trafficking = build(papers := {"category": "trafficking"}).axes().trafficking
    assert papers
    assert {"UN-C2", "UN-G1", "TF-06", "ILO-01"} <= set(trafficking.not_computable)
    assert not {each.id for each in trafficking.indicators} & set(trafficking.not_computable)

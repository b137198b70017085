"""What cannot be so is said in the reader's language, at the question that it is about."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tools.catalogues.sources import python_strings

from besa.core.jurisdiction import casefile, current, facts, former
from besa.node.jurisdiction import contradictions
from besa.node.jurisdiction.contradictions import _SAYINGS
from besa.node.jurisdiction.fields import Names
from besa.node.law import wording

TODAY = date(2026, 11, 22)


def said(**case: object) -> contradictions.Contradiction | None:
    described = casefile.from_mapping({"case": {"acts": ["distribute"], **case}})
    return contradictions.found(described, TODAY, Names(current(), wording.voice("en")))


@pytest.mark.parametrize(
    ("case", "step", "fact", "words"),
    [
        ({"acts": []}, "what", "acts", "Choose at least one act"),
        ({"acts": ["fly"]}, "what", "acts", "no act that the law here knows"),
        ({"offence": {"from": "2022-01-02", "to": "2022-01-01"}}, "what", "offence", "before it begins"),
        ({"offence": {"on": "2027-01-01"}}, "what", "offence", "after the day on which it is decided"),
        ({"offence": {"to": "2027-01-01"}}, "what", "offence", "ends on 2027-01-01"),
        ({"places": {"conduct": []}}, "where", "places.conduct", "done somewhere"),
        ({"places": {"conduct": ["al"], "barred": ["it"]}}, "where", "places.barred", "not among the places"),
        ({"offender": {"present_in": ["al", "rs"]}}, "offender", "offender.present_in", "one State at a time"),
        ({"child": {"age": {"from": 14, "to": 12}}}, "child", "child.age", "smaller number first"),
        ({"child": {"age": -1}}, "child", "child.age", "From -1 to -1 is no age"),
        ({"child": {"born": "2030-01-01"}}, "child", "child.born", "Born on 2030-01-01"),
        ({"offence": {"on": "2020-01-01"}, "child": {"born": "2021-01-01"}}, "child", "child.born", "after the act"),
        (
            {"offence": {"on": "2020-06-01"}, "child": {"born": "2010-01-01", "age": 14}},
            "child",
            "child.age",
            "was 10 to 10",
        ),
        (
            {"extradition": [{"from": "al", "to": "al", "outcome": "pending"}]},
            "more",
            "extradition",
            "cannot extradite to itself",
        ),
        (
            {"extradition": [{"from": "al", "to": "it", "outcome": "granted", "requested": "no"}]},
            "more",
            "extradition",
            "nobody asked",
        ),
        (
            {"extradition": [{"from": "al", "to": "it", "outcome": "pending", "reason": "other"}]},
            "more",
            "extradition",
            "take the reason out",
        ),
        ({"offender": {"present_in": ["yu"]}}, "offender", "offender.present_in", "where the person is now"),
        ({"proceedings": [{"state": "cs", "outcome": "pending"}]}, "more", "extradition", "name the State of today"),
        (
            {"offence": {"on": "2024-06-01"}, "places": {"conduct": ["yu"]}},
            "where",
            "places.conduct",
            "ended on 2003-02-03",
        ),
        (
            {"extradition": [{"from": "el", "to": "gr", "outcome": "pending"}]},
            "more",
            "extradition",
            "cannot extradite to itself",
        ),
    ],
)
def test_it_is_shown_where_it_stands_with_what_to_do(case: dict, step: str, fact: str, words: str) -> None:
    found = said(**case)
    assert found is not None
    assert (found.step, found.facts[0]) == (step, fact)
    assert words in found.said


def test_no_words_of_the_engine_reach_the_page_untranslated() -> None:
    """Each sentence of `facts.py` and `former.py` has one of ours, with every number it carries."""
    source = "".join(Path(one.__file__ or "").read_text(encoding="utf-8") for one in (facts, former))
    cures = [str(ids) for (_context, ids), _comments in python_strings(source, {"FactsContradict": (2,)})]
    assert cures
    for cure in cures:
        sample = re.sub(r"\{[^{}]*\}", "7", cure)
        assert any(re.search(pattern, sample) for pattern in _SAYINGS), cure

"""However a case file is spoilt, it is read or refused in words; what is read can be assessed or contradicts itself."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.jurisdiction import casefile
from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.casefile import CaseFileWrong
from besa.core.jurisdiction.facts import FactsContradict
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.tests.synthetic import assessor

_FULL: dict[str, Any] = {
    "title": "t",
    "decided_on": "2026-11-22",
    "reading": {"recalled": "yes", "undated": "no"},
    "case": {
        "acts": ["distribute"],
        "stage": "attempted",
        "role": "aider",
        "offence": {"from": "2021-03-01", "to": "2021-05-30"},
        "places": {
            "conduct": ["al", "yu"],
            "effect": [],
            "uncontrolled": ["al"],
            "barred": "unknown",
            "punished": ["al"],
        },
        "offender": {
            "nationality": ["al", "unknown"],
            "present_in": ["rs"],
            "age": 40,
            "travelled_from": ["us"],
            "travelled_on": {"from": "2020-01-01", "to": "2020-02-01"},
        },
        "child": {"nationality": [], "age": {"from": 12, "to": 14}},
        "company": {"seat": ["us"]},
        "means": {"by_computer": "yes", "for_payment": "no"},
        "material": "real",
        "extradition": [{"from": "rs", "to": "xk", "outcome": "refused", "reason": "nationality"}],
        "proceedings": [{"state": "al", "outcome": "pending"}],
        "given": ["x"],
    },
    "expect": [{"state": "al", "ground": "territorial", "value": "yes"}],
}
_JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.sampled_from(["", "unknown", "AL", "zz", "2023-02-30", "9999-12-31", "0001-01-01", "high_seas", "cs", "dd"]),
    st.text(max_size=6),
    st.lists(st.sampled_from(["al", "unknown", 1, None, "high_seas", "dd", [], {}]), max_size=3),
    st.dictionaries(
        st.sampled_from(["from", "to", "on", "state", "x"]),
        st.sampled_from([1, -1, "al", "2021-02-29", None]),
        max_size=2,
    ),
)  # fmt: skip


def _places(raw: Any) -> Iterator[tuple[Any, Any]]:
    for key, part in raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ():
        yield raw, key
        yield from _places(part)


def _in_words(wrong: Exception) -> None:
    assert len(str(wrong).split()) > 2


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_spoilt_case_is_refused_in_words_or_can_be_assessed(data: st.DataObject) -> None:
    raw = copy.deepcopy(_FULL)
    for _ in range(data.draw(st.integers(1, 2))):
        holder, key = data.draw(st.sampled_from(list(_places(raw))))
        holder[key] = data.draw(_JUNK)
    try:
        found = casefile.from_mapping(raw)
        answer = assessor().assess(found.case, decided_on=found.decided_on or date(2026, 11, 22), reading=found.reading)
    except (CaseFileWrong, FactsContradict) as wrong:
        _in_words(wrong)
    else:
        assert len(answer.states) == len(current().states)


def test_the_file_itself_is_sound() -> None:
    found = casefile.from_mapping({**_FULL, "case": {**_FULL["case"], "places": {"conduct": ["al"]}}})
    assert Assessor(current()).assess(found.case, decided_on=date(2026, 11, 22))

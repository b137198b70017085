"""When the law changes, the answers that change are told, and only the cases that read the cell are asked again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from besa.core.jurisdiction import current
from besa.core.jurisdiction.comparing import Comparer
from besa.core.jurisdiction.law.changing import Change, as_written, changed
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.worked import worked_cases

ON = date(2026, 11, 22)
UNKNOWN = {"value": "unknown", "confidence": "unknown"}


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    return Comparer(current(), worked_cases(), on=ON)


def with_cell(cell: str, *claims: dict[str, Any]) -> Law:
    return changed(current(), [Change(cell, list(claims), {})])


def test_the_same_law_changes_nothing(comparer: Comparer) -> None:
    found = comparer.compare(with_cell("al.law.territorial", *as_written("al.law.territorial", current())),
                             ["al.law.territorial"])  # fmt: skip
    assert found.differences == ()
    assert found.contradicted == {}
    assert 0 < found.asked < found.of == len(worked_cases())


def test_a_cell_that_becomes_unknown_takes_answers_with_it(comparer: Comparer) -> None:
    found = comparer.compare(with_cell("fr.law.active_national", UNKNOWN), ["fr.law.active_national"])
    lost = [one for one in found.differences if one.what == "active_national"]
    assert {(one.state, one.before.word, one.after.word) for one in lost} == {("fr", "yes", "unknown")}
    assert "fr.law.active_national" in found.contradicted["court_france_assizes_2016"][0]


def test_how_far_a_provision_obliges_is_an_answer_too(comparer: Comparer) -> None:
    (said,) = as_written("cets201.25.1.d", current())
    found = comparer.compare(with_cell("cets201.25.1.d", {**said, "modality": "may"}), ["cets201.25.1.d"])
    ours = [one for one in found.differences if one.case == "bulgaria_access_is_an_offence" and one.state == "mk"]
    assert [(one.layer, one.what, one.before.word, one.after.word, one.modalities) for one in ours] == [
        ("floor", "cets201.25.1.d", "yes", "yes", ("must", "may")),
        ("duty", "", "yes", "no", ()),
    ]


@pytest.mark.parametrize(
    ("cell", "claim"),
    [
        ("al.law.passive_dual_criminality", {"value": "no", "confidence": "recalled"}),
        ("mk.treaties.cets201.status", UNKNOWN),
        ("xk.law.penalty.a_new_row", {"value": {"min": 1, "max": 9}, "confidence": "recalled"}),
        ("cets201.25.1.a", UNKNOWN),
    ],
)
def test_asking_only_the_cases_that_the_cell_touches_leaves_nothing_out(
    comparer: Comparer, cell: str, claim: dict[str, Any]
) -> None:
    after = with_cell(cell, claim)
    quick = comparer.compare(after, [cell])
    everything = comparer.compare(after, [*after.by_id, *after.provisions])
    assert everything.asked == everything.of
    assert quick.differences == everything.differences

"""A cell can be replaced or added as strictly as it is read, and is written back so that only its own lines change."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest

from besa.core.jurisdiction.conditions.expressions import parse
from besa.core.jurisdiction.conditions.writing import written
from besa.core.jurisdiction.law import writing
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import Change, as_written, changed, read_change
from besa.core.jurisdiction.law.exporting import export
from besa.core.jurisdiction.law.library import FOLDER, Law, load

UNKNOWN = {"value": "unknown", "confidence": "unknown"}
SOURCE = {
    "address": "https://example.org/code",
    "title": "Criminal Code: as printed",
    "kind": "statute",
    "tier": "primary",
    "address_status": "verbatim",
    "extent_read": "article 1",
    "read": "2026-11-20",
}


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


def change(cell: str, *claims: dict[str, Any], **sources: dict[str, Any]) -> Change:
    return Change(cell, list(claims), sources)


def test_every_claim_is_written_as_it_was_read(law: Law) -> None:
    for cell in law.cells():
        assert read_change(Change(cell.id, as_written(cell.id, law), {}), law) == cell
    for ident, provision in law.provisions.items():
        assert read_change(Change(ident, as_written(ident, law), {}), law).claims == (provision.claim,)


def test_every_condition_is_written_as_it_was_read(law: Law) -> None:
    for _where, expression in law.expressions():
        assert parse(written(expression)) == expression


def test_a_cell_is_replaced_and_nothing_else(law: Law) -> None:
    new = {"value": 16, "confidence": "sourced", "sources": [{"id": "L_NEW", "at": "article 1"}]}
    after = changed(law, [change("al.law.age_of_consent", new, L_NEW=SOURCE)])
    assert after.by_id["al.law.age_of_consent"].claims[0].value == 16
    assert after.sources["L_NEW"].address == "https://example.org/code"
    assert {one for one in after.by_id if after.by_id[one] != law.by_id[one]} == {"al.law.age_of_consent"}
    assert law.by_id["al.law.age_of_consent"].claims[0].value != 16


@pytest.mark.parametrize(
    ("cell", "claim", "complaint"),
    [
        ("al.law.csam_access", {"value": "maybe", "confidence": "recalled"}, "'maybe' cannot be a value"),
        ("al.law.csam_access", {"value": "yes", "confidence": "sourced"}, "sourced without a source"),
        (
            "al.law.csam_access",
            {"value": "yes", "confidence": "sourced", "sources": [{"id": "L_NOWHERE"}]},
            "there is no source 'L_NOWHERE'",
        ),
        (
            "al.law.csam_access",
            {"value": "conditional", "confidence": "recalled", "when": "moon_is_full"},
            "'moon_is_full' is not on the closed list",
        ),
        (
            "al.law.csam_access",
            {"value": "yes", "confidence": "recalled", "from": "2021-05-01", "to": "2020-05-01"},
            "which is no time: exchange them",
        ),
        ("al.law.csam_access", {"value": "yes", "confidence": "recalled", "from": "31.3.2020"}, "is no day"),
        ("al.law.close_in_age", {"value": "conditional", "confidence": "recalled", "when": {"cell": "close_in_age"}},
         "asks for itself"),
        ("zz.law.csam_access", UNKNOWN, "no such cell and no place"),
        ("al.law.../../x", UNKNOWN, "a name has letters"),
        ("al.treaties.nothing.status", UNKNOWN, "must name a treaty"),
        ("al.treaties.tip.status", {"value": "yes", "confidence": "recalled"}, "'yes' cannot be a value"),
        ("opsc.4.1", {"value": "yes", "confidence": "recalled", "from": "2021-01-01"}, "a provision has no 'from'"),
        ("al.law.csam_access", {**UNKNOWN, "colour": "red"}, "unknown key 'colour'"),
    ],
)  # fmt: skip
def test_what_would_break_the_law_is_refused_with_its_cure(
    law: Law, cell: str, claim: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(LawBroken, match=complaint.replace("(", r"\(")):
        changed(law, [change(cell, claim)])


def test_a_source_of_the_same_name_is_not_overwritten(law: Law) -> None:
    taken = next(iter(law.sources))
    with pytest.raises(LawBroken, match="is another source already"):
        changed(law, [change("al.law.csam_access", UNKNOWN, **{taken: SOURCE})])


def test_nothing_is_deleted(law: Law) -> None:
    with pytest.raises(LawBroken, match="nothing is deleted"):
        changed(law, [change("al.law.csam_access")])


def differing(law_folder: Path, name: str) -> list[str]:
    old = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    new = (law_folder / name).read_text(encoding="utf-8").splitlines()
    return [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")]


def test_an_export_reads_as_what_was_meant_and_changes_only_the_lines_of_the_cells(law: Law, tmp_path: Path) -> None:
    old_law = {"value": "no", "confidence": "recalled", "to": "2019-12-31"}
    new_law = {
        "value": "conditional",
        "when": {"all": ["offender_present", {"child_under": 14}]},
        "confidence": "sourced",
        "sources": [{"id": "L_NEW", "at": "article 1: 'yes', #2"}],
        "from": "2020-01-01",
        "note": "two laws: an old one, and a new one # not a comment",
    }
    changes = [
        change("al.law.csam_access", old_law, new_law, L_NEW=SOURCE),
        change("al.law.penalty.csam", {"value": {"min": 1, "max": 5}, "confidence": "recalled"}),
        change("xk.treaties.ets73.status", UNKNOWN),
        change("mk.membership.eu", UNKNOWN),
        change("opsc.4.2.a", {"value": "yes", "confidence": "recalled", "note": "read again"}),
        change("opsc.in_force", {"value": "2002-01-19", "confidence": "recalled"}),
    ]
    folder = tmp_path / "law"
    found = export(law, changes, pack=FOLDER, folder=folder)
    assert found == changed(law, changes) == load(folder)
    same = {"al", "xk", "mk"} ^ set(law.states)
    assert all(differing(folder, f"states/{code}.yaml") == [] for code in same)
    assert differing(folder, "states/mk.yaml")[-1].startswith("+")
    assert len(differing(folder, "sources.yaml")) == 8
    assert len(differing(folder, "treaties/opsc.yaml")) < 12


def test_every_cell_can_be_exported(law: Law, tmp_path: Path) -> None:
    """Each cell as it stands, written again: the files may be laid out otherwise, and say the same."""
    every = [Change(ident, as_written(ident, law), {}) for ident in (*law.by_id, *law.provisions)]
    assert export(law, every, pack=FOLDER, folder=tmp_path / "law") == law


def test_a_digest_names_what_is_said_and_not_how_it_is_laid_out(law: Law) -> None:
    once = as_written("al.law.csam_access", law)
    again = [dict(reversed(one.items())) for one in once]
    assert writing.digest(once) == writing.digest(again)
    assert writing.digest(once) != writing.digest([UNKNOWN])

"""The very words of a law stand beside a cell only with a language, an article and a source that others can open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import Change, as_written, changed
from besa.core.jurisdiction.law.exporting import export
from besa.core.jurisdiction.law.library import FOLDER, Law, load
from besa.core.jurisdiction.voice import ENGLISH
from besa.core.jurisdiction.wording import quotations

CELL = "al.law.territorial"
SOURCE = {
    "address": "https://example.org/code", "title": "An example", "kind": "statute", "tier": "primary",
    "address_status": "verbatim", "extent_read": "article 1", "read": "2026-11-20",
}  # fmt: skip
QUOTED = {
    "language": "sq",
    "text": "Ky ligj shembull zbatohet në territorin e Shtetit shembull.",
    "source": {"id": "N_EXAMPLE", "at": "article 1"},
    "english": "This example of a law applies in the territory of an example of a State.",
}


def with_wording(wording: Any, **source: str) -> Law:
    law = load()
    claims = [{**one, "wording": wording} for one in as_written(CELL, law)]
    return changed(law, [Change(CELL, claims, {"N_EXAMPLE": {**SOURCE, **source}})])


def test_a_quotation_is_read_written_and_shown_with_its_translation() -> None:
    law = with_wording(QUOTED)
    assert [one["wording"] for one in as_written(CELL, law)] == [QUOTED] * len(as_written(CELL, law))
    said = next(quotations((CELL,), law, ENGLISH))
    assert said.startswith(f"article 1: “{QUOTED['text']}” (Albanian; working translation")
    assert QUOTED["english"] in said


def test_it_goes_out_with_the_export(tmp_path: Path) -> None:
    law = load()
    claims = [{**one, "wording": QUOTED} for one in as_written(CELL, law)]
    changes = [Change(CELL, claims, {"N_EXAMPLE": SOURCE})]
    assert export(law, changes, pack=FOLDER, folder=tmp_path / "law") == changed(law, changes) == load(tmp_path / "law")


@pytest.mark.parametrize(
    ("wrong", "cure"),
    [
        ({"language": "Albanian"}, "by its code"),
        ({"language": ""}, "by its code"),
        ({"text": ""}, "one sentence or two"),
        ({"text": "x" * 601}, "600 letters"),
        ({"text": "two\nlines"}, "in one line"),
        ({"english": ""}, "translation into English"),
        ({"language": "en"}, "else none"),
        ({"source": {"id": "N_EXAMPLE"}}, "at which article"),
        ({"source": {"id": "N_NOBODY", "at": "article 1"}}, "there is no source"),
        ({"source": "article 1"}, "must be a mapping"),
        ({"translation": "x"}, "unknown key"),
    ],
)
def test_what_nobody_could_follow_is_refused_with_what_to_do(wrong: dict[str, Any], cure: str) -> None:
    with pytest.raises(LawBroken, match=cure):
        with_wording({**QUOTED, **wrong})


@pytest.mark.parametrize("source", [{"tier": "low"}, {"address_status": "reconstructed"}])
def test_nothing_is_quoted_from_a_source_that_nobody_can_check(source: dict[str, str]) -> None:
    with pytest.raises(LawBroken, match="no source to quote from"):
        with_wording(QUOTED, **source)

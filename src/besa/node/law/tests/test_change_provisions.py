"""A lawyer puts right what a treaty is said to say: its words, its article, how far it obliges, its reservation."""

from __future__ import annotations

from pathlib import Path

import pytest

from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import Change, as_written, changed
from besa.core.jurisdiction.law.exporting import export
from besa.core.jurisdiction.law.library import FOLDER, load
from besa.core.jurisdiction.worked import worked_cases
from besa.node.law import actions, effects, queries
from besa.node.law.problems import NothingChanges
from besa.node.law.tests.conftest import NOW
from besa.node.people.models import Staff

pytestmark = pytest.mark.django_db
ARTICLE = "cets201.25.1.d"


def as_it_is(**changes):
    """What is recorded of ARTICLE, with changes."""
    (said,) = as_written(ARTICLE, queries.current())
    return {**said, **changes}


def test_how_far_a_provision_obliges_turns_what_treaties_ask_of_a_state(propose, vesna, sit, monkeypatch):
    case = "bulgaria_access_is_an_offence"
    monkeypatch.setattr(effects, "worked_cases", lambda: {case: worked_cases()[case]})
    made = propose(as_it_is(modality="may"), cell=ARTICLE)
    actions.accept(made, keyring=vesna, now=NOW)
    assert queries.current().provisions[ARTICLE].modality == "may"
    answers = (queries.change(made).effects or {})["answers"]
    assert [case, "mk", "access", "floor", ARTICLE, "yes", "yes", "must", "may"] in answers
    assert [case, "mk", "access", "duty", "", "yes", "no"] in answers
    page = sit(vesna).page("change", made)
    assert "must be able to act → may" in page
    assert "any treaty obliges it to be able to act" in page
    assert "States may choose" in page


def test_a_change_of_words_is_read_as_proposed_and_turns_no_answer(propose, vesna, sit):
    Staff.objects.update(language="sq")
    made = propose(as_it_is(text="Each Party can act where its national did it.", article="25, 1 d"), cell=ARTICLE)
    page = sit(vesna).page("change", made)
    assert "Each Party can act where its national did it." in page
    assert "ende i papërkthyer" in page
    actions.accept(made, keyring=vesna, now=NOW)
    one = queries.current().provisions[ARTICLE]
    assert (one.text, one.article) == ("Each Party can act where its national did it.", "25, 1 d")
    assert (queries.change(made).effects or {})["answers"] == []
    assert "Each Party can act where" in sit(vesna).page("treaty", "cets201")


def test_what_it_says_already_is_no_change(propose):
    with pytest.raises(NothingChanges):
        propose(as_it_is(), cell=ARTICLE)


@pytest.mark.parametrize(
    ("wrong", "cure"),
    [
        ({"modality": "perhaps"}, "must, endeavour, may"),
        ({"reservable": "ets185.22.1.b"}, "no reservation to this treaty"),
        ({"text": "two\nlines"}, "one line"),
        ({"text": " "}, "'text'"),
        ({"text": "x" * 1001}, "1000 letters"),
        ({"article": ["25"]}, "must be words"),
        ({"ground": "flag"}, "has no 'ground'"),
        ({"when": "moon_is_full"}, "closed list"),
    ],
)
def test_what_is_no_provision_is_refused_with_what_to_do(propose, wrong, cure):
    with pytest.raises(LawBroken, match=cure):
        propose(as_it_is(**wrong), cell=ARTICLE)


def test_it_goes_out_with_the_export_and_no_other_line_is_touched(tmp_path: Path):
    law = load()
    said = {
        **as_written(ARTICLE, law)[0],
        "modality": "may",
        "text": "Each Party can act.",
        "reservable": "cets201.25.3",
    }
    changes = [Change(ARTICLE, [said], {})]
    export(law, changes, pack=FOLDER, folder=tmp_path / "law")
    assert load(tmp_path / "law") == changed(law, changes)
    before, after = (
        (each / "treaties" / "cets201.yaml").read_text().splitlines() for each in (FOLDER, tmp_path / "law")
    )
    kept = [line for line in after if line in before]
    assert len(after) - len(kept) == 1, "the text; the other two lines stand elsewhere in the file, too"
    assert len(before) - len(after) <= 1


def test_every_provision_can_be_changed_and_exported(tmp_path: Path):
    law = load()
    changes = [
        Change(one.id, [{**as_written(one.id, law)[0], "text": f"{one.text} Read again."}], {})
        for one in law.provisions.values()
    ]
    assert export(law, changes, pack=FOLDER, folder=tmp_path / "law") == changed(law, changes)


def test_the_form_of_a_provision_has_what_its_kind_has(lejla, sit):
    at = sit(lejla)
    page = at.page("propose", ARTICLE)
    assert 'name="modality"' in page
    assert 'name="reservable"' in page
    assert 'name="modality"' not in at.page("propose", "cets201.3")
    data = {"value": "yes", "confidence": "sourced", "keep": ["0"], "reason": "Read again.", "article": "25(1)(d)"}
    refused = at.post("propose", ARTICLE, data={**data, "text": "", "modality": "shall", "reservable": "xx"})
    assert refused.status_code == 422
    assert refused.content.decode().count("aria-invalid") >= 3
    told = at.told("propose", ARTICLE, data={
        **data, "text": "Each Party  can\nact.", "modality": "endeavour", "reservable": "no",
    })  # fmt: skip
    assert "Another lawyer decides" in told
    (kept,) = queries.waiting()
    assert kept.claims[0]["text"] == "Each Party can act."
    assert kept.claims[0]["modality"] == "endeavour"
    assert kept.claims[0]["sources"] == kept.before[0]["sources"]

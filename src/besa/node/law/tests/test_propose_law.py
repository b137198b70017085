"""The form of a claim: what a lawyer types becomes a claim of the files; what cannot be one is said at its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from besa.core.jurisdiction import current
from besa.core.jurisdiction.conditions.expressions import words
from besa.core.jurisdiction.law.changing import Change, as_written, changed
from besa.node.law import expressions, queries
from besa.node.law.forms import NEW_TIME, ClaimForm, form_for
from besa.node.law.tests.conftest import CELL
from besa.node.law.views.changing import vocabulary

TODAY = date(2026, 11, 22)
NEW = {
    "address": "https://example.org/code",
    "title": "Code",
    "at": "article 1",
    "tier": "primary",
    "read": "2026-11-20",
}


def form(cell: str = CELL, which: str = "0", **typed: Any) -> ClaimForm:
    law = current()
    data = {"value": "no", "confidence": "recalled", "reason": "Read again.", **typed}
    return form_for(cell, law)(data, cell=cell, law=law, claims=as_written(cell, law), which=which, today=TODAY)


def claims(found: ClaimForm) -> list[dict[str, Any]]:
    assert found.is_valid(), found.errors
    said, sources = found.proposed()
    changed(current(), [Change(found.cell, said, sources)])
    return said


def test_every_cell_can_be_opened_and_sent_back_as_it_is():
    """What the form shows of a claim is what it sends: nothing is lost on the way."""
    law = current()
    for ident in (*law.by_id, *law.provisions):
        for number, old in enumerate(as_written(ident, law)):
            claims_there = as_written(ident, law)
            shown = form_for(ident, law)(cell=ident, law=law, claims=claims_there, which=str(number), today=TODAY)
            typed = {name: shown.get_initial_for_field(field, name) for name, field in shown.fields.items()}
            sent = form_for(ident, law)(
                {**{name: said for name, said in typed.items() if said is not None}, "reason": "none"},
                cell=ident, law=law, claims=claims_there, which=str(number), today=TODAY,
            )  # fmt: skip
            if old["value"] == "conditional" and not {"when", "when_for"} & set(old):
                continue  # a condition that nobody wrote down: the form asks for it
            assert sent.is_valid(), (ident, sent.errors)
            again = sent.proposed()[0][number]
            assert {**again, "note": ""} == {**old, "note": ""}, ident
            assert again.get("note", "").split() == old.get("note", "").split()


def test_a_condition_is_typed_in_one_line_or_in_several():
    wanted = {"all": ["offender_present", {"child_under": 14}]}
    for typed in ("all: [offender_present, {child_under: 14}]", "all:\n- offender_present\n- child_under: 14\n"):
        (said,) = claims(form(value="conditional", when=typed))
        assert said["when"] == wanted
    assert expressions.condition(expressions.shown(wanted)) == wanted


def test_a_new_source_comes_with_its_claim():
    (said,) = claims(form(confidence="sourced", **NEW))
    assert said["sources"][0]["at"] == "article 1"
    assert said["sources"][0]["id"].startswith("N_")


def test_a_recorded_source_is_named_with_its_place():
    source = next(iter(current().sources))
    (said,) = claims(form(confidence="sourced", source=f"{source} and its title", source_at="article 9"))
    assert said["sources"] == [{"id": source, "at": "article 9"}]
    assert "source_at" in form(confidence="sourced", source=source).errors


def test_a_source_that_says_otherwise_makes_the_claim_unsure_until_it_is_settled():
    source = next(iter(current().sources))
    typed = {"other": "yes", "other_source": source, "other_at": "page 3", "settled": "no"}
    (said,) = claims(form(cell="xk.law.grooming", **typed))
    assert said["conflict"] == {
        "value": "yes", "sources": [{"id": source, "at": "page 3"}], "settled": "no", "why": "",
    }  # fmt: skip
    assert "other_source" in form(cell="xk.law.grooming", other="yes").errors


QUOTED = {
    "wording_text": "Ky ligj shembull  zbatohet\nnë territor.",
    "wording_language": "SQ",
    "wording_english": "This example applies in the territory.",
    "wording_at": "article 1",
}


def test_the_law_itself_is_quoted_from_the_new_source():
    (said,) = claims(form(confidence="sourced", **NEW, **QUOTED))
    assert said["wording"] == {
        "language": "sq",
        "text": "Ky ligj shembull zbatohet në territor.",
        "source": {"id": said["sources"][0]["id"], "at": "article 1"},
        "english": "This example applies in the territory.",
    }


@pytest.mark.parametrize(
    ("lacks", "field"),
    [
        ({"wording_language": ""}, "wording_language"),
        ({"wording_language": "shqip!"}, "wording_language"),
        ({"wording_english": " "}, "wording_english"),
        ({"wording_at": ""}, "wording_at"),
        ({}, "wording_source"),
        ({"wording_source": "S_NOBODY"}, "wording_source"),
        ({"wording_text": "x" * 601}, "wording_text"),
    ],
)
def test_what_a_quotation_lacks_is_said_at_its_field(lacks, field):
    assert field in form(**{**QUOTED, **lacks}).errors


def test_law_of_another_time_ends_what_had_no_end():
    was = as_written(CELL, current())
    said = claims(form(which=NEW_TIME, starts="2024-05-01"))
    assert said[0] == {**was[0], "to": "2024-04-30"}
    assert said[1]["from"] == "2024-05-01"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": "maybe"}, "value"),
        ({"value": "figure", "figure": "sixteen"}, "figure"),
        ({"value": "figure", "figure": "9" * 11}, "figure"),
        ({"value": "conditional"}, "when"),
        ({"when": "moon_is_full"}, "when"),
        ({"when": "all: [offender_present, {authorised_by: x}]\nvalue: yes"}, "when"),
        ({"when": "&a [*a, *a]"}, "when"),
        ({"when": "any: [" + "[" * 900 + "]" * 900 + "]"}, "when"),
        ({"when": "x" * 5000}, "when"),
        ({"when": "!!python/object/apply:os.system [ls]"}, "when"),
        ({"when": "child_under: " + "9" * 500}, "when"),
        ({"when": "{% load i18n %}"}, "when"),
        ({"starts": "31.3.2020"}, "starts"),
        ({"starts": "2020-02-31"}, "starts"),
        ({"confidence": "certain"}, "confidence"),
        ({"confidence": "sourced"}, "confidence"),
        ({"source": "S_NOBODY"}, "source"),
        ({**NEW, "read": "2027-01-01"}, "read"),
        ({**NEW, "title": ""}, "title"),
        ({"address": "https://example.org/code"}, "at"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 4001}, "reason"),
        ({"note": "x" * 2001}, "note"),
        ({"keep": ["99"]}, "keep"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(typed, field):
    assert field in form(**typed).errors


def test_the_complaint_of_a_condition_is_short_and_names_the_word():
    (said,) = form(when="moon_is_full").errors["when"]
    assert "'moon_is_full' is not on the closed list" in said
    assert len(said) < 120


def test_the_form_shows_every_word_of_the_closed_list():
    shown = {next(iter(raw)) if isinstance(raw, dict) else raw for raw in map(expressions.condition, words_shown())}
    assert shown | {"all", "any", "not"} == set(words())


def words_shown() -> list[str]:
    return [word for word, _said in vocabulary(current())]


def test_only_what_fits_the_place_is_offered():
    status = form(cell="al.treaties.cets201.status")
    assert "party" in dict(status.fields["value"].choices)
    assert "when" not in status.fields
    provision = form(cell="cets201.25.1.a", value="yes")
    assert [code for code, _words in provision.fields["value"].choices] == ["yes", "unknown"]
    assert "starts" not in provision.fields


@pytest.mark.django_db
def test_a_lawyer_sends_the_form_and_finds_what_is_wrong_with_nothing_lost(lejla, sit):
    at = sit(lejla)
    data = {"value": "conditional", "confidence": "recalled", "when": "moon", "reason": "Because of <b>this</b>."}
    refused = at.post("propose", CELL, data=data)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "&#x27;moon&#x27; is not on the closed list" in page
    assert "Because of &lt;b&gt;this&lt;/b&gt;." in page
    told = at.told("propose", CELL, data={**data, "when": "all: [offender_present, {child_under: 15}]"})
    assert "Another lawyer decides" in told
    assert "the offender is in the territory" in told
    assert [one.cell for one in queries.waiting()] == [CELL]
    assert at.client.get(f"/staff/law/entries/{CELL}/propose?claim=77").status_code == 404
    assert at.client.get("/staff/law/entries/zz.law.x/propose").status_code == 404

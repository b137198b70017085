"""Where it was done, in a letter: as the case knows it, or as somebody types it, in each language of the letter."""

from __future__ import annotations

from besa.core.jurisdiction import Case, Places
from besa.node.letters import filling
from besa.node.letters.tests.conftest import At, draft
from besa.node.letters.tests.test_write_letter import TYPED


def test_of_a_stranger_whose_place_nobody_knows_the_letter_says_where_it_took_effect() -> None:
    unknown = Case(acts=("groom",), effect=Places(frozenset({"al"})), access=Places(frozenset({"rs"})))
    assert filling.places(unknown) == ("al", "rs")
    assert filling.places(Case(acts=("groom",), conduct=Places.known("mk"), effect=Places.known("al"))) == ("mk",)
    assert filling.places(Case(acts=("groom",), conduct=Places.known("high_seas"))) == ()


def test_what_is_missing_can_be_typed_and_stands_in_both_languages(anna: At, letter) -> None:
    page = anna.page("letter", letter)
    assert "Albania</textarea>" in page
    assert "is not translated" in page
    anna.told("letter", letter, data={**TYPED, "places": "Mali i Zi\nkosovo\nMontenegro"})
    seen = anna.page("preview", letter)
    for said in ("Mal i Zi, Kosovë*", "Montenegro, Kosovo*"):
        assert said in seen, said
    anna.told("letter", letter, data={**TYPED, "places": ""})
    assert "Where" in anna.page("preview", letter).split("Still missing", 1)[1].split("</p>", 1)[0]


def test_what_is_no_state_is_said_beside_it_and_stays_typed(anna: At, letter) -> None:
    page = anna.post("letter", letter, data={**TYPED, "places": "Atlantis"}).content.decode()
    assert "“Atlantis” is no State that we know." in page
    assert "Atlantis</textarea>" in page


def test_a_draft_keeps_the_places_of_its_case() -> None:
    assert draft().places == ("al",)

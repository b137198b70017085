"""A letter says what the case says and nothing else, in every language the same; a broken file of words is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats.document import Fields, Items, Paragraph, Table, write_docx, write_pdf
from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.letters import FIELDS, LetterBroken, LetterFacts, Wanted, fill, letters
from besa.core.jurisdiction.letters.filling import BLANK, state_name
from besa.core.jurisdiction.letters.texts import FOLDER, names_in
from besa.core.jurisdiction.letters.values import MARK

MADE = datetime(2026, 11, 22, 9, tzinfo=UTC)
KOSOVO = (
    "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ "
    "Opinion on the Kosovo declaration of independence."
)
LANGUAGES = ("sq", "mk", "sr", "sr-Latn", "cnr", "en")


def say(message: str, language: str) -> str:
    return f"{language}:{message}"


def facts(**more: object) -> LetterFacts:
    given: dict[str, object] = {"sender_state": "al", "addressee_state": "rs", "made": MADE, **more}
    return LetterFacts(**given)  # type: ignore[arg-type]


def words(document: object) -> str:
    return repr(document)


@pytest.mark.parametrize("kind", sorted(letters()))
def test_every_letter_stands_in_every_language_of_the_node(kind: str) -> None:
    assert set(letters()[kind].wordings) == set(LANGUAGES)
    made = fill(letters()[kind], facts(), languages=LANGUAGES, say=say)
    assert [section.language for section in made.document.sections] == list(LANGUAGES)
    assert write_pdf(made.document).startswith(b"%PDF-")
    assert write_docx(made.document).startswith(b"PK")


@pytest.mark.parametrize("kind", sorted(letters()))
def test_what_the_case_says_is_in_it_and_what_it_does_not_say_is_a_line(kind: str) -> None:
    said = {name: f"told {name}" for name in FIELDS}
    whole = facts(
        **{name: said[name] for name in ("sender", "addressee", "reference", "urgency", "offence_dates")},
        law_at_home="told law_at_home",
        **{name: said[name] for name in ("summary", "relation", "custodian", "need", "conditions", "procedure")},
        preserved="told preserved", contact="told contact", acts=("told acts",), places=("mk",),
        reply_by=date(2026, 12, 1), data=(Wanted("account", "told data", "2026-11-20 20:15", "Chatter"),),
    )  # fmt: skip
    full = fill(letters()[kind], whole, languages=["en"], say=say)
    assert full.missing == ()
    assert BLANK not in words(full.document)
    used = {name for block in letters()[kind].wordings["en"].blocks for each in block.words for name in names_in(each)}
    for name in used - {"sender_state", "addressee_state"}:
        assert f"told {name}" in words(full.document)
    tabled = any(block.kind == "table" for block in letters()[kind].wordings["en"].blocks)
    assert ("told data" in words(full.document)) is tabled
    bare = fill(letters()[kind], facts(), languages=["en"], say=say)
    assert BLANK in words(bare.document)
    assert "Summary of the facts" in bare.missing
    assert ("Data" in bare.missing) is tabled


@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_what_somebody_wrote_is_never_read_as_a_name(text: str) -> None:
    hostile = f"{{need}} {{sender_state}} {text}"
    made = fill(letters()["preservation"], facts(summary=hostile, need="N"), languages=["en"], say=say)
    found = [block.text for block in made.document.sections[0].blocks if isinstance(block, Paragraph)]
    assert hostile.strip() in found
    assert write_pdf(made.document)


def test_a_letter_is_always_marked_as_a_draft_and_says_which_words_nobody_confirmed() -> None:
    made = fill(letters()["preservation"], facts(), languages=["sq", "en"], say=say)
    assert made.document.mark == f"sq:{MARK} · en:{MARK}"
    assert made.unconfirmed == ("sq", "en")


def test_kosovo_is_written_with_its_mark_and_footnote_and_nobody_is_called_a_state() -> None:
    made = fill(letters()["preservation"], facts(addressee_state="xk"), languages=LANGUAGES, say=say)
    for section in made.document.sections:
        assert Paragraph(f"{section.language}:{KOSOVO}") in section.blocks
        asks = next(block for block in section.blocks if isinstance(block, Paragraph))
        assert state_name("xk", section.language) in asks.text
    assert all(state_name("xk", code).endswith("*") for code in LANGUAGES)
    assert not state_name("rs", "sq").endswith("*")
    without = fill(letters()["preservation"], facts(), languages=LANGUAGES, say=say)
    assert KOSOVO not in words(without.document)


def test_names_of_states_and_days_are_written_in_the_language() -> None:
    assert [state_name("mk", code) for code in LANGUAGES] == [
        "Maqedonia e Veriut", "Северна Македонија", "Северна Македонија", "Severna Makedonija", "Sjeverna Makedonija",
        "North Macedonia",
    ]  # fmt: skip
    made = fill(letters()["preservation"], facts(), languages=["sr"], say=say)
    rows = next(block for block in made.document.sections[0].blocks if isinstance(block, Fields)).rows
    assert ("sr:Date", "22. новембар 2026.") in rows


def test_a_language_that_a_letter_does_not_have_is_left_out() -> None:
    made = fill(letters()["preservation"], facts(), languages=["de", "sq", "sq"], say=say)
    assert [section.language for section in made.document.sections] == ["sq"]
    assert [
        one.language for one in fill(letters()["spontaneous"], facts(), languages=["de"], say=say).document.sections
    ] == ["en"]
    with pytest.raises(ValueError, match="both sides"):
        fill(letters()["preservation"], facts(), languages=[], say=say)


def test_the_table_keeps_its_shape() -> None:
    row = Wanted("account", "chatter/x", "2026-11-20 20:15", "Chatter")
    made = fill(letters()["stored_data"], facts(data=(row, row)), languages=["mk"], say=say)
    table = next(block for block in made.document.sections[0].blocks if isinstance(block, Table))
    assert table.rows == (("mk:account", "chatter/x", "2026-11-20 20:15", "Chatter"),) * 2
    assert any(isinstance(block, Items) and block.numbered for block in made.document.sections[0].blocks)


def _block(held: dict, language: str, number: int) -> dict:
    return held["languages"][language]["blocks"][number - 1]


BREAKS: dict[str, tuple[Callable[[dict], object], str]] = {
    "another name": (lambda held: held.update(letter="other"), "first line"),
    "no English": (lambda held: held["languages"].pop("en"), "`en`"),
    "no basis": (lambda held: held.update(basis=[]), "basis"),
    "a block too few": (lambda held: held["languages"]["mk"]["blocks"].pop(), r"mk: \d+ blocks, but English"),
    "an unknown name": (lambda held: _block(held, "sq", 2).update(paragraph="{ai}"), "block 2: nothing is called 'ai'"),
    "a name left out": (lambda held: _block(held, "sq", 2).update(paragraph="x"), "sq, block 2: it does not say"),
    "an unknown kind": (lambda held: held["languages"]["sr"]["blocks"].insert(0, {"poem": "x"}), "no kind 'poem'"),
    "no words": (lambda held: _block(held, "sr", 2).update(paragraph=" "), "no words"),
    "two in one": (lambda held: _block(held, "sr", 2).update(heading="x"), "one line"),
    "an unknown key": (lambda held: held["languages"]["sr"].update(poem=1), "nothing else"),
    "not yes or no": (lambda held: held["languages"]["sr"].update(confirmed="maybe"), "yes or no"),
}


def test_each_letter_rests_on_provisions_that_the_law_holds() -> None:
    there = {provision.id for treaty in current().treaties.values() for provision in treaty.provisions}
    assert {basis for letter in letters().values() for basis in letter.basis} <= there


def test_a_line_that_stands_twice_is_refused(tmp_path: Path) -> None:
    whole = (FOLDER / "spontaneous.yaml").read_text(encoding="utf-8")
    (tmp_path / "spontaneous.yaml").write_text(whole + "letter: spontaneous\n", encoding="utf-8")
    with pytest.raises(LetterBroken, match="stands twice"):
        letters(tmp_path)


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_file_of_words_is_named_with_language_block_and_cure(tmp_path: Path, what: str) -> None:
    spoil, message = BREAKS[what]
    held = reading.read(FOLDER / "spontaneous.yaml", "spontaneous.yaml")
    spoil(held)
    (tmp_path / "spontaneous.yaml").write_text(yaml.safe_dump(held, allow_unicode=True), encoding="utf-8")
    with pytest.raises(LetterBroken, match=message):
        letters(tmp_path)


def test_what_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(LetterBroken, match=r"x\.yaml: it cannot be read"):
        letters(tmp_path)

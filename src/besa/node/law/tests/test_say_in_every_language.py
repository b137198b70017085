"""Whoever reads an answer reads it in the own language; English is left only where it is marked as the law's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils.safestring import SafeString

from besa.core.jurisdiction import Answer, Assessor, casefile, current, naming, telling, valued, wording
from besa.core.jurisdiction.conditions import expressions
from besa.core.jurisdiction.law import legal_texts
from besa.core.jurisdiction.logic import UNKNOWN, Step
from besa.core.jurisdiction.voice import ENGLISH
from besa.node.jurisdiction.commands import jurisdiction
from besa.node.law.wording import on_page, say, translations, voice

CASES = sorted((Path(casefile.__file__).parent / "tests" / "cases").glob("*.yaml"))
LANGUAGES = ("sq", "mk", "sr", "sr-latn", "cnr")
# What keeps its language: quoted words of the law, where they stand, ids of cells.
KEPT = re.compile(r"“[^”]*”|\[[^\[\]]*\]")
# Words that no sentence of the engine does without, and that none of the other languages has.
ENGLISH_WORDS = re.compile(r"\b(the|is|of|was|has|and|not|this|what|which|whether|under|by|with|yes|unknown)\b")


@cache
def answers() -> tuple[Answer, ...]:
    assessor = Assessor(current())
    found = []
    for path in CASES:
        case = casefile.read(path)
        assert case.decided_on
        found.append(assessor.assess(case.case, decided_on=case.decided_on, reading=case.reading))
    return tuple(found)


@cache
def steps() -> tuple[Step, ...]:
    """Every step of every worked case; those that say the same once."""
    found: dict[tuple[object, ...], Step] = {}
    seen: set[int] = set()

    def walk(step: Step) -> None:
        if id(step) not in seen:
            seen.add(id(step))
            found.setdefault((step.word, step.value, step.why, step.cells, step.truth, step.to_meet), step)
            for part in step.parts:
                walk(part)

    for answer in answers():
        for one in answer.states:
            for step in (one.limitation, *(ground.step for ground in (*one.national, *one.floor))):
                walk(step)
    return tuple(found.values())


def english_in(lines: Iterable[str]) -> set[str]:
    left = set()
    for line in lines:
        said = line
        while (less := KEPT.sub("", said)) != said:
            said = less
        if ENGLISH_WORDS.search(said):
            left.add(said.strip()[:120])
    return left


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_in_any_step_of_any_worked_case(language: str) -> None:
    speaker, law = voice(language), current()
    first_lines = (next(wording.lines(step, law, voice=speaker)) for step in steps())
    assert english_in(first_lines) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_around_the_steps(language: str) -> None:
    speaker, law = voice(language), current()
    for answer in answers()[::4]:
        lines = iter(telling.text(answer, law, reasons=False, voice=speaker))
        if answer.case.title:
            next(lines)  # the case's own title
        assert english_in(lines) == set()


def test_english_would_be_found() -> None:
    law = current()
    assert english_in(telling.text(answers()[0], law, voice=ENGLISH))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_treaty_and_act_has_a_name_in_every_language(language: str) -> None:
    speaker, law = voice(language), current()
    assert [one.name for one in law.treaties.values() if "“" in naming.treaty(one.id, law, speaker)] == []
    assert [code for code in law.acts.by_code if "“" in naming.act(code, law, speaker)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_provision_stands_in_its_language_with_its_translation_beside_it(language: str) -> None:
    speaker, law = voice(language), current()
    for one in law.provisions.values():
        said = speaker.legal(one.text)
        assert said.startswith(f"“{one.text}” ("), one.id
        assert speaker(legal_texts.NONE_YET) not in said, one.id
        assert english_in([said]) == set(), one.id
    assert [one.without for one in translations(each.text for each in law.provisions.values())] == [()] * len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_changes_a_provision_leaves_it_without_a_translation_and_that_is_said(language: str) -> None:
    speaker = voice(language)
    assert speaker(legal_texts.NONE_YET) in speaker.legal("Each Party may do something else from tomorrow on.")
    (one,) = (each for each in translations(["Each Party may do something else."]) if each.language == language)
    assert (one.there, one.without) == (0, ("Each Party may do something else.",))


def test_a_text_that_the_reader_can_read_needs_no_translation() -> None:
    assert ENGLISH.legal("Each Party …") == "Each Party …"
    assert voice("sr-latn").legal("Кривично законодавство Србије важи …", "sr", "…") == (
        "“Кривично законодавство Србије важи …”"
    )
    german = voice("sq").legal("Die deutschen Strafgesetze gelten …", "de", "German criminal law holds …")
    assert "gjermanisht" in german
    assert "“German criminal law holds …”" in german, "English is better than nothing"
    assert "working translation" in ENGLISH.legal("Die deutschen Strafgesetze …", "de", "German criminal law …")


def test_on_a_page_the_original_is_marked_with_its_language_and_its_translation_with_what_it_is_worth() -> None:
    said = on_page("sq").legal("<b>Each Party</b>")
    assert '<span lang="en">&lt;b&gt;Each Party&lt;/b&gt;</span>' in said
    provision = current().provisions["cets201.25.1.a"]
    assert 'class="translated">përkthim pune, i pakonfirmuar: Çdo Palë' in on_page("sq").legal(provision.text)


@pytest.mark.parametrize("language", ["sq", "mk", "sr", "sr-latn", "cnr", "en"])
def test_a_state_with_a_footnote_keeps_its_mark_and_the_footnote_follows(language: str) -> None:
    speaker, law = voice(language), current()
    marked = [code for code, state in law.states.items() if state.footnote]
    assert marked
    assert all(speaker.state(code, law).endswith("*") for code in marked)
    lines = list(telling.text(answers()[0], law, voice=speaker))
    assert sum(line.startswith("* ") and "“" not in line for line in lines) == len(marked)


def test_every_word_of_a_condition_has_a_sentence() -> None:
    unsaid = [word for word in expressions.words() if word not in {**wording.FACTS, **valued.VALUED, "party_to": ""}]
    assert unsaid == []


def test_a_new_word_of_the_law_is_quoted_until_somebody_translates_it() -> None:
    step = Step(UNKNOWN, "open", "whether a law of tomorrow applies")
    assert wording.sentence(step, current(), voice("sq")) == "çështje e hapur: “whether a law of tomorrow applies”"
    on = wording.sentence(step, current(), on_page("sq"))
    assert on == 'çështje e hapur: <span lang="en">whether a law of tomorrow applies</span>'
    assert wording.sentence(step, current(), ENGLISH) == "open question: whether a law of tomorrow applies"


@pytest.mark.parametrize("language", ["sr", "en"])
def test_markup_in_the_law_is_text_on_a_page(language: str) -> None:
    speaker = on_page(language)
    said = wording.sentence(Step(UNKNOWN, "open", "<script>alert(1)</script> {braces} & more"), current(), speaker)
    assert isinstance(said, SafeString)
    assert "<script>" not in said
    assert "&lt;script&gt;" in said
    assert "{braces} &amp; more" in said
    listed = speaker.listed(["<b>", speaker.quoted("<i>")])
    assert "<b>" not in listed
    assert "<i>" not in listed


def test_whole_answers_are_safe_pieces_of_a_page() -> None:
    speaker, law = on_page("mk"), current()
    for one in answers()[0].states:
        for ground in one.national:
            assert isinstance(wording.sentence(ground.step, law, speaker), SafeString)
            assert isinstance(telling.name_of(ground, law, speaker), SafeString)


def test_a_language_nobody_knows_is_english() -> None:
    assert say("yes", "xx") == "yes"
    assert say("yes", "sr-Latn") == "da"
    assert say("yes", "sr_Latn") == "da"


@pytest.mark.parametrize(
    ("language", "said"), [("sq", "SHQIPËRI"), ("mk", "АЛБАНИЈА"), ("cnr", "ALBANIJA"), ("en", "ALBANIA")]
)
def test_the_command_answers_in_the_language_that_was_asked_for(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BESA_HOME", raising=False)
    file = next(path for path in CASES if path.stem.startswith("albania_"))
    found = CliRunner().invoke(jurisdiction, ["assess", str(file), "--language", language])
    assert said in found.output
    assert ("Not legal advice" in found.output) is (language == "en")


def test_a_language_nobody_speaks_is_refused_with_those_that_are_there() -> None:
    found = CliRunner().invoke(jurisdiction, ["assess", str(CASES[0]), "--language", "xx"])
    assert found.exit_code == 2
    assert "sr-latn" in found.output

"""Texts that are nearly the same are found, others are not, and a sketch tells nothing without the key."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats import Referral, Text
from besa.core.linking import (
    Layer,
    Level,
    Linker,
    MemoryIndex,
    MemoryTies,
    Side,
    imprint,
    imprint_with_texts,
    texts_seen,
)
from besa.core.linking.texts import LEAST, LONG, common, fold, likeness, marked, parts, sketch

_KEY = b"k" * 16
_TEXT_LAYER = Layer(Level.TEXT, Side.ANY)
_SCRIPT = (
    "Përshëndetje, unë të njoh dhe i kam fotot e tua. Nëse nuk më dërgon para deri nesër në mbrëmje do t'ua tregoj "
    "të gjithë shokëve të klasës dhe familjes. Mos i trego askujt, përndryshe do të jetë më keq për ty."
)
_OTHER = (
    "Dje në shkollë kishim një orë për sigurinë në internet. Mësuesja na tregoi si të ruajmë fjalëkalimet tona dhe "
    "kujt t'i drejtohemi nëse dikush na shqetëson. Ishte interesante dhe do ta përsërisim javën tjetër."
)


def _likeness(one: str, other: str) -> float:
    first, second = sketch(one, key=_KEY), sketch(other, key=_KEY)
    assert first is not None
    assert second is not None
    return likeness(first.signature, second.signature)


def _shares_a_band(one: str, other: str) -> bool:
    first, second = sketch(one, key=_KEY), sketch(other, key=_KEY)
    assert first is not None
    assert second is not None
    return not set(first.bands).isdisjoint(second.bands)


def test_a_copied_script_with_another_day_and_sum_is_nearly_the_same() -> None:
    changed = _SCRIPT.replace("nesër", "sonte").replace("para", "200 euro")
    assert _likeness(_SCRIPT, changed) >= 0.75
    assert _shares_a_band(_SCRIPT, changed)


def test_two_texts_in_one_language_are_not() -> None:
    assert _likeness(_SCRIPT, _OTHER) < 0.3
    assert not _shares_a_band(_SCRIPT, _OTHER)


@pytest.mark.parametrize(
    "written", [_SCRIPT.upper(), _SCRIPT.replace("ë", "e").replace("ç", "c"), f"\n{_SCRIPT}!!! 😀"]
)
def test_case_marks_and_signs_make_no_difference(written: str) -> None:
    assert _likeness(_SCRIPT, written) == 1.0


def test_serbian_in_both_scripts_is_one_text() -> None:
    assert fold("Љубљена Џефа шаље ђаку њен чвор ћуп") == fold("Ljubljena Džefa šalje đaku njen čvor ćup")


def test_short_texts_are_not_compared() -> None:
    assert sketch("a" * (LEAST - 1), key=_KEY) is None
    assert sketch("hi, how are you? fine. and you?", key=_KEY) is None
    assert sketch("😀" * 500, key=_KEY) is None


def test_another_key_gives_another_sketch() -> None:
    first, second = sketch(_SCRIPT, key=_KEY), sketch(_SCRIPT, key=b"z" * 16)
    assert first is not None
    assert second is not None
    assert likeness(first.signature, second.signature) < 0.2
    assert set(first.bands).isdisjoint(second.bands)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=3000))
def test_any_text_gives_a_sketch_of_one_size_or_none(text: str) -> None:
    found = sketch(text, key=_KEY)
    assert found is None or (len(found.signature) == 80 and len(found.bands) == 10)
    assert found == sketch(text, key=_KEY)


def test_the_estimate_is_near_the_true_share() -> None:
    rnd = random.Random(4)
    words = ["".join(rnd.choice("abcdefgh") for _ in range(6)) for _ in range(400)]
    for _ in range(20):
        one = [rnd.choice(words) for _ in range(100)]
        other = [word if rnd.random() < 0.9 else rnd.choice(words) for word in one]
        a, b = fold(" ".join(one)), fold(" ".join(other))
        pieces = [{text[at : at + 5] for at in range(len(text) - 4)} for text in (a, b)]
        true = len(pieces[0] & pieces[1]) / len(pieces[0] | pieces[1])
        assert abs(_likeness(a, b) - true) < 0.25


def test_copies_are_joined_as_one_text_until_they_are_a_crowd() -> None:
    it = Linker(MemoryIndex(), MemoryTies())
    found = imprint((), [_SCRIPT], key=_KEY)
    for report in range(500):
        it.add(report, found)
    cluster = it.cluster(_TEXT_LAYER, 5)
    assert cluster is not None
    assert len(cluster.reports) == 500
    assert it.bundles(5)[0].times == 500
    it.add(500, found)
    assert it.cluster(_TEXT_LAYER, 5) is None
    assert it.bundles(5)[0].times == 501
    it.remove(3)
    again = it.cluster(_TEXT_LAYER, 5)
    assert again is not None
    assert len(again.reports) == 500


def test_a_script_with_a_word_changed_each_time_is_one_text() -> None:
    it = Linker(MemoryIndex(), MemoryTies())
    for report in range(150):
        text = _SCRIPT.replace("nesër", f"dita {report}").replace("para", f"{report} euro")
        it.add(report, imprint((), [text], key=_KEY))
    cluster = it.cluster(_TEXT_LAYER, 5)
    assert cluster is not None
    assert len(cluster.reports) > 140


def test_a_standard_text_in_front_makes_two_conversations_no_more_alike() -> None:
    standard = (
        "Our service looks at content with people and machines; questions go to the desk named in the agreement. " * 2
    )
    one, other, again = (
        imprint((), [f"{standard}\n{words}"], key=_KEY) for words in (_SCRIPT, _OTHER, _SCRIPT.replace("para", "euro"))
    )
    it = Linker(MemoryIndex(), MemoryTies())
    for report in range(501):
        it.add(report + 10, imprint((), [standard], key=_KEY))
    for report, found in enumerate((one, other, again)):
        it.add(report, found)
    cluster = it.cluster(_TEXT_LAYER, 0)
    assert cluster is not None
    assert cluster.reports == {0, 2}
    assert it.cluster(_TEXT_LAYER, 1) is None


def test_two_texts_that_share_one_piece_are_not_alike_because_a_third_is_in_both_reports() -> None:
    band, standard = b"a" * 16, [bytes([at]) * 16 for at in range(20, 30)]
    same, one, other = (bytes([at]) * 80 for at in (1, 2, 3))
    others = [bytes([at]) * 16 for at in range(40, 49)]
    assert common(marked(same, standard), marked(same, standard)) == {token[:2] for token in standard}
    assert common(marked(one, [band, *standard[1:]]), marked(other, [band, *others])) == {b"aa"}
    assert likeness(one, other) == 0.0


def test_only_long_lines_stand_for_themselves() -> None:
    talk = "a: hi\nb: hello\na: how are you"
    assert parts(talk) == [talk]
    assert parts(f"{'x' * LONG}\n{talk}") == ["x" * LONG, talk]
    assert parts("x" * 500) == ["x" * 500]


def _times(*texts: str, known: str, times: int) -> dict[str, int]:
    """How often each text counts as seen where `known` stood in so many earlier reports."""
    _, before = imprint_with_texts((), [known], key=_KEY)
    counts = dict.fromkeys((token for tokens in before.values() for token in tokens), times)
    referral = Referral(format="x", source="x", texts=tuple(Text(where="note", text=text) for text in texts))
    _, tokens = imprint_with_texts((), texts, key=_KEY)
    return dict(texts_seen(referral, tokens, counts))


def test_each_text_is_looked_up_by_itself_under_its_own_place() -> None:
    assert _times(_SCRIPT, _OTHER, known=_SCRIPT, times=40) == {"texts[0]": 40, "texts[1]": 0}


def test_a_line_of_somebodys_own_makes_a_standing_text_new() -> None:
    standard = "This report was made automatically after a file matched a digest that is known to us. " * 3
    assert _times(standard, f"{standard}\n{_SCRIPT}", known=standard, times=900) == {"texts[0]": 900, "texts[1]": 0}


def test_a_text_with_a_part_that_is_too_short_to_compare_is_not_looked_up() -> None:
    standard = "This report was made automatically after a file matched a digest that is known to us. " * 3
    assert _times(f"{standard}\nhe waits for her", "too short", known=standard, times=900) == {}

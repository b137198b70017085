"""Folding makes one word of all the ways people write it, and loses no place in the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.triage import fold
from besa.core.triage.folding import LINE, SENTENCE, compatible, fold_word, folded_words, source_offsets, word_ranges
from besa.core.triage.readings import readings

PAIRS = (
    "a=а b=б v=в g=г d=д đ=ђ e=е ž=ж z=з i=и j=ј k=к l=л lj=љ m=м n=н nj=њ o=о p=п r=р s=с t=т ć=ћ u=у f=ф h=х c=ц "
    "č=ч dž=џ š=ш"
)
LATIN, CYRILLIC = zip(*(pair.split("=") for pair in PAIRS.split()), strict=True)


@pytest.mark.parametrize(
    "spellings",
    [
        ("vëlla", "vella", "VËLLA", "ve\u0308lla", "vela"),
        ("çfarë", "cfare", "qfare", "chfare"),
        ("наставничка", "nastavnička", "nastavnicka", "nastavnichka"),
        ("ѓавол", "gjavol", "ǵavol", "gavol"),
        ("ќе", "kje", "ke", "ḱe"),
        ("дођи", "dođi", "dodji", "dodi"),
        ("дјеца", "djeca", "deca", "деца"),
        ("ubiću", "убићу", "ubicu", "UBICU", "ｕｂｉｃｕ"),
        ("pliz", "pliiiiz", "PLLLIZ"),
    ],
)
def test_all_spellings_of_a_word_are_one(spellings: tuple[str, ...]) -> None:
    assert len({fold(word) for word in spellings}) == 1


def test_sentences_and_lines_are_marked_but_not_shown() -> None:
    assert folded_words("Mos. Ec\nKtu...tani 3.5") == ["mos", SENTENCE, "ec", LINE, "ktu", "tani", "3", "5"]
    assert fold("Mos. Ec\nKtu...tani 13vjec 20€") == "mos ec ktu tani 13 vjec 20 eur"


@given(st.lists(st.integers(0, len(LATIN) - 1) | st.none(), max_size=40))
def test_serbian_reads_alike_in_both_scripts(letters: list[int | None]) -> None:
    latin = "".join(" " if at is None else LATIN[at] for at in letters)
    cyrillic = "".join(" " if at is None else CYRILLIC[at] for at in letters)
    assert folded_words(compatible(latin)) == folded_words(cyrillic)


@given(st.text())
def test_unicode_form_makes_no_difference(text: str) -> None:
    forms = {
        tuple(folded_words(compatible(unicodedata.normalize(form, text)))) for form in ("NFC", "NFD", "NFKC", "NFKD")
    }
    assert forms == {tuple(folded_words(compatible(text)))}


@given(st.text(alphabet=st.characters(max_codepoint=0x52F)))
def test_case_makes_no_difference(text: str) -> None:
    once = text.casefold()
    assert folded_words(compatible(once)) == folded_words(compatible(text))


@given(st.text(alphabet="abcdđžšćčëçqhjgkxz абдђѓќљњџш.'"))
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_word_knows_its_place(text: str) -> None:
    plain = compatible(text)
    for reading in readings(plain):
        words = [word for word in folded_words(reading) if word not in (SENTENCE, LINE)]
        ranges = word_ranges(reading)
        assert len(words) == len(ranges)
        assert len(reading) == len(plain)
        for word, (start, end) in zip(words, ranges, strict=True):
            assert fold_word(reading[start:end]).split() == [word]


@given(st.text())
def test_offsets_lead_back_to_the_source(text: str) -> None:
    offsets = list(source_offsets(text))
    assert len(offsets) == len(compatible(text)) + 1
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("do te v r a s", "do te vras"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("k1ll y0u", "kill you"),
        ("u4itelj", "učitelj"),
        ("ub\u0438j\u0430m", "ubijam"),
    ],
)
def test_spaced_swapped_and_mixed_letters_are_read_as_meant(written: str, meant: str) -> None:
    assert fold(meant) in {fold(reading) for reading in readings(compatible(written))}

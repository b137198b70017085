"""Whoever looks a word up in many texts may pass over those that cannot hold it, and misses none that does."""

from __future__ import annotations

import re2
from hypothesis import given
from hypothesis import strategies as st

from besa.core.triage import fold
from besa.core.triage.folding import plain, spellings

_LETTERS = "aàábcčçdđeëghijkklmnqsšzžwxy013 .,\n-/€_АБВЉЊЏЖШЧабвљњџжшч"
_texts = st.text(alphabet=_LETTERS, max_size=30) | st.text(max_size=30)


@given(_texts, st.data())
def test_a_text_that_holds_a_folded_word_is_never_passed_over(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, max(0, len(folded) - 1)))
    wanted = folded[start : data.draw(st.integers(start, len(folded)))].strip()
    assert re2.search(spellings(wanted), plain(text))


def test_a_text_without_the_word_is_passed_over() -> None:
    assert not re2.search(spellings(fold("школа")), plain("Ne idem nigde danas."))
    assert re2.search(spellings(fold("школа")), plain("Idem u SHKOOLA danas."))

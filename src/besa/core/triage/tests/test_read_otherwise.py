"""The quick looks that spare a reading never spare one that differs, and folding splits words as it always did."""

import re

from hypothesis import given
from hypothesis import strategies as st

from besa.core.triage import readings as module
from besa.core.triage.folding import compatible, folded_words, word_ranges
from besa.core.triage.readings import readings

TRICKY = st.text(alphabet="abčшé1470@$!| .-_*·,\t\n\u0301\u00adsh\ud800²", max_size=40)


@given(TRICKY | st.text(max_size=40))
def test_a_text_is_read_otherwise_whenever_it_can_be(text: str) -> None:
    plain = compatible(text)
    meant = module._SPACED.sub(lambda found: module._SPACER.sub(module._DROPPED, found.group()), plain)
    meant = module._INSIDE.sub(lambda found: found.group().translate(module._MEANT), meant)
    assert meant in readings(plain)


@given(TRICKY | st.text(max_size=40))
def test_every_folded_word_has_its_range(text: str) -> None:
    plain = compatible(text)
    words = [word for word in folded_words(plain) if word not in (".", "/")]
    assert len(words) == len(word_ranges(plain))
    assert not any(re.search(r"([a-z_])\1", word) for word in words)

"""The quick looks that spare a reading never spare one that differs, and folding splits words as it always did."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.triage import current, judging
from besa.core.triage import readings as module
from besa.core.triage.folding import compatible, folded_words, word_ranges
from besa.core.triage.readings import readings

SAID = st.sampled_from(
    ["do", "te", "vras", "veten", ",", "i", "want", "to", "die", ".", "ubiću", "se", "u", "filmu", "молам", "haha"]
)
TRICKY = st.text(alphabet="abčшé1470@$!| .-_*·,\t\n\u0301\u00adsh\ud800²", max_size=40)


def _meant(plain: str) -> str:
    meant = module._SPACED.sub(lambda found: module._SPACER.sub(module._DROPPED, found.group()), plain)
    return module._INSIDE.sub(lambda found: found.group().translate(module._MEANT), meant)


@given(TRICKY | st.text(max_size=40))
def test_a_text_is_read_otherwise_whenever_it_can_be(text: str) -> None:
    plain = compatible(text)
    assert _meant(plain) in readings(plain)


@given(TRICKY | st.text(max_size=40))
def test_a_word_of_two_scripts_is_read_in_either(text: str) -> None:
    plain = compatible(text)
    either = {module._unmixed(_meant(plain), shapes) for shapes in (module._TO_LATIN, module._TO_CYRILLIC)}
    assert either <= {*readings(plain), _meant(plain)}


RULES = current()


def _hide(word: str) -> str:
    return word.replace("e", "3").replace("i", "1") if len(word) % 2 else word.replace("a", "\u0430")


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID | SAID.map(_hide) | SAID.map(" ".join), max_size=90).map(" ".join))
def test_looking_only_around_what_is_read_otherwise_finds_as_much(text: str) -> None:
    plain = compatible(text)
    whole: dict[str, set[tuple[int, int]]] = {}
    for reading in readings(plain):
        for rule, ranges in judging._in(reading, RULES).items():
            whole.setdefault(rule, set()).update(ranges)
    near = judging._in(plain, RULES)
    for reading in readings(plain)[1:]:
        for rule, ranges in judging._otherwise(plain, reading, RULES).items():
            near.setdefault(rule, set()).update(ranges)
    assert near == whole


@given(TRICKY | st.text(max_size=40))
def test_every_folded_word_has_its_range(text: str) -> None:
    plain = compatible(text)
    words = [word for word in folded_words(plain) if word not in (".", "/")]
    assert len(words) == len(word_ranges(plain))
    assert not any(re.search(r"([a-z_])\1", word) for word in words)

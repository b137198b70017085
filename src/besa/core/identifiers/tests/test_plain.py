"""Whatever the tricks of letters, what is found points to what was written."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from besa.core.identifiers import domains
from besa.core.identifiers.plain import _ODD, _pieces, plain

ANY = st.text(st.characters() | st.sampled_from("аa0o\u200b\u0301\ufe0f\u20e3ﬁ½№…–\u2028\u00a0İ１"), max_size=60)


def test_every_letter_that_is_passed_over_stands_for_itself() -> None:
    for character in map(chr, range(0x80, sys.maxunicode + 1)):
        if not _ODD.match(character):
            category = unicodedata.category(character)
            assert category not in ("Mn", "Me", "Cf", "Cs")
            assert _pieces(character, category) == character


@given(ANY)
def test_places_go_forward_and_lie_in_the_text(text: str) -> None:
    read = plain(text)
    ranges = [read.source_range(at, at + 1) for at in range(len(read.text))]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert ranges == sorted(ranges)
    for at, (start, end) in enumerate(ranges):
        if text[start:end].isascii():
            assert read.text[at] == text[start:end]


@given(ANY)
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    once = plain(text).text
    assert plain(once).text == plain(plain(once).text).text


NAMES = "com co uk al edu mk xn--90a3ac blogspot ck www kawasaki jp city herokuapp github io a b-c sh nosuch"
LABELS = st.sampled_from(NAMES.split())


@given(st.lists(LABELS, min_size=1, max_size=5).map(".".join))
def test_the_quick_look_at_a_domain_gives_what_the_whole_list_gives(host: str) -> None:
    parts = domains._extract()(host)
    known = bool(parts.suffix and (parts.domain or parts.is_private))
    whole = (f"{parts.domain}.{parts.suffix}" if parts.domain else parts.suffix) if known else ""
    assert domains.registrable(host) == whole

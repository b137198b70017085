"""Any two of the three printed word lists restore the recovery secret; one alone, or a mistyped one, does not."""

from __future__ import annotations

import os
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.sealing import ShareProblem, combine_shares, split_shares

SECRET = bytes(range(32))


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_any_two_of_three_restore_the_secret(secret: bytes) -> None:
    shares = split_shares(secret)
    for two in permutations(shares, 2):
        assert combine_shares(list(two)) == secret
    for three in permutations(shares, 3):
        assert combine_shares(list(three)) == secret


def test_one_alone_never_does() -> None:
    for share in split_shares(SECRET):
        for given_ in ([share], [share, share], [share, " " + share.upper() + " "], [share, ""], []):
            with pytest.raises(ShareProblem):
                combine_shares(given_)


def test_one_alone_tells_nothing_of_the_secret() -> None:
    """With one list fixed, every secret is still possible: two splits of different secrets give unrelated lists."""
    first = split_shares(SECRET)
    second = split_shares(SECRET)
    assert not set(first) & set(second)
    assert all(SECRET.hex() not in share for share in first)


def test_lists_of_different_sets_do_not_mix() -> None:
    with pytest.raises(ShareProblem):
        combine_shares([split_shares(SECRET)[0], split_shares(SECRET)[1]])


def test_upper_case_and_wild_spacing_do_not_matter() -> None:
    one, two, _ = split_shares(SECRET)
    assert combine_shares(["\n".join(one.upper().split()), "   ".join(two.split())]) == SECRET


def test_every_mistyped_word_is_noticed() -> None:
    one, two, _ = split_shares(SECRET)
    words = one.split()
    for place in range(len(words)):
        for wrong in ("academic", "acid", "besa", ""):
            if words[place] == wrong:
                continue
            typed = " ".join([*words[:place], wrong, *words[place + 1 :]])
            with pytest.raises(ShareProblem):
                combine_shares([typed, two])


def test_a_mistyped_third_list_is_not_passed_over() -> None:
    one, two, three = split_shares(SECRET)
    for wrong in (three.replace(three.split()[7], "besa"), split_shares(SECRET)[2]):
        with pytest.raises(ShareProblem):
            combine_shares([one, two, wrong])


def test_each_list_has_33_words_of_letters() -> None:
    for share in split_shares(os.urandom(32)):
        assert len(share.split()) == 33
        assert share.replace(" ", "").isalpha()
        assert share.isascii()


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_secret_of_the_wrong_size_is_named(size: int) -> None:
    with pytest.raises(ValueError, match=f"32 bytes, got {size}"):
        split_shares(bytes(size))

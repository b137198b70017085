"""The queue has one order, the same however it comes in, and every place in it can be explained."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats import Text
from besa.core.triage.axes import Axes, class_of, current, packed, place, unpacked, why_above
from besa.core.triage.axes.tests.building import NOW, build
from besa.core.triage.axes.tests.strategies import HERE, REFERRALS, SEEN

ORDER = current().order
OVERRIDE = {"escalation": "-"}
HARM = {"category": "enticement"}
HARM_HERE = {"category": "enticement", "people": [{"role": "reported", "phones": [{"number": "+355691234567"}]}]}
OPEN = {"category": "csam"}
FILM_MADE = {
    "uploads": [{"digests": [["md5", "aa"]], "details": [["EXIF", "Make", "X"]]}],
    "seen": {"uploads[0].digests[0]": "0"},
}
SAID = {"texts": [{"where": "chat", "text": "you alone? send one more pic"}], "same_text": "0"}
HINTED = {"texts": [{"where": "chat", "text": "are you home alone then"}], "same_text": "0"}
UNREAD = {"texts": [{"where": "chat", "text": "he waits for her there"}], "same_text": "0"}
SHORT = {"texts": [{"where": "chat", "text": "he waits for her there"}]}
STANDING = {"texts": [{"where": "note", "text": "The file was reviewed by our staff."}], "same_text": "900"}
REPEAT = {"batched": "MEME", "uploads": [{"digests": [["md5", "aa"]]}], "seen": {"uploads[0].digests[0]": "9"}}


def _axes(example: dict[str, object]) -> Axes:
    return build(example).axes()


def _place(example: dict[str, object], name: str = "", hours: int = 0):
    return place(_axes(example), ORDER, arrived=NOW.replace(hour=hours), name=name)


def test_what_a_rule_demands_stands_above_everything_and_repeats_below() -> None:
    places = [_place(each) for each in (OVERRIDE, HARM_HERE, HARM, OPEN, REPEAT)]
    assert places == sorted(places)
    assert len(set(places)) == 5


def test_words_that_nobody_has_read_stand_above_everything_that_only_the_kind_of_referral_speaks_for() -> None:
    in_order = (OVERRIDE, FILM_MADE, SAID, HINTED, UNREAD, SHORT, HARM_HERE, HARM, OPEN, REPEAT)
    assert [_place(each)[0] for each in in_order] == sorted({_place(each)[0] for each in in_order})
    assert class_of(_axes(UNREAD), ORDER).id == "unread-words"


def test_standing_sentences_of_a_sender_are_as_if_they_were_not_there() -> None:
    assert class_of(_axes(STANDING), ORDER) == class_of(_axes({}), ORDER)


def test_a_viral_copy_with_words_of_somebodys_own_is_neither_known_nor_a_repeat() -> None:
    for words in (SAID, HINTED, UNREAD):
        seen = {"seen": {**REPEAT["seen"], "texts[0]": "0"}}
        assert _place(REPEAT | {"texts": words["texts"]} | seen) < _place(HARM_HERE)


def test_of_two_that_a_rule_demands_the_one_with_words_of_its_own_comes_first() -> None:
    assert _place(OVERRIDE | UNREAD) < _place(OVERRIDE)
    assert _place(OVERRIDE | UNREAD) < _place(OVERRIDE | STANDING)


def test_the_class_says_why() -> None:
    assert class_of(_axes(OVERRIDE), ORDER).id == "now"
    assert class_of(_axes(REPEAT), ORDER).id == "repeats"
    found = why_above(_place(OVERRIDE), _place(HARM), ORDER)
    assert (found.kind, found.upper, found.lower) == ("class", "now", "harm")
    assert found.label == "A person looks now: a rule demands it"


def test_inside_a_class_the_first_step_that_differs_decides() -> None:
    two = {"category": "enticement", "occurred": "-1d"}
    found = why_above(_place(HARM_HERE | {"occurred": "-1d"}), _place(two), ORDER)
    assert (found.kind, found.label) == ("step", "More is lost by waiting where somebody can be found")
    assert int(found.upper) > int(found.lower)


def test_of_two_equals_the_one_that_waits_longer_comes_first() -> None:
    assert _place(OPEN, hours=8) < _place(OPEN, hours=9)
    assert why_above(_place(OPEN, hours=8), _place(OPEN, hours=9), ORDER).kind == "waiting"
    assert why_above(_place(OPEN, "a"), _place(OPEN, "b"), ORDER).kind == "same"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(REFERRALS, SEEN, HERE), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_they_came_in(cases, rnd: random.Random) -> None:
    from besa.core.triage.axes import assess

    places = [
        place(assess(referral, seen=seen, now=NOW, here=here), ORDER, arrived=NOW, name=str(number))
        for number, (referral, seen, here) in enumerate(cases)
    ]
    shuffled = rnd.sample(places, len(places))
    assert sorted(shuffled) == sorted(places)
    assert len(set(places)) == len(places)


@settings(max_examples=60, deadline=None)
@given(
    REFERRALS,
    SEEN,
    HERE,
    st.sampled_from(["i will tell you later where", "you alone? send one more pic", "ne di sta je"]),
)
def test_words_of_somebodys_own_never_make_anything_wait_longer(referral, seen, here, words: str) -> None:
    from besa.core.triage.axes import assess

    told = replace(referral, texts=(*referral.texts, Text(where="new", text=words)))
    counted = replace(seen, before={**seen.before, f"texts[{len(referral.texts)}]": 0})
    before = place(assess(referral, seen=seen, now=NOW, here=here), ORDER)
    after = place(assess(told, seen=counted, now=NOW, here=here), ORDER)
    assert after <= before


@given(
    st.sampled_from([OVERRIDE, HARM_HERE, HARM, OPEN, REPEAT]),
    st.sampled_from([OVERRIDE, HARM_HERE, HARM, OPEN, REPEAT]),
)
def test_whoever_stands_above_has_a_reason(one, other) -> None:
    upper, lower = sorted((_place(one, "a"), _place(other, "b")))
    assert why_above(upper, lower, ORDER).label


@settings(max_examples=40, deadline=None)
@given(REFERRALS, SEEN, HERE)
def test_a_place_packed_into_a_number_sorts_alike_and_comes_out_again(referral, seen, here) -> None:
    from besa.core.triage.axes import assess

    found = place(assess(referral, seen=seen, now=NOW, here=here), ORDER, arrived=NOW, name="a")
    number = packed(found)
    assert unpacked(number, ORDER, arrived=NOW, name="a") == found
    assert number < 2**31
    assert (number < packed(_place(HARM))) == (found[:2] < _place(HARM)[:2])


def test_a_number_that_no_class_is_behind_is_no_place() -> None:
    assert unpacked(2**31 - 1, ORDER) is None

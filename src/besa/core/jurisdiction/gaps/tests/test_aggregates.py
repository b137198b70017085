"""What anybody may see of a gap map: counts of all States together, and nothing that tells one of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from besa.core.jurisdiction import current
from besa.core.jurisdiction.gaps import Axes, Stopped, Survey, read_axes, survey, telling
from besa.core.jurisdiction.gaps.values import FEWEST_STATES, LAYERS, OTHERS, SHOWN
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import FOLDER

ON = date(2026, 11, 22)
ACTS = ("abuse", "access")


@cache
def made() -> Survey:
    """Three acts over all States, with one State's own list."""
    axes = read_axes()
    few = replace(
        axes, scene={**axes.scene, "offender_age": (40,)}, ways=axes.ways[:2], whereabouts=axes.whereabouts[:2]
    )
    return survey(current(), on=ON, axes=few, acts=ACTS, own="al")


def test_the_answers_of_a_layer_add_up_to_all_its_combinations() -> None:
    aggregate = made().aggregate
    for act in ("", *ACTS):
        for age in (None, *aggregate.ages):
            assert sum(
                aggregate.count(f"who.{part}", act=act, age=age) for part in ("somebody", "unknown", "nobody")
            ) == aggregate.count("who.combinations", act=act, age=age)
            assert sum(
                aggregate.count(f"duty.{part}", act=act, age=age)
                for part in ("owed", "owed_unless_reserved", "dual_may_fail", "unknown", "endeavour", "none")
            ) == aggregate.count("duty.combinations", act=act, age=age)
            assert sum(
                aggregate.count(f"time.{part}", act=act, age=age) for part in ("open", "closed", "unknown")
            ) == aggregate.count("time.combinations", act=act, age=age)


def test_every_kind_of_gap_is_shown_and_every_count_has_a_name() -> None:
    aggregate = made().aggregate
    assert {one.gap for one in SHOWN} == set(current().gaps)
    for one in SHOWN:
        assert one.key in aggregate.counts
        assert one.key in telling.LABELS
        assert 0 <= aggregate.share(one.key) <= 1
        assert one.of in LAYERS
    assert {gain.reform for gain in aggregate.gains} <= set(telling.LABELS)
    assert {gain.gap for gain in aggregate.gains} <= set(current().gaps)


def test_no_state_stands_in_an_aggregate_by_code_or_name() -> None:
    law = current()
    for told in ("\n".join(telling.text(made().aggregate, law)), json.dumps(telling.plain(made().aggregate))):
        words = set(re.findall(r"\w+", told))
        # `at`, `it`, `me` and `de` are words, too: no code stands where a State's cell or answer begins.
        assert not re.findall(rf"\b(?:{'|'.join(law.states)})\.", told)
        assert not words & {code for code in law.states if code not in ("at", "it", "me", "de")}
        assert not [state.name for state in law.states.values() if state.name in told]


def test_a_question_that_few_states_leave_open_is_told_with_the_others() -> None:
    law = current()
    six = replace(law, states={code: law.states[code] for code in ("al", "fr", "mk", "rs", "si", "xk")})
    open_in: Counter[str] = Counter()
    for code in six.states:
        own = survey(six, on=ON, axes=_least(), acts=["abuse"], own=code).own
        assert own is not None
        open_in.update(one.name.removeprefix(f"{code}.") for one in own.cells)
    assert min(open_in.values()) < FEWEST_STATES <= max(open_in.values())
    told = {one.name for one in survey(six, on=ON, axes=_least(), acts=["abuse"]).aggregate.questions}
    assert told == {name for name, states in open_in.items() if states >= FEWEST_STATES} | {OTHERS}


def _least() -> Axes:
    axes = read_axes()
    scene = {"child_age": (13, 15), "offender_age": (40,), "organised_group": (True,), "material": ("real",)}
    return replace(axes, scene=scene, ways=axes.ways[:1], whereabouts=axes.whereabouts[:1])


def test_one_states_list_holds_its_own_cells_only_the_most_useful_first() -> None:
    own = made().own
    assert own is not None
    assert own.cells
    assert all(one.name.startswith("al.") for one in own.cells)
    settles = [one.settles for one in own.cells]
    assert settles == sorted(settles, reverse=True)
    assert {gain.reform for gain in own.gains} <= set(telling.LABELS)


def test_a_map_is_read_back_as_it_was_written() -> None:
    kept = json.loads(json.dumps(telling.plain(made().aggregate)))
    assert telling.read(kept) == made().aggregate
    own = made().own
    assert own is not None
    assert telling.read_own(json.loads(json.dumps(telling.plain_own(own)))) == own
    with pytest.raises(ValueError, match="besa-gap-map"):
        telling.read({**kept, "form": "something"})


def test_whoever_watches_is_told_how_far_it_is_and_can_stop_it() -> None:
    seen: list[tuple[int, int]] = []

    def told(done: int, of: int) -> bool:
        seen.append((done, of))
        return len(seen) < 3

    with pytest.raises(Stopped):
        survey(current(), on=ON, axes=_least(), acts=["abuse"], told=told)
    assert seen == [(0, 20), (1, 20), (2, 20)]


@pytest.mark.parametrize(
    ("place", "value", "complaint"),
    [
        ("child_age", "[15, 13]", "begin with the least"),
        ("child_age", "[13, 18]", "whole number of years"),
        ("material", "[drawn]", "'drawn' is not known"),
        ("organised_group", "[perhaps]", "must be yes or no"),
    ],
)
def test_axes_that_cannot_be_are_refused_with_place_and_cure(
    tmp_path: Path, place: str, value: str, complaint: str
) -> None:
    written = (FOLDER / "gap_map.yaml").read_text(encoding="utf-8")
    changed = re.sub(rf"^  {place}: \[.*\]$", f"  {place}: {value}", written, count=1, flags=re.MULTILINE)
    assert changed != written
    (tmp_path / "gap_map.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(LawBroken, match=complaint):
        read_axes(tmp_path)

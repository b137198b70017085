"""What a State's own law lets it do: each ground with its tie, its conditions and the offence itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from besa.core.jurisdiction.conditions.evaluating import evaluate
from besa.core.jurisdiction.grounds import LOCALISED, Ground
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, all_of, any_of, not_
from besa.core.jurisdiction.look import LawOf


def ground(one: Ground, look: LawOf) -> Step:
    """Whether the State's law gives it this ground. The first no ends the matter."""
    look.presence_may_come = one.waits
    try:
        return all_of(_parts(one, look), "national_ground", (one.name, look.code))
    finally:
        look.presence_may_come = False


def _parts(one: Ground, look: LawOf) -> Iterator[Step]:
    bond = tie(one, look)
    if bond is not None:
        yield bond
    yield look.own_cell(one.name)
    if one.dual:
        yield dual_criminality(one.dual, look)
    if one.abroad:
        yield presence_or_leave(one.name, look)
    yield look.punishable()


def tie(one: Ground, look: LawOf) -> Step | None:
    """What ties the State to the case on this ground; nothing where the ground asks for no tie."""
    if one.name == "territorial":
        return look.bond("territory", territory)
    return None if one.tie is None else look.bond(one.name, partial(evaluate, one.tie))


def territory(look: LawOf) -> Step:
    """Whether the offence was committed in the territory: where the offender acted, or where else the law places it."""
    return any_of(_territory(look), "territory")


def _territory(look: LawOf) -> Iterator[Step]:
    yield look.fact("conduct_in_territory")
    yield from look.territory_viewed_differently()
    for fact, cell in LOCALISED:
        seen = look.fact(fact)
        if seen.truth != NO:
            yield all_of((seen, look.own_cell(cell)), "localised")


def dual_criminality(cell: str, look: LawOf) -> Step:
    """Met when the law does not ask for it, or when the place punishes the act, too."""
    asked = look.own_cell(cell)
    claim_says_when = bool(asked.parts)
    if claim_says_when:
        # A conditional cell says itself what must hold.
        return Step(asked.truth, "dual_criminality", cell, cells=asked.cells, parts=asked.parts)
    if asked.truth == NO:
        return Step(YES, "dual_criminality", cell, parts=(not_(asked),))
    return any_of((not_(asked), look.punishable_at_locus()), "dual_criminality", cell)


def presence_or_leave(ground_name: str, look: LawOf) -> Step:
    """What a ground needs besides; when nobody wrote it down, presence at least leaves nothing else to fail."""
    besides = look.condition_for("presence_or_authorisation", ground_name)
    if besides.truth == UNKNOWN and besides.why:
        look.presence_may_come = False
        return any_of((look.fact("offender_present"), besides), "presence_or_authorisation")
    return besides


def limitation(look: LawOf) -> Step:
    """Whether prosecution is still open on the day of the decision."""
    cell = look.ask("limitation")
    step = look.own_cell_on_decision(cell)
    if step.parts:
        return Step(step.truth, "still_open", cell, cells=step.cells, parts=step.parts)
    if step.truth == NO:
        return Step(YES, "still_open", cell, parts=(not_(step),))
    # "Yes, there is a limitation" without its length says nothing of today.
    return Step(UNKNOWN, "still_open", cell, cells=step.cells, why=step.why or "unwritten")

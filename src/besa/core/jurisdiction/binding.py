"""Whether a treaty bound a State at a time, and whether an act is one of its offences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from besa.core.jurisdiction.cells import Reading, held
from besa.core.jurisdiction.conditions.evaluating import evaluate
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.states import NOT_BOUND, State
from besa.core.jurisdiction.law.treaties import Treaty
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, all_of, any_of

if TYPE_CHECKING:
    from besa.core.jurisdiction.look import LawOf


def in_force(law: Law, treaty_id: str, code: str, time: tuple[int, int], reading: Reading) -> Step:
    """Whether the treaty was in force for the State at all of a time: by its own start, and by the State's consent."""
    treaty = law.treaties[treaty_id]
    state = law.states.get(code)
    value = (treaty_id, code)
    if state is None:
        return Step(UNKNOWN, "in_force", value, cells=(code,), why="absent")
    begun, itself = _begun(law, treaty, time, reading)
    if itself.truth == NO:
        return Step(NO, "in_force", value, parts=(itself,))
    if treaty.binds_members_of:
        return all_of((itself, _member(law, treaty.binds_members_of, state, time, reading)), "in_force", value)
    return all_of((itself, _consented(law, treaty, begun, state, time, reading)), "in_force", value)


def _begun(law: Law, treaty: Treaty, time: tuple[int, int], reading: Reading) -> tuple[date | None, Step]:
    """Since when the treaty itself is in force."""
    ident = treaty.in_force.id
    claim = treaty.in_force.claims[0]
    counts = claim.value != "unknown" and not claim.contested and (claim.confidence != "recalled" or reading.recalled)
    if not counts:
        why = "contested" if claim.contested else claim.confidence
        return None, Step(UNKNOWN, "treaty_in_force", treaty.id, cells=(ident,), why=why)
    if not isinstance(claim.value, date):
        return None, Step(NO, "treaty_in_force", treaty.id, cells=(ident,))
    truth = _since(law, claim.value, time)
    return claim.value, Step(truth, "treaty_in_force", (treaty.id, claim.value), facts=("offence",), cells=(ident,))


def _since(law: Law, day: date, time: tuple[int, int]) -> Truth:
    turn = law.time_of(day)
    return YES if time[0] >= turn else NO if time[1] < turn else UNKNOWN


def _member(law: Law, union: str, state: State, time: tuple[int, int], reading: Reading) -> Step:
    ident = f"{state.code}.membership.{union}"
    cell = state.membership.get(union)
    if cell is not None and len(cell.claims) == 1 and cell.claims[0].value == "no":
        # Whoever is no member today and never left was none before.
        reading = Reading(reading.recalled, undated=True)
    found = held(cell, time, law, reading)
    if found.claim is None:
        truth = NO if found.why in ("not_yet", "ended") else UNKNOWN
        return Step(truth, "member", (union, state.code), cells=(ident,), why=found.why)
    return Step(YES if found.claim.value == "yes" else NO, "member", (union, state.code), cells=(ident,))


def _consented(  # noqa: PLR0911 - one return for each way a State may stand to a treaty
    law: Law, treaty: Treaty, begun: date | None, state: State, time: tuple[int, int], reading: Reading
) -> Step:
    status, consent = state.treaties.get(treaty.id, (None, None))
    ident = f"{state.code}.treaties.{treaty.id}.status"
    today = (len(law.turns), len(law.turns))
    # One claim says how things stand today; several say how they stood, one after the other.
    now = held(status, today if status is None or len(status.claims) == 1 else time, law, reading)
    if now.claim is None:
        return Step(UNKNOWN, "status", (treaty.id, state.code), cells=(ident,), why=now.why)
    if now.claim.value in NOT_BOUND:
        return Step(NO, "status", (treaty.id, state.code, now.claim.value), cells=(ident,))
    on = _day_of_entry(law, treaty, begun, state, today, reading)
    if on is not None:
        return Step(
            _since(law, on[0], time),
            "entered",
            (treaty.id, state.code, on[0]),
            facts=("offence",),
            cells=(ident, on[1]),
        )
    if consent is None:
        # Law that binds from its own day on, or a status of which only the day of its source is known.
        found = held(status, time, law, reading)
        if now.claim.value == "bound" or found.claim is not None:
            return Step(YES, "status", (treaty.id, state.code, now.claim.value), cells=(ident,))
        return Step(UNKNOWN, "status", (treaty.id, state.code), cells=(ident,), why=found.why)
    given = held(consent, today, law, reading)
    if given.claim is not None and isinstance(given.claim.value, date):
        entered = treaty.enters.after(given.claim.value)
        day = max(entered, begun) if begun else entered
        truth = _since(law, day, time)
        entry = (treaty.id, state.code, given.claim.value, day)
        return Step(truth, "entered", entry, facts=("offence",), cells=(ident, consent.id))
    found = held(status, time, law, reading)
    if found.claim is not None:
        return Step(YES, "status", (treaty.id, state.code, found.claim.value), cells=(ident,))
    return Step(UNKNOWN, "status", (treaty.id, state.code), cells=(consent.id,), why=given.why)


def _day_of_entry(
    law: Law, treaty: Treaty, begun: date | None, state: State, today: tuple[int, int], reading: Reading
) -> tuple[date, str] | None:
    """The day that is recorded itself, where it is, and its cell; not before the treaty itself began."""
    cell = state.entered.get(treaty.id)
    found = held(cell, today, law, reading)
    if cell is None or found.claim is None or not isinstance(found.claim.value, date):
        return None
    return max(found.claim.value, begun) if begun else found.claim.value, cell.id


def covered(look: LawOf, treaty_id: str, articles: tuple[str, ...] | None = None) -> Step:
    """Whether the act is an offence of the treaty, or of some of its articles, from the beginning."""
    from besa.core.jurisdiction.law.checks import covers

    treaty = look.law.treaties[treaty_id]
    parts = []
    for offence in treaty.offences:
        if look.act not in offence.acts:
            continue
        if articles is not None and not any(covers(article, offence.article) for article in articles):
            continue
        before, look.where = look.where, f"{treaty.id} {offence.article}"
        try:
            step = evaluate(offence.when, look) if offence.when else Step(YES, "always")
        finally:
            look.where = before
        parts.append(Step(step.truth, "article", (treaty.id, offence.article), parts=(step,)))
    if not parts:
        return Step(NO, "no_article", (treaty.id, look.act), facts=("acts",))
    return any_of(parts, "covered", treaty.id)


def treaty_offence(look: LawOf) -> Step:
    """Whether the act is an offence of some treaty in force for the State."""
    parts = []
    for treaty in look.law.treaties.values():
        if not treaty.offences:
            continue
        step = look.covered(treaty.id)
        if step.truth != NO:
            parts.append(all_of((step, look.in_force(treaty.id))))
    return any_of(parts, "treaty_offence") if parts else Step(NO, "treaty_offence", facts=("acts",))

"""Which claim of a cell counts in a case: the one that held all the time, is sure enough and is not contradicted."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from besa.core.jurisdiction.law.claims import Cell, Claim
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.states import NOT_BOUND


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reader goes. `recalled`: cells that nobody looked up count; `undated`: cells count before the day of
    their source, too."""

    recalled: bool = False
    undated: bool = False


STRICT = Reading()


class Held(Struct, frozen=True, gc=False):
    """The claim that counts, or why none does: absent, unknown, recalled, contested, undated, changed, not_yet.
    `either`: the ages that sources name who contradict each other."""

    claim: Claim | None
    why: str = ""
    either: tuple[int, ...] = ()


ABSENT = Held(None, "absent")


def held(cell: Cell | None, time: tuple[int, int], law: Law, reading: Reading) -> Held:
    """What a cell says of all the time between two times of the law (both included)."""
    if cell is None:
        return ABSENT
    claims = cell.claims
    if len(claims) == 1:
        out_of_time = _out_of_time(claims[0], time, law, reading)
        why = _why_not(claims[0], reading) or out_of_time
        return Held(None if why else claims[0], why, () if out_of_time else _either(claims[0], reading))
    whys = [_out_of_time(claim, time, law, reading) for claim in claims]
    for claim, out_of_time in zip(claims, whys, strict=True):
        if not out_of_time:
            why = _why_not(claim, reading)
            return Held(None if why else claim, why, _either(claim, reading))
    unchanged = _one_after_another(claims, time, law, reading)
    if unchanged:
        return Held(unchanged)
    return Held(None, whys[0] if len(set(whys)) == 1 else "changed")


def _one_after_another(claims: tuple[Claim, ...], time: tuple[int, int], law: Law, reading: Reading) -> Claim | None:
    """The last of several claims that follow each other without a gap and all say the same, over all the time."""
    waiting, found = time[0], None
    for first, last, claim in sorted(((*_span(one, law, reading), one) for one in claims), key=lambda each: each[:2]):
        if last < waiting:
            continue
        if first > waiting or _why_not(claim, reading):
            return None
        if found and (found.value, found.when) != (claim.value, claim.when):
            return None
        if last >= time[1]:
            return claim
        waiting, found = last + 1, claim
    return None


def _why_not(claim: Claim, reading: Reading) -> str:
    if claim.value == "unknown":
        return "unknown"
    if claim.contested:
        return "contested"
    return "recalled" if claim.confidence == "recalled" and not reading.recalled else ""


def _either(claim: Claim, reading: Reading) -> tuple[int, ...]:
    if not claim.contested or (claim.confidence == "recalled" and not reading.recalled):
        return ()
    assert claim.conflict is not None
    said = (claim.value, claim.conflict.value)
    return tuple(one for one in said if isinstance(one, int)) if all(isinstance(one, int) for one in said) else ()


def _span(claim: Claim, law: Law, reading: Reading) -> tuple[int, int]:
    """The first and the last time of the law at which a claim holds."""
    begins = claim.starts
    if begins is None and not reading.undated and not _was_never(claim):
        begins = law.since(claim)  # None for what is only recalled: who lets that count, lets it count for any day
    return law.time_of(begins) if begins else 0, law.time_of(claim.ends) if claim.ends else len(law.turns)


def _out_of_time(claim: Claim, time: tuple[int, int], law: Law, reading: Reading) -> str:
    starts, ends = _span(claim, law, reading)
    if starts <= time[0] and time[1] <= ends:
        return ""
    if time[1] < starts or time[0] > ends:
        return "undated" if claim.starts is None and time[1] < starts else "not_yet" if time[1] < starts else "ended"
    return "changed"


def _was_never(claim: Claim) -> bool:
    # Whoever is not bound today was not bound before: leaving a treaty is a dated claim of its own.
    return claim.value in NOT_BOUND

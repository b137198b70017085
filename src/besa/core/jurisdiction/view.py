"""A case as one State sees it: every tie as yes, no or unknown. Two States that see the same get the same answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from besa.core.jurisdiction.conditions.expressions import TIES_OF_A_STATE
from besa.core.jurisdiction.facts import HIGH_SEAS, Ages, Case, Places, age_at_offence, age_on_decision, years_since
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Truth, of

# Which fact of the case a word of the closed list asks for.
ASKS_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "conduct_in_territory": ("places.conduct",),
    "effect_in_territory": ("places.effect",),
    "access_from_territory": ("places.access",),
    "server_in_territory": ("places.server",),
    "on_ship": ("places.ship",),
    "on_aircraft": ("places.aircraft",),
    "offender_national": ("offender.nationality",),
    "offender_resident": ("offender.residence",),
    "offender_stateless": ("offender.nationality",),
    "offender_present": ("offender.present_in",),
    "offender_present_or_extradited": ("offender.present_in", "extradition"),
    "offender_came_freely": ("offender.came_freely",),
    "child_national": ("child.nationality",),
    "child_resident": ("child.residence",),
    "company_seated": ("company.seat",),
    "not_extradited": ("extradition",),
    "final_judgment_abroad": ("proceedings",),
    "locus_outside_any_state": ("places.conduct",),
    "by_computer": ("means.by_computer",),
    "for_distribution": ("means.for_distribution",),
    "for_exploitation": ("means.for_exploitation",),
    "material_acts_to_meet": ("means.material_acts_to_meet",),
    "organised_group": ("means.organised_group",),
    "transnational": ("places.conduct", "places.effect"),
    "for_payment": ("means.for_payment",),
    "attempted": ("stage",),
    "aided": ("role",),
    "barred_at_locus": ("places.barred",),
    "offender_travelled_from": ("offender.travelled_from",),
    "locus_not_controlled": ("places.uncontrolled",),
    "locus_viewed_differently": ("places.conduct",),
}


class Asked(NamedTuple):
    """A surrender that this State was asked for, or refused unasked; truths may be unknown."""

    asking: str
    requested: Truth
    refused_for_nationality: Truth


class Scene(NamedTuple):
    """What is the same for every State. `offence` and `journey` are the times of the law (Law.time_of) in which the
    offence lies, and in which the journey to the place of it began."""

    act: str
    offence: tuple[int, int]
    decision: int
    child_age: Ages | None
    child_age_on_decision: Ages | None
    offender_age: Ages | None
    depiction: str | None
    by_computer: Truth
    for_distribution: Truth
    for_exploitation: Truth
    material_acts_to_meet: Truth
    organised_group: Truth
    transnational: Truth
    offender_stateless: Truth
    offender_came_freely: Truth
    locus_outside_any_state: Truth
    conduct: Places
    given: frozenset[str]
    elsewhere_judged: frozenset[str] | None
    for_payment: Truth
    attempted: Truth
    aided: Truth
    barred_at_locus: Truth
    said_to_punish: Truth
    years_since: Ages
    journey: tuple[int, int]


class View(NamedTuple):
    """The ties of one State."""

    conduct_in_territory: Truth
    effect_in_territory: Truth
    access_from_territory: Truth
    server_in_territory: Truth
    on_ship: Truth
    on_aircraft: Truth
    offender_national: Truth
    offender_resident: Truth
    offender_present: Truth
    offender_present_or_extradited: Truth
    child_national: Truth
    child_resident: Truth
    company_seated: Truth
    not_extradited: Truth
    final_judgment_abroad: Truth
    offender_travelled_from: Truth
    locus_not_controlled: Truth
    locus_viewed_differently: Truth
    asked: tuple[Asked, ...] | None


# The words of the closed list that differ from State to State.
TIES: Final = frozenset(TIES_OF_A_STATE)


def scene(case: Case, act: str, law: Law, decided_on: date) -> Scene:
    first = law.time_of(case.first_day) if case.first_day else 0
    last = law.time_of(case.last_day or decided_on)
    conduct = case.conduct
    named = conduct.states - {HIGH_SEAS}
    return Scene(
        act,
        (first, last),
        law.time_of(decided_on),
        age_at_offence(case.child, case),
        age_on_decision(case.child, case, decided_on),
        age_at_offence(case.offender, case),
        case.material,
        of(case.by_computer),
        of(case.for_distribution),
        of(case.for_exploitation),
        of(case.material_acts_to_meet),
        of(case.organised_group),
        _transnational(case),
        _stateless(case.offender.nationality),
        of(case.offender.came_freely),
        YES if HIGH_SEAS in conduct.states else NO if (named or conduct.perhaps) and not conduct.more else UNKNOWN,
        conduct,
        case.given,
        None if case.proceedings is None
        else frozenset(one.state for one in case.proceedings if one.outcome == "final_judgment"),
        of(case.for_payment),
        UNKNOWN if case.stage is None else of(case.stage == "attempted"),
        UNKNOWN if case.role is None else of(case.role == "aider"),
        _barred(case),
        of(bool(case.conduct.states & case.punished.states)),
        years_since(case, decided_on),
        _journey(case, law, last),
    )  # fmt: skip


def _journey(case: Case, law: Law, act: int) -> tuple[int, int]:
    # Whoever travelled to the place of the act set out before it was over.
    who = case.offender
    first = law.time_of(who.travelled_first) if who.travelled_first else 0
    return first, min(law.time_of(who.travelled_last), act) if who.travelled_last else act


def _transnational(case: Case) -> Truth:
    # An offence that was done, prepared or felt in more than one State (UNTOC article 3(2)).
    places = (case.conduct, case.effect)
    named = frozenset[str]().union(*(one.states for one in places)) - {HIGH_SEAS}
    if len(named) > 1:
        return YES
    return UNKNOWN if any(one.more or one.perhaps for one in places) else NO


def _stateless(nationality: Places) -> Truth:
    if nationality.states:
        return NO
    return UNKNOWN if nationality.more or nationality.perhaps else YES


def _barred(case: Case) -> Truth:
    # Barred at one place of several is not yet barred where it was done.
    if case.conduct.more or case.conduct.perhaps:
        return UNKNOWN if case.barred.more or case.barred.states else NO
    if case.conduct.states <= case.barred.states:
        return YES
    return UNKNOWN if case.barred.more else NO


def _in(code: str, places: Places) -> Truth:
    if code in places.states:
        return YES
    return UNKNOWN if places.more or code in places.perhaps else NO


def _not_controlled(case: Case, code: str) -> Truth:
    # Only a State on whose territory it was done can lack control of the place.
    there = _in(code, case.conduct)
    return there if there == NO else _in(code, case.uncontrolled)


def _here_now(code: str, places: Places) -> Truth:
    # A person is in one State at a time: whoever is seen in one is not in another.
    if code in places.states:
        return YES
    return UNKNOWN if places.more and not places.states else NO


def view(case: Case, shared: Scene, code: str, viewed_differently: frozenset[str] = frozenset()) -> View:
    """How a case looks from the State of this code; `viewed_differently`: places whose status it sees otherwise."""
    offender, child = case.offender, case.child
    conduct, effect, access, server, ship, aircraft, national, resident, child_national, child_resident, seated = [
        # _in, written out: it is asked a dozen times for each State that a case names.
        YES if code in one.states else UNKNOWN if one.more or code in one.perhaps else NO
        for one in (
            case.conduct, case.effect, case.access, case.server, case.ship, case.aircraft,
            offender.nationality, offender.residence, child.nationality, child.residence, case.company,
        )
    ]  # fmt: skip
    present = _here_now(code, offender.present_in)
    asked, surrendered = _requests(case, code)
    return View(
        conduct,
        effect,
        access,
        server,
        ship,
        aircraft,
        national,
        resident,
        present,
        max(present, _extradited_to(case, code)),
        child_national,
        child_resident,
        seated,
        surrendered,
        _judged_elsewhere(shared.elsewhere_judged, code),
        _in(code, case.offender.travelled_from),
        _not_controlled(case, code),
        of(bool(case.conduct.states & viewed_differently)),
        asked,
    )


def _judged_elsewhere(judged: frozenset[str] | None, code: str) -> Truth:
    return UNKNOWN if judged is None else of(bool(judged - {code}))


def _extradited_to(case: Case, code: str) -> Truth:
    if case.extradition is None:
        return UNKNOWN
    outcomes = {one.outcome for one in case.extradition if one.asking == code} if case.extradition else ()
    # Whether a pending request ends in surrender nobody knows yet; a refused one, or none, did not.
    return YES if "granted" in outcomes else UNKNOWN if "pending" in outcomes else NO


def _requests(case: Case, code: str) -> tuple[tuple[Asked, ...] | None, Truth]:
    """What this State was asked for, and whether it did not extradite."""
    if not case.extradition:
        return (None, UNKNOWN) if case.extradition is None else ((), YES)
    own = [one for one in case.extradition if one.asked == code]
    asked = tuple(Asked(one.asking, of(one.requested), _for_nationality(one.outcome, one.reason)) for one in own)
    outcomes = {one.outcome for one in own}
    return asked, NO if "granted" in outcomes else UNKNOWN if "pending" in outcomes else YES


def _for_nationality(outcome: str, reason: str | None) -> Truth:
    if outcome != "refused":
        return UNKNOWN if outcome == "pending" else NO
    return UNKNOWN if reason is None else of(reason == "nationality")

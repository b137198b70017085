"""The facts of a case. Any of them may be unknown; facts that contradict each other are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from besa.core.jurisdiction.problem import Problem

HIGH_SEAS: Final = "high_seas"
OUTCOMES_OF_REQUESTS: Final = ("granted", "refused", "pending")
REASONS: Final = ("nationality", "other")
OUTCOMES_OF_PROCEEDINGS: Final = ("final_judgment", "pending", "dropped")
STAGES: Final = ("completed", "attempted")
ROLES: Final = ("offender", "aider")
_CODE: Final = re.compile(r"[a-z]{2}")
_OLDEST: Final = 120
_LONGEST: Final = 10_000  # years an act may lie back of which no day is known


class FactsContradict(Problem):
    """Two facts cannot both be so. `fact` names the place; the text says what to look at."""

    @property
    def fact(self) -> str:
        return self.place


@dataclass(frozen=True, slots=True)
class Places:
    """States by their codes; with `more` there may be others that nobody knows of yet. `perhaps`: one of these, where
    a State was named that no longer exists."""

    states: frozenset[str] = frozenset()
    more: bool = True
    perhaps: frozenset[str] = frozenset()

    @classmethod
    def known(cls, *states: str) -> Places:
        return cls(frozenset(states), more=False)


UNKNOWN_PLACES: Final = Places()


@dataclass(frozen=True, slots=True)
class Ages:
    """An age in whole years, at least `least` and at most `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Person:
    """Ages are those on the day of the offence; `born` gives them more exactly. No nationality at all: stateless.

    `travelled_from`: where a journey to the place of the act began; on which day, at the earliest and at the latest.
    """

    nationality: Places = UNKNOWN_PLACES
    residence: Places = UNKNOWN_PLACES
    present_in: Places = UNKNOWN_PLACES
    came_freely: bool | None = None
    age: Ages | None = None
    born: date | None = None
    travelled_from: Places = UNKNOWN_PLACES
    travelled_first: date | None = None
    travelled_last: date | None = None


@dataclass(frozen=True, slots=True)
class Extradition:
    """Somebody's surrender from one State (`asked`) to another (`asking`); `requested` False: refused unasked."""

    asked: str
    asking: str
    requested: bool | None = True
    outcome: str = "pending"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Proceedings:
    """`enforced`: what was imposed is or was enforced, or cannot be any more, or there is nothing to enforce."""

    state: str
    outcome: str
    enforced: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One offender, one child, one or more acts between two days; all of it as far as it is known.

    `uncontrolled`: States on whose territory it was done in a part that their authorities do not control; `barred`:
    States of the place whose law no longer lets the act be prosecuted; `punished`: those of which somebody who knows
    their law says that it punishes the act. An act is completed, and done by the offender, unless the case says
    otherwise.
    """

    acts: tuple[str, ...]
    title: str = ""
    first_day: date | None = None
    last_day: date | None = None
    conduct: Places = UNKNOWN_PLACES
    effect: Places = UNKNOWN_PLACES
    access: Places = UNKNOWN_PLACES
    server: Places = UNKNOWN_PLACES
    ship: Places = UNKNOWN_PLACES
    aircraft: Places = UNKNOWN_PLACES
    offender: Person = Person()
    child: Person = Person()
    company: Places = UNKNOWN_PLACES
    uncontrolled: Places = UNKNOWN_PLACES
    barred: Places = UNKNOWN_PLACES
    punished: Places = UNKNOWN_PLACES
    stage: str | None = "completed"
    role: str | None = "offender"
    by_computer: bool | None = None
    for_distribution: bool | None = None
    for_exploitation: bool | None = None
    for_payment: bool | None = None
    material_acts_to_meet: bool | None = None
    organised_group: bool | None = None
    material: str | None = None
    extradition: tuple[Extradition, ...] | None = None
    proceedings: tuple[Proceedings, ...] | None = None
    given: frozenset[str] = frozenset()

    def places(self) -> tuple[tuple[str, Places], ...]:
        """Every fact that names States, by its name."""
        return (
            ("places.conduct", self.conduct),
            ("places.effect", self.effect),
            ("places.access", self.access),
            ("places.server", self.server),
            ("places.ship", self.ship),
            ("places.aircraft", self.aircraft),
            ("offender.nationality", self.offender.nationality),
            ("offender.residence", self.offender.residence),
            ("offender.present_in", self.offender.present_in),
            ("child.nationality", self.child.nationality),
            ("child.residence", self.child.residence),
            ("child.present_in", self.child.present_in),
            ("company.seat", self.company),
            ("places.uncontrolled", self.uncontrolled),
            ("places.barred", self.barred),
            ("places.punished", self.punished),
            ("offender.travelled_from", self.offender.travelled_from),
        )


def check(case: Case, decided_on: date) -> None:
    """Refuse facts that cannot all be so; raises FactsContradict."""
    if not case.acts:
        raise FactsContradict("acts", "name at least one act")
    if case.first_day and case.last_day and case.first_day > case.last_day:
        raise FactsContradict(
            "offence",
            "ends on {last_day}, before it begins on {first_day}",
            last_day=case.last_day,
            first_day=case.first_day,
        )
    if case.first_day and case.first_day > decided_on:
        raise FactsContradict(
            "offence",
            "begins on {first_day}, after the day of the decision, {decided_on}",
            first_day=case.first_day,
            decided_on=decided_on,
        )
    if case.last_day and case.last_day > decided_on:
        raise FactsContradict(
            "offence",
            "ends on {last_day}, after the day of the decision, {decided_on}",
            last_day=case.last_day,
            decided_on=decided_on,
        )
    _check_places(case)
    for who, person in (("child", case.child), ("offender", case.offender)):
        _check_person(who, person, case, decided_on)
    _check_journey(case, decided_on)
    for request in case.extradition or ():
        _check_request(request)


def _check_places(case: Case) -> None:
    for fact, places in case.places():
        for code in places.states:
            if not _CODE.fullmatch(code) and not (code == HIGH_SEAS and fact == "places.conduct"):
                raise FactsContradict(fact, "'{code}' is no code of a State: two small letters, like al", code=code)
    for code in sorted(others(case)):
        if not _CODE.fullmatch(code):
            raise FactsContradict(
                "extradition, proceedings", "'{code}' is no code of a State: two small letters, like al", code=code
            )
    if not case.conduct.states and not case.conduct.more and not case.conduct.perhaps:
        raise FactsContradict(
            "places.conduct", "an act was done somewhere: name the place, leave it out, or write high_seas"
        )
    parts = {"places.uncontrolled": case.uncontrolled, "places.barred": case.barred, "places.punished": case.punished}
    for fact, places in parts.items():
        if not case.conduct.more and (elsewhere := places.states - case.conduct.states - case.conduct.perhaps):
            named = ", ".join(sorted(elsewhere))
            raise FactsContradict(fact, "{named} is no place of conduct: add it to places.conduct", named=named)


def others(case: Case) -> set[str]:
    """The States that are named as asking, asked or judging."""
    requests = {code for one in case.extradition or () for code in (one.asked, one.asking)}
    return requests | {one.state for one in case.proceedings or ()}


def states_named(case: Case) -> set[str]:
    """Every State that a case names for certain, whatever as."""
    found = others(case)
    for _fact, places in case.places():
        found |= places.states
    return found


def _check_person(who: str, person: Person, case: Case, decided_on: date) -> None:
    if len(person.present_in.states) > 1:
        raise FactsContradict(f"{who}.present_in", "names several States: a person is in one at a time")
    age = person.age
    if age and not 0 <= age.least <= age.most <= _OLDEST:
        raise FactsContradict(
            f"{who}.age",
            "from {least} to {most} is no age: write the smaller one first",
            least=age.least,
            most=age.most,
        )
    if not person.born:
        return
    if person.born > decided_on:
        raise FactsContradict(
            f"{who}.born",
            "on {born}, after the day of the decision, {decided_on}",
            born=person.born,
            decided_on=decided_on,
        )
    if case.last_day and person.born > case.last_day:
        raise FactsContradict(
            f"{who}.born", "on {born}, after the offence, {last_day}", born=person.born, last_day=case.last_day
        )
    counted = ages_between(person.born, case.first_day, case.last_day)
    if age and counted and (age.least > counted.most or age.most < counted.least):
        raise FactsContradict(
            f"{who}.age",
            "{least} to {most}, but whoever was born on {born} was {counted_least} to {counted_most} "
            "at the time of the offence",
            least=age.least,
            most=age.most,
            born=person.born,
            counted_least=counted.least,
            counted_most=counted.most,
        )


def _check_journey(case: Case, decided_on: date) -> None:
    first, last = case.offender.travelled_first, case.offender.travelled_last
    fact = "offender.travelled_on"
    if first and last and first > last:
        raise FactsContradict(fact, "ends on {last}, before it begins on {first}", last=last, first=first)
    if first and first > decided_on:
        raise FactsContradict(
            fact, "begins on {first}, after the day of the decision, {decided_on}", first=first, decided_on=decided_on
        )
    if first and case.last_day and first > case.last_day:
        raise FactsContradict(
            fact, "begins on {first}, after the offence, {last_day}", first=first, last_day=case.last_day
        )


def _check_request(request: Extradition) -> None:
    if request.asked == request.asking:
        raise FactsContradict("extradition", "{asked} cannot extradite to itself", asked=request.asked)
    if request.reason and request.outcome != "refused":
        raise FactsContradict("extradition", "has a reason for a refusal, but was not refused")
    if request.requested is False and request.outcome == "granted":
        raise FactsContradict("extradition", "was granted, but nobody asked for it")


def years(born: date, on: date) -> int:
    """Age in whole years; someone born on 29 February is a year older on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def years_since(case: Case, decided_on: date) -> Ages:
    """Whole years from the offence to the day of the decision."""
    least = years(case.last_day, decided_on) if case.last_day else 0
    return Ages(least, years(case.first_day, decided_on) if case.first_day else _LONGEST)


def ages_between(born: date, first: date | None, last: date | None) -> Ages | None:
    """The ages somebody had between two days; nothing when neither day is known."""
    if first is None and last is None:
        return None
    least = max(0, years(born, first)) if first else 0
    return Ages(least, years(born, last) if last else _OLDEST)


def age_at_offence(person: Person, case: Case) -> Ages | None:
    """What is known of an age on the day of the offence, from the age told and from the day of birth together."""
    counted = ages_between(person.born, case.first_day, case.last_day) if person.born else None
    if person.age is None or counted is None:
        return person.age or counted
    return Ages(max(person.age.least, counted.least), min(person.age.most, counted.most))


def age_on_decision(person: Person, case: Case, decided_on: date) -> Ages | None:
    """What is known of an age on the day of the decision."""
    if person.born:
        age = years(person.born, decided_on)
        return Ages(age, age)
    if person.age is None or case.first_day is None or case.last_day is None:
        return None
    # Whoever was 12 some time between the two days is now as many years older as lie between, or one more.
    least = person.age.least + years(case.last_day, decided_on)
    return Ages(least, person.age.most + years(case.first_day, decided_on) + 1)


def renamed(case: Case, names: Mapping[str, str]) -> Case:
    """The same case with other codes for its States; codes that are not among the names stay."""

    def named(places: Places) -> Places:
        return replace(
            places,
            states=frozenset(names.get(code, code) for code in places.states),
            perhaps=frozenset(names.get(code, code) for code in places.perhaps),
        )

    def person(one: Person) -> Person:
        return replace(
            one,
            nationality=named(one.nationality),
            residence=named(one.residence),
            present_in=named(one.present_in),
            travelled_from=named(one.travelled_from),
        )

    return replace(
        case,
        conduct=named(case.conduct),
        effect=named(case.effect),
        access=named(case.access),
        server=named(case.server),
        ship=named(case.ship),
        aircraft=named(case.aircraft),
        offender=person(case.offender),
        child=person(case.child),
        company=named(case.company),
        uncontrolled=named(case.uncontrolled),
        barred=named(case.barred),
        punished=named(case.punished),
        extradition=None
        if case.extradition is None
        else tuple(
            replace(one, asked=names.get(one.asked, one.asked), asking=names.get(one.asking, one.asking))
            for one in case.extradition
        ),
        proceedings=None
        if case.proceedings is None
        else tuple(replace(one, state=names.get(one.state, one.state)) for one in case.proceedings),
    )

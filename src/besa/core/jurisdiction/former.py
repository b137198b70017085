"""A case that names a State which no longer exists, with the States that may be meant today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from besa.core.jurisdiction.facts import Case, FactsContradict, Person, Places, others, states_named
from besa.core.jurisdiction.law.former import Former


def resolved(case: Case, former: Mapping[str, tuple[Former, ...]]) -> Case:
    """The same case without former States; raises FactsContradict where a name does not fit the day."""
    if states_named(case).isdisjoint(former):
        return case
    for code in sorted(others(case) & former.keys()):
        raise FactsContradict(
            "extradition, proceedings", "'{code}' no longer exists: name the State of today", code=code
        )

    def today(fact: str, places: Places) -> Places:
        gone = places.states & former.keys()
        if not gone:
            return places
        if fact.endswith("present_in"):
            raise FactsContradict(
                fact, "'{code}' no longer exists: name the State where the person is now", code=min(gone)
            )
        meant = [one for code in sorted(gone) for one in _at_the_time(case, fact, code, former[code])]
        return Places(
            places.states - gone,
            places.more or any(one.others for one in meant),
            places.perhaps | {code for one in meant for code in one.now} - places.states,
        )

    def person(who: str, one: Person) -> Person:
        return replace(
            one,
            nationality=today(f"{who}.nationality", one.nationality),
            residence=today(f"{who}.residence", one.residence),
            present_in=today(f"{who}.present_in", one.present_in),
            travelled_from=today(f"{who}.travelled_from", one.travelled_from),
        )

    return replace(
        case,
        conduct=today("places.conduct", case.conduct),
        effect=today("places.effect", case.effect),
        access=today("places.access", case.access),
        server=today("places.server", case.server),
        ship=today("places.ship", case.ship),
        aircraft=today("places.aircraft", case.aircraft),
        uncontrolled=today("places.uncontrolled", case.uncontrolled),
        barred=today("places.barred", case.barred),
        punished=today("places.punished", case.punished),
        company=today("company.seat", case.company),
        offender=person("offender", case.offender),
        child=person("child", case.child),
    )


def _at_the_time(case: Case, fact: str, code: str, spans: tuple[Former, ...]) -> list[Former]:
    found = [
        one
        for one in spans
        if (case.first_day is None or case.first_day <= one.ended)
        and (case.last_day is None or one.began is None or case.last_day >= one.began)
    ]
    if not found:
        last = spans[-1]
        raise FactsContradict(
            fact,
            "'{code}' ({name}) ended on {ended}, before the offence: name the State of today",
            code=code,
            name=last.name,
            ended=last.ended,
        )
    return found

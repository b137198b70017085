"""Which instruments the issuing authority has in a case, to whom, on what basis: worked out for one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.facts import HIGH_SEAS, Case, renamed, states_named
from besa.core.jurisdiction.instruments.values import Basis, Instrument
from besa.core.jurisdiction.law.instruments import BasisRule, InstrumentRule
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, all_of
from besa.core.jurisdiction.standing import Standing


def available(case: Case, answer: Answer, law: Law, *, issuer: str, decided_on: date) -> tuple[Instrument, ...]:
    """Every instrument to every side of the case that it could reach: yes, no or unknown, each with its reasons.

    `issuer` is the code of the State whose authority would act; the day is that on which it would. A State of which
    nothing is recorded can be an issuer, too: then everything is unknown, and says so.
    """
    issuer = law.by_any_name.get(issuer, issuer)
    case = renamed(case, law.by_any_name)
    standing = Standing(case, law, answer.reading, decided_on)
    sides = _sides(case, answer, issuer)
    found = (_instrument(rule, issuer, to, standing) for rule in law.instruments.values() for to in sides[rule.reaches])
    return tuple(found)


def _sides(case: Case, answer: Answer, issuer: str) -> dict[str, tuple[str, ...]]:
    """Whom each kind of instrument can reach; an empty code where the case does not say, or says that there is none."""
    able = {one.state for one in answer.states if one.can_act == YES}
    named = states_named(case) | able
    apart = {issuer, HIGH_SEAS}
    return {
        "own": (issuer,),
        "state_of_data": tuple(sorted((case.server.states | case.company.states) - apart)) or ("",),
        "provider": tuple(sorted(case.company.states - apart)) or ("",),
        "other_state": tuple(sorted(named - apart)) or ("",),
    }


_FACTS = {
    "state_of_data": ("places.server", "company.seat"),
    "provider": ("company.seat",),
    "other_state": ("places.conduct",),
}


def _instrument(rule: InstrumentRule, issuer: str, to: str, standing: Standing) -> Instrument:
    bases = tuple(_basis(rule, one, issuer, to, standing) for one in rule.bases)
    parts = [_best(bases)]
    if not to:
        parts.insert(0, _nobody(rule, standing.case))
    if rule.investigation:
        parts.append(_investigation(issuer, standing.case))
    step = all_of(parts, "instrument", (rule.id, issuer, to))
    return Instrument(rule.id, rule.label, issuer, to, rule.reaches, step, bases, rule.letter, rule.notes)


def _nobody(rule: InstrumentRule, case: Case) -> Step:
    """That the case names nobody whom the instrument could reach: it may still turn out, or there is nobody."""
    facts = _FACTS[rule.reaches]
    more = any(places.more for fact, places in case.places() if fact in facts)
    return Step(UNKNOWN if more else NO, "nobody_to_address", rule.reaches, facts=facts)


def _best(bases: tuple[Basis, ...]) -> Step:
    if len(bases) == 1:
        return bases[0].step
    # All of them are told, also beside one that is in force: which of two treaties is used is for the authority to say.
    return Step(max(one.value for one in bases), "any", parts=tuple(one.step for one in bases))


def _basis(rule: InstrumentRule, basis: BasisRule, issuer: str, to: str, standing: Standing) -> Basis:
    whose = issuer if basis.between == "issuer" else to
    cites = basis.cites if basis.treaty else (f"{whose}.law.{basis.cell}",) if whose else ()
    step = all_of(_parts(rule, basis, issuer, to, standing), "basis", (basis.treaty, issuer, to))
    return Basis(basis.treaty, cites, step, tuple(clock for clock in basis.clocks if standing.counts(clock.cite)))


def _parts(rule: InstrumentRule, basis: BasisRule, issuer: str, to: str, standing: Standing) -> Iterator[Step]:
    if basis.cell:
        whose = issuer if basis.between == "issuer" else to
        # While nobody is named, there is no law to look into: who will be named is the question, and it is asked.
        yield standing.cell(whose, basis.cell) if whose else Step(YES, "always")
    else:
        codes = {"both": (issuer, to), "issuer": (issuer,), "addressee": (to,)}[basis.between]
        known = tuple(dict.fromkeys(filter(None, codes)))
        yield standing.treaty(basis.treaty, basis.cites, known)
        yield from standing.limits(basis.treaty, known)
        if basis.offences:
            yield standing.covered(basis.treaty, issuer)
    where = f"instruments.{rule.id}"
    if basis.when is not None:
        yield standing.holds(basis.when, issuer, where)
    if basis.when_there is not None and to:
        yield standing.holds(basis.when_there, to, where)


def _investigation(issuer: str, case: Case) -> Step:
    begun = any(one.state == issuer and one.outcome == "pending" for one in case.proceedings or ())
    return Step(YES, "investigation", issuer, facts=("proceedings",), to_meet=not begun)

"""What proceedings in one State mean for another: treaty rules between the two, and what its own law says."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.jurisdiction.answers import StateAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.conflicts.values import EarlierProceedings, Rule
from besa.core.jurisdiction.facts import Proceedings
from besa.core.jurisdiction.law.conflicts import ConflictRules, EarlierRule
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, all_of, of
from besa.core.jurisdiction.standing import Standing

# A ground that needs no tie is open for every State of the world: it alone brings none of them into the case.
WITHOUT_A_TIE = "universal_or_treaty"
_OWN_LAW = "ne_bis_in_idem"
_JUDGED = "final_judgment_abroad"


def earlier(
    answer: Answer,
    states: dict[str, list[StateAnswer]],
    several: tuple[str, ...],
    rules: ConflictRules,
    standing: Standing,
) -> Iterator[EarlierProceedings]:
    """Each of the proceedings that the case tells of, seen from each other State that could act without them."""
    barred = tuple(code for code, ours in states.items() if any(_barred(ours)))
    for one in answer.case.proceedings or ():
        for code in dict.fromkeys((*several, *barred)):
            if code != one.state:
                yield _between(one, code, tuple(_barred(states[code])), rules, standing)


def _between(
    one: Proceedings, code: str, barred: tuple[Step, ...], rules: ConflictRules, standing: Standing
) -> EarlierProceedings:
    found = tuple(
        Rule(rule.id, rule.label, rule.treaty, rule.cites, _step(rule, one, code, standing)) for rule in rules.earlier
    )
    own = _own_law(one, code, standing)
    value = max((own.truth, *(rule.value for rule in found)))
    return EarlierProceedings(one.state, one.outcome, code, rules.outcomes[one.outcome], value, found, (own, *barred))


def _own_law(one: Proceedings, code: str, standing: Standing) -> Step:
    """The State's own rule on what was decided abroad; it speaks of final judgments only."""
    if one.outcome != "final_judgment":
        return Step(NO, "outcome", one.outcome, facts=("proceedings",))
    return standing.cell(code, _OWN_LAW)


def _step(rule: EarlierRule, one: Proceedings, code: str, standing: Standing) -> Step:
    return all_of(_parts(rule, one, code, standing), "bars", (rule.treaty, one.state, code))


def _parts(rule: EarlierRule, one: Proceedings, code: str, standing: Standing) -> Iterator[Step]:
    known = one.outcome in rule.outcomes
    # A decision to drop a case may bar another for good or not, by the law of the State that took it.
    truth = YES if known else UNKNOWN if one.outcome == "dropped" else NO
    yield Step(truth, "outcome", one.outcome, facts=("proceedings",))
    yield standing.treaty(rule.treaty, rule.cites, (one.state, code))
    yield from standing.limits(rule.treaty, (one.state, code))
    if rule.when is not None:
        yield standing.holds(rule.when, code, f"conflicts.{rule.id}")
    if rule.enforced:
        yield Step(of(one.enforced), "enforced", one.state, facts=("proceedings.enforced",))


def _barred(ours: list[StateAnswer]) -> Iterator[Step]:
    """The grounds that a State's own law takes away, or may take away, because of a judgment abroad."""
    for one in ours:
        for ground in one.national:
            if ground.value != YES and ground.ground != WITHOUT_A_TIE and _rests_on(ground.step):
                yield Step(ground.value, "taken_away", ground.ground, parts=(ground.step,))


def _rests_on(step: Step) -> bool:
    if step.word == _JUDGED:
        return step.truth != NO
    return any(_rests_on(part) for part in step.parts if part.truth == step.truth or step.word in ("any", "not"))

"""Which States may meet over a case, and what then holds between them: no score, no order among them."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.jurisdiction.answers import StateAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.conflicts.earlier import WITHOUT_A_TIE, earlier
from besa.core.jurisdiction.conflicts.values import Conflicts, Criterion, Duty, Says
from besa.core.jurisdiction.facts import Case
from besa.core.jurisdiction.law.conflicts import CriterionRule, DutyRule
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, all_of, any_of
from besa.core.jurisdiction.standing import Standing


def conflicts(answer: Answer, law: Law) -> Conflicts:
    """What follows from all States of an answer together, on the day that it is for."""
    standing = Standing(answer.case, law, answer.reading, answer.decided_on)
    of = _by_state(answer)
    able = tuple(code for code, ours in of.items() if any(one.can_act == YES for one in ours))
    perhaps = tuple(code for code, ours in of.items() if code not in able and _tied(ours))
    several = (*able, *perhaps)
    rules = law.conflicts
    return Conflicts(
        able,
        perhaps,
        tuple(_criterion(rule, several, of, standing) for rule in rules.criteria) if len(several) > 1 else (),
        tuple(_duty(rule, several, standing, least=2) for rule in rules.consultation) if len(several) > 1 else (),
        answer.case.proceedings is not None,
        tuple(earlier(answer, of, several, rules, standing)),
        tuple(_duty(rule, several, standing, least=1) for rule in rules.interview),
        rules.follows if len(several) > 1 else (),
    )


def _by_state(answer: Answer) -> dict[str, list[StateAnswer]]:
    found: dict[str, list[StateAnswer]] = {}
    for one in answer.states:
        found.setdefault(one.state, []).append(one)
    return found


def _tied(ours: list[StateAnswer]) -> bool:
    return any(ground.value == UNKNOWN and ground.ground != WITHOUT_A_TIE for one in ours for ground in one.national)


def _criterion(
    rule: CriterionRule, several: tuple[str, ...], of: dict[str, list[StateAnswer]], standing: Standing
) -> Criterion:
    says = tuple(Says(code, tuple(_looked_at(rule, code, of[code], standing))) for code in several)
    return Criterion(rule.id, rule.label, rule.text, says if rule.looks_at else (), rule.questions, rule.cites)


def _looked_at(rule: CriterionRule, code: str, ours: list[StateAnswer], standing: Standing) -> Iterator[Step]:
    case = standing.case
    for word in rule.looks_at:
        if word == "prosecution_open":
            yield any_of([one.limitation for one in ours], "still_open", code)
        elif word == "proceedings_there":
            yield _proceedings(code, case)
        else:
            yield standing.look(code, case.acts[0]).fact(word)


def _proceedings(code: str, case: Case) -> Step:
    if case.proceedings is None:
        return Step(UNKNOWN, "proceedings_there", code, facts=("proceedings",))
    truth = YES if any(one.state == code for one in case.proceedings) else NO
    return Step(truth, "proceedings_there", code, facts=("proceedings",))


def _duty(rule: DutyRule, several: tuple[str, ...], standing: Standing, *, least: int) -> Duty:
    bound = tuple((code, _binds(rule, code, standing)) for code in several)
    truths = sorted((step.truth for _code, step in bound), reverse=True)
    value: Truth = truths[least - 1] if len(truths) >= least else NO
    return Duty(rule.id, rule.label, rule.treaty, rule.cites, bound, value)


def _binds(rule: DutyRule, code: str, standing: Standing) -> Step:
    treaty = standing.treaty(rule.treaty, rule.cites, (code,))
    if treaty.truth == NO:
        return treaty
    covered = (standing.covered(rule.treaty, code),) if rule.offences else ()
    return all_of((treaty, *standing.limits(rule.treaty, (code,)), *covered), "binds", (rule.treaty, code))

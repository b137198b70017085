"""Judge one referral on four axes, with overrides, dampers, open questions and indicators of trafficking."""

from __future__ import annotations

from datetime import datetime

from besa.core.formats import Referral
from besa.core.triage.axes.conditions import applying
from besa.core.triage.axes.facts import Facts
from besa.core.triage.axes.gathering import gather
from besa.core.triage.axes.indicators import trafficking
from besa.core.triage.axes.keeping import kept
from besa.core.triage.axes.known import Here, Seen
from besa.core.triage.axes.ruleset import AxisRuleset, current
from besa.core.triage.axes.values import Axes, Axis, Certainty, Ground, Standing


def assess(referral: Referral, *, seen: Seen, now: datetime, here: Here, ruleset: AxisRuleset | None = None) -> Axes:
    """Never raises on any referral. `now` must carry its time zone. Pure: the same arguments give the same answer."""
    rules = ruleset or current()
    facts = gather(
        referral,
        seen=seen,
        now=now,
        here=here,
        words=rules.words,
        answers=rules.answers,
        families=rules.families,
        keeping=kept(referral, now=now, here=here, ruleset=rules),
    )
    return judge(facts, rules)


def judge(facts: Facts, rules: AxisRuleset) -> Axes:
    """The judgement of facts: all that `assess` does after gathering them."""
    shown = facts.names()
    danger, actionability, decay, novelty = (_standing(axis, facts, shown, rules) for axis in Axis)
    now = frozenset(rule.id for rule in rules.rules.values() if rule.override)
    grounds = (ground for standing in (danger, actionability, decay, novelty) for ground in standing.reasons)
    return Axes(
        danger=danger,
        actionability=actionability,
        decay=decay,
        novelty=novelty,
        overrides=tuple(ground for ground in grounds if ground.rule in now),
        trafficking=trafficking(facts, rules.indicators),
        ruleset=rules.version,
    )


def _standing(axis: Axis, facts: Facts, shown: frozenset[str], rules: AxisRuleset) -> Standing:
    """The highest firm rule, or the highest soft one as far as no damper holds it down: nothing else lowers."""
    soft, firm = rules.scale.axes[axis].unknown, 0
    reasons: list[Ground] = []
    dampers: list[Ground] = []
    for rule in rules.by_axis[axis]:
        found = applying(rule.when, shown)
        if not found:
            continue
        ground = Ground(rule.id, rule.version, rule.level, facts.evidence(found))
        (dampers if rule.damps else reasons).append(ground)
        if not rule.damps and rule.soft:
            soft = max(soft, rule.level)
        elif not rule.damps:
            firm = max(firm, rule.level)
    for damper in dampers:
        soft = min(soft, damper.level)
    level = max(firm, soft)
    reasons.sort(key=lambda ground: (-ground.level, ground.rule))
    dampers.sort(key=lambda ground: (ground.level, ground.rule))
    certainty, missing = _certainty(axis, level, shown, rules, told=bool(reasons))
    return Standing(axis, level, certainty, tuple(reasons), tuple(dampers), missing)


def _certainty(
    axis: Axis, level: int, shown: frozenset[str], rules: AxisRuleset, *, told: bool
) -> tuple[Certainty, tuple[str, ...]]:
    asked = [question for question in rules.questions if question.axis is axis and not question.raised]
    open_ones = [question for question in asked if not applying(question.when, shown)]
    if not open_ones:
        certainty = Certainty.KNOWN
    elif told or len(open_ones) < len(asked):
        certainty = Certainty.PARTLY
    else:
        certainty = Certainty.UNKNOWN
    raised = [q for q in rules.questions if q.axis is axis and applying(q.raised, shown)]
    would_change = (q for q in (*open_ones, *raised) if q.could_reach[0] < level or q.could_reach[1] > level)
    return certainty, tuple(question.id for question in would_change)

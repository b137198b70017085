"""Indicators of trafficking and the published rule that combines them. An indicator is not a finding.

Absence proves nothing, and for a child neither consent nor the means matter. Source: facts of issue 3 (ILO 2012, UNODC,
ILO/European Commission Delphi survey 2009, OSCE); the combination is the Delphi survey's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from besa.core.triage.axes.conditions import applying
from besa.core.triage.axes.facts import Facts
from besa.core.triage.axes.rules import IndicatorRule
from besa.core.triage.axes.values import Grade, Indicator, Trafficking


def trafficking(facts: Facts, rules: Mapping[str, IndicatorRule]) -> Trafficking:
    """The indicators that facts show, the dimensions they make positive, and the ids nothing here can show."""
    names = facts.names()
    found = [
        Indicator(rule.id, rule.version, rule.dimension, rule.grade, facts.evidence(shown))
        for rule in rules.values()
        if (shown := applying(rule.when, names))
    ]
    grades: dict[str, list[Grade]] = {}
    for indicator in found:
        grades.setdefault(indicator.dimension, []).append(indicator.grade)
    return Trafficking(
        indicators=tuple(found),
        dimensions=tuple(sorted(name for name, shown in grades.items() if is_positive(shown))),
        not_computable=tuple(rule.id for rule in rules.values() if not rule.when),
    )


def is_positive(grades: Iterable[Grade]) -> bool:
    """Two strong; or one strong and one other; or three medium; or two medium and one weak."""
    count = Counter(grades)
    strong, medium, weak = count[Grade.STRONG], count[Grade.MEDIUM], count[Grade.WEAK]
    return strong >= 2 or (strong == 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1)

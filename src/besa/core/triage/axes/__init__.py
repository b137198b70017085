"""Judge a referral on four axes that stay apart: danger, actionability, decay, novelty; with reasons and overrides."""

from besa.core.triage.axes.assessing import assess, judge
from besa.core.triage.axes.explaining import Because, IndicatorRow, Row, explain, indicators, marked, why_now
from besa.core.triage.axes.keeping import Kept, kept
from besa.core.triage.axes.known import Here, Seen
from besa.core.triage.axes.networks import NO_NETWORKS, Networks, NetworksWrong, read_networks
from besa.core.triage.axes.ordering import Difference, class_of, packed, place, unpacked, why_above
from besa.core.triage.axes.ruleset import AxisRuleset, current, load
from besa.core.triage.axes.values import (
    Axes,
    Axis,
    Certainty,
    Evidence,
    Grade,
    Ground,
    Indicator,
    Standing,
    Trafficking,
)

__all__ = [
    "NO_NETWORKS",
    "Axes",
    "Axis",
    "AxisRuleset",
    "Because",
    "Certainty",
    "Difference",
    "Evidence",
    "Grade",
    "Ground",
    "Here",
    "Indicator",
    "IndicatorRow",
    "Kept",
    "Networks",
    "NetworksWrong",
    "Row",
    "Seen",
    "Standing",
    "Trafficking",
    "assess",
    "class_of",
    "current",
    "explain",
    "indicators",
    "judge",
    "kept",
    "load",
    "marked",
    "packed",
    "place",
    "read_networks",
    "unpacked",
    "why_above",
    "why_now",
]

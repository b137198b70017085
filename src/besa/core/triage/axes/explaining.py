"""Put a judgement into rows of words for a person. All texts are English and looked up in the catalogue of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from besa.core.triage.assessment import Quote, Reason, Urgency
from besa.core.triage.axes.ruleset import AxisRuleset, current
from besa.core.triage.axes.values import Axes, Axis, Evidence, Ground, Standing
from besa.core.triage.explain import Piece, pieces


@dataclass(frozen=True)
class Because:
    """One rule in words, with the places in the referral that it rests on."""

    rule: str
    version: int
    label: str
    level: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Row:
    """One axis in words. `held_down_by` are dampers; `missing` is what would change the level if it were known."""

    axis: Axis
    label: str
    question: str
    level: int
    means: str
    certainty: str
    because: tuple[Because, ...]
    held_down_by: tuple[Because, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of trafficking in words; `dimension` as well."""

    id: str
    label: str
    dimension: str
    grade: str
    evidence: tuple[Evidence, ...]


def explain(axes: Axes, *, ruleset: AxisRuleset | None = None) -> tuple[Row, Row, Row, Row]:
    """A row for each axis. A rule of an older release that is gone stands for itself by its id."""
    rules = ruleset or current()
    danger, actionability, decay, novelty = (_row(standing, rules) for standing in axes.standings)
    return danger, actionability, decay, novelty


def why_now(axes: Axes, *, ruleset: AxisRuleset | None = None) -> tuple[Because, ...]:
    """The overrides in words."""
    return _because(axes.overrides, ruleset or current())


def indicators(axes: Axes, *, ruleset: AxisRuleset | None = None) -> tuple[IndicatorRow, ...]:
    """The indicators of trafficking in words, in the order of the published lists."""
    rules = ruleset or current()
    return tuple(
        IndicatorRow(
            shown.id,
            rules.indicators[shown.id].label if shown.id in rules.indicators else shown.id,
            rules.scale.dimensions.get(shown.dimension, shown.dimension),
            shown.grade,
            shown.evidence,
        )
        for shown in axes.trafficking.indicators
    )


def marked(axes: Axes, path: str, text: str) -> tuple[Piece, ...]:
    """The text at `path` cut where reasons begin and end, each piece with the rules that rest on it."""
    grounds = dict.fromkeys(ground for standing in axes.standings for ground in standing.reasons)
    reasons = [
        Reason(
            ground.rule,
            ground.version,
            Urgency.ROUTINE,
            tuple(Quote(path, place.start, place.end) for place in ground.evidence if place.path == path and place.end),
        )
        for ground in grounds
    ]
    return pieces(path, text, reasons)


def _row(standing: Standing, rules: AxisRuleset) -> Row:
    words = rules.scale.axes[standing.axis]
    questions = {question.id: question.label for question in rules.questions}
    return Row(
        axis=standing.axis,
        label=words.label,
        question=words.question,
        level=standing.level,
        means=words.levels[standing.level],
        certainty=rules.scale.certainties[standing.certainty],
        because=_because(standing.reasons, rules),
        held_down_by=_because(standing.dampers, rules),
        missing=tuple(questions.get(each, each) for each in standing.missing),
    )


def _because(grounds: Iterable[Ground], rules: AxisRuleset) -> tuple[Because, ...]:
    return tuple(
        Because(
            ground.rule,
            ground.version,
            rules.rules[ground.rule].label if ground.rule in rules.rules else ground.rule,
            ground.level,
            ground.evidence,
        )
        for ground in grounds
    )

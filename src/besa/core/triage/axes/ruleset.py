"""All that judges a referral, put together once: axis rules, questions, indicators, word rules, periods, the order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from besa.core.triage import ruleset as words_ruleset
from besa.core.triage.axes.conditions import word_rules
from besa.core.triage.axes.hints import Family, read_families
from besa.core.triage.axes.ordering import QueueOrder, read_order
from besa.core.triage.axes.periods import Period, read_periods
from besa.core.triage.axes.rules import (
    AxisRule,
    IndicatorRule,
    Question,
    read_indicators,
    read_questions,
    read_rules,
)
from besa.core.triage.axes.scale import Scale, read_scale
from besa.core.triage.axes.values import Axis
from besa.core.triage.rules import RulesWrong

_HERE = Path(__file__).parent
_RULES = ("override", "danger", "actionability", "decay", "novelty", "dampers")


@dataclass(frozen=True)
class AxisRuleset:
    """`version` is a digest of everything here: it names the exact rules behind a stored judgement."""

    rules: Mapping[str, AxisRule]
    by_axis: Mapping[Axis, tuple[AxisRule, ...]]
    questions: tuple[Question, ...]
    indicators: Mapping[str, IndicatorRule]
    words: words_ruleset.Ruleset
    answers: words_ruleset.Ruleset
    families: Mapping[str, Family]
    periods: tuple[Period, ...]
    order: QueueOrder
    scale: Scale
    version: str


def load(
    folder: Path = _HERE / "rules", texts: Path = _HERE / "texts", answers: Path = _HERE / "answers"
) -> AxisRuleset:
    """Read and check everything; raises RulesWrong."""
    rules = tuple(rule for name in _RULES for rule in read_rules(folder / f"{name}.yaml"))
    indicators = read_indicators(folder / "indicators.yaml")
    questions = read_questions(folder / "questions.yaml")
    periods = read_periods(folder / "periods.yaml")
    order = read_order(folder / "order.yaml")
    scale = read_scale(folder / "scale.yaml")
    families = read_families(folder / "families.yaml")
    words, short = words_ruleset.load_with(texts), words_ruleset.load_answers(answers)
    _check_names([*rules, *indicators, *questions])
    _check_words([*rules, *indicators, *questions], {*words.rules, *short.rules})
    if lost := sorted({rule for family in families for rule in (*family.hints, *family.rules)} - set(words.rules)):
        raise RulesWrong("families.yaml", "rules", f"there is no word rule '{lost[0]}'")
    if lost := sorted(order.because() - {rule.id for rule in rules}):
        raise RulesWrong("order.yaml", "because", f"there is no rule '{lost[0]}'")
    if lost := sorted({i.dimension for i in indicators if i.dimension} - set(scale.dimensions)):
        raise RulesWrong("indicators.yaml", "dimension", f"there is no dimension '{lost[0]}' in scale.yaml")
    content = [
        [asdict(rule) for rule in rules],
        [asdict(indicator) for indicator in indicators],
        [asdict(question) for question in questions],
        [asdict(period) for period in periods],
        [asdict(family) for family in families],
        asdict(order),
        asdict(scale),
        words.version,
        short.version,
    ]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=sorted, ensure_ascii=True).encode())
    return AxisRuleset(
        rules=MappingProxyType({rule.id: rule for rule in rules}),
        by_axis=MappingProxyType({axis: tuple(rule for rule in rules if rule.axis is axis) for axis in Axis}),
        questions=questions,
        indicators=MappingProxyType({rule.id: rule for rule in indicators}),
        words=words,
        answers=short,
        families=MappingProxyType({rule: family for family in families for rule in (*family.hints, *family.rules)}),
        periods=periods,
        order=order,
        scale=scale,
        version=digest.hexdigest()[:12],
    )


@cache
def current() -> AxisRuleset:
    """What this release of Besa judges referrals with."""
    return load()


def messages(ruleset: AxisRuleset | None = None) -> tuple[str, ...]:
    """Every text of these rules that a person will read, for the catalogues of words."""
    return tuple(dict.fromkeys(_texts(ruleset or current())))


def _texts(ruleset: AxisRuleset) -> Iterator[str]:
    yield from (rule.label for rule in ruleset.rules.values())
    yield from (question.label for question in ruleset.questions)
    yield from (indicator.label for indicator in ruleset.indicators.values())
    yield from ruleset.order.texts()
    yield from ruleset.scale.texts()
    yield from words_ruleset.messages(ruleset.words)
    yield from words_ruleset.messages(ruleset.answers)


def _check_names(all_rules: list[AxisRule | IndicatorRule | Question]) -> None:
    names = [rule.id for rule in all_rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RulesWrong("rules", "id", f"'{twice[0]}' is used twice")


def _check_words(all_rules: list[AxisRule | IndicatorRule | Question], words: set[str]) -> None:
    for rule in all_rules:
        if unknown := sorted(word_rules(rule.when) - words):
            raise RulesWrong("rules", f"{rule.id}.when", f"there is no word rule '{unknown[0]}'")

"""The rules of the axes, their questions and the indicators, read strictly from YAML: an error names the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from besa.core.triage.axes.conditions import Alternative, read_condition
from besa.core.triage.axes.values import LEVELS, Axis, Grade
from besa.core.triage.rules import RulesWrong, read_mapping

Example = Mapping[str, object]


@dataclass(frozen=True)
class AxisRule:
    """Raises an axis to `level`. A `soft` rule can be held down by a damper; a firm one cannot.

    A damper (`damps`) holds what is only soft down to `level`, which is its floor.
    """

    id: str
    version: int
    axis: Axis
    level: int
    label: str
    when: tuple[Alternative, ...]
    soft: bool
    damps: bool
    override: bool
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]


@dataclass(frozen=True)
class Question:
    """Something that would change where a referral stands on an axis; answered when `when` holds.

    `could_reach` are the lowest and highest level an answer could lead to. A question with `raised` is asked only of a
    referral for which that holds, and does not count for how certain an axis is.
    """

    id: str
    axis: Axis
    label: str
    when: tuple[Alternative, ...]
    raised: tuple[Alternative, ...]
    could_reach: tuple[int, int]


@dataclass(frozen=True)
class IndicatorRule:
    """One of the published indicators. Without `when` it needs what no referral holds, and `needs` says what."""

    id: str
    version: int
    label: str
    dimension: str
    grade: Grade
    source: str
    needs: str
    when: tuple[Alternative, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]


def read_rules(path: Path) -> tuple[AxisRule, ...]:
    return tuple(_rule(each, path.name) for each in _entries(path, "rules"))


def read_questions(path: Path) -> tuple[Question, ...]:
    return tuple(_question(each, path.name) for each in _entries(path, "questions"))


def read_indicators(path: Path) -> tuple[IndicatorRule, ...]:
    return tuple(_indicator(each, path.name) for each in _entries(path, "indicators"))


def _entries(path: Path, key: str) -> list[Mapping[str, object]]:
    entries = read_mapping(path).get(key)
    if not isinstance(entries, list) or not entries or not all(isinstance(each, dict) for each in entries):
        raise RulesWrong(path.name, key, "must be a list of entries")
    return entries


def _rule(content: Mapping[str, object], source: str) -> AxisRule:
    known = {
        "id", "version", "axis", "level", "label", "when", "soft", "damps", "override", "examples", "counter_examples",
    }  # fmt: skip
    _only(content, known, source)
    rule = AxisRule(
        id=_text(content, source, "id"),
        version=_number(content, source, "version", 1, 10_000),
        axis=_axis(content, source),
        level=_number(content, source, "level", LEVELS[0], LEVELS[-1]),
        label=_text(content, source, "label"),
        when=read_condition(content, source, str(content.get("id"))),
        soft=_yes(content, source, "soft"),
        damps=_yes(content, source, "damps"),
        override=_yes(content, source, "override"),
        examples=_examples(content, source, "examples"),
        counter_examples=_examples(content, source, "counter_examples"),
    )
    if not rule.when:
        raise RulesWrong(source, f"{rule.id}.when", "is missing: the rule would never apply")
    if rule.damps and (rule.override or rule.soft):
        raise RulesWrong(source, f"{rule.id}.damps", "a damper is neither soft nor an override")
    if not rule.examples or not rule.counter_examples:
        raise RulesWrong(source, f"{rule.id}.examples", "every rule needs examples and counter_examples")
    return rule


def _question(content: Mapping[str, object], source: str) -> Question:
    _only(content, {"id", "axis", "label", "when", "raised", "lowest", "highest"}, source)
    return Question(
        id=_text(content, source, "id"),
        axis=_axis(content, source),
        label=_text(content, source, "label"),
        when=read_condition(content, source, str(content.get("id"))),
        raised=read_condition({"when": content.get("raised", [])}, source, str(content.get("id"))),
        could_reach=(_number(content, source, "lowest", 0, 4), _number(content, source, "highest", 0, 4)),
    )


def _indicator(content: Mapping[str, object], source: str) -> IndicatorRule:
    known = {
        "id", "version", "label", "dimension", "grade", "source", "needs", "when", "examples", "counter_examples",
    }  # fmt: skip
    _only(content, known, source)
    name = _text(content, source, "id")
    grade = str(content.get("grade", Grade.WEAK))
    if grade not in list(Grade):
        raise RulesWrong(source, f"{name}.grade", f"must be one of {', '.join(Grade)}")
    rule = IndicatorRule(
        id=name,
        version=_number(content, source, "version", 1, 10_000),
        label=_text(content, source, "label"),
        dimension=str(content.get("dimension", "")),
        grade=Grade(grade),
        source=_text(content, source, "source"),
        needs=str(content.get("needs", "")),
        when=read_condition(content, source, name),
        examples=_examples(content, source, "examples"),
        counter_examples=_examples(content, source, "counter_examples"),
    )
    if bool(rule.when) == bool(rule.needs):
        raise RulesWrong(source, f"{name}.when", "an indicator is either computed (when) or says what it needs (needs)")
    if rule.when and not (rule.dimension and rule.examples and rule.counter_examples):
        raise RulesWrong(source, f"{name}.dimension", "a computed indicator needs dimension and examples")
    return rule


def _only(content: Mapping[str, object], known: set[str], source: str) -> None:
    if unknown := sorted(set(content) - known):
        raise RulesWrong(
            source, f"{content.get('id')}.{unknown[0]}", f"is no key: use one of {', '.join(sorted(known))}"
        )


def _text(content: Mapping[str, object], source: str, key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RulesWrong(source, f"{content.get('id')}.{key}", "must be text that is not empty")
    return value.strip()


def _number(content: Mapping[str, object], source: str, key: str, low: int, high: int) -> int:
    value = _text(content, source, key)
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise RulesWrong(source, f"{content.get('id')}.{key}", f"must be a number from {low} to {high}, not '{value}'")
    return int(value)


def _axis(content: Mapping[str, object], source: str) -> Axis:
    value = _text(content, source, "axis")
    if value not in list(Axis):
        raise RulesWrong(source, f"{content.get('id')}.axis", f"must be one of {', '.join(Axis)}, not '{value}'")
    return Axis(value)


def _yes(content: Mapping[str, object], source: str, key: str) -> bool:
    value = content.get(key, "no")
    if value not in ("yes", "no"):
        raise RulesWrong(source, f"{content.get('id')}.{key}", "must be yes or no")
    return value == "yes"


def _examples(content: Mapping[str, object], source: str, key: str) -> tuple[Example, ...]:
    value = content.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise RulesWrong(source, f"{content.get('id')}.{key}", "must be a list of referrals, as in '- {batched: MEME}'")
    return tuple(value)

"""One rule of triage as it is written in a file of rules/, read strictly: an error names file, key and cure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from besa.core.triage.answers import CODED
from besa.core.triage.assessment import Urgency

LANGUAGES = ("sq", "mk", "sr", "cnr", "en")
Lists = Mapping[str, tuple[str, ...]]  # language -> lines
Condition = Mapping[str, frozenset[str]]  # answer -> codes, any of which will do
_NEEDED = frozenset(("id", "version", "raises_to", "label", "reason"))
_KEYS = _NEEDED | {"answers", "combines", "words", "unless", "examples", "counter_examples", "frames"}
FEWEST_EXAMPLES = 3
FRAME = "frame-"


class RulesWrong(ValueError):
    """The rules cannot be used. The text names the file, the key and what to do."""

    def __init__(self, source: str, key: str, what: str) -> None:
        super().__init__(f"{source}: {key}: {what}")


@dataclass(frozen=True)
class Combination:
    """Applies when all these other rules apply and all these answers were given."""

    rules: frozenset[str]
    answers: Condition


@dataclass(frozen=True)
class Rule:
    """A rule applies when any one of its words, answer conditions or combinations does.

    `frames`: sets of words that take it back from beside it, in the same sentence: what is told of a film, the news.
    """

    id: str
    version: int
    raises_to: Urgency
    label: str
    reason: str
    answers: tuple[Condition, ...]
    combines: tuple[Combination, ...]
    words: Lists
    unless: Lists
    frames: tuple[str, ...]
    examples: Lists
    counter_examples: Lists


class _Loader(yaml.CBaseLoader):
    """Reads every scalar as text ("yes" stays "yes") and refuses a key written twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            line = key_node.start_mark.line + 1
            raise yaml.constructor.ConstructorError(None, None, f"'{key}' is written twice (line {line})")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _any(loader: _Loader, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node)
    if isinstance(node, yaml.SequenceNode):
        return [_any(loader, child) for child in node.value]
    return node.value


_Loader.add_constructor(None, _any)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_mapping(path: Path) -> dict[str, object]:
    """The mapping a YAML file holds, all scalars as text; raises RulesWrong."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  makes text and lists only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RulesWrong(path.name, "file", f"cannot be read as YAML: {error}") from error
    if not isinstance(content, dict):
        raise RulesWrong(path.name, "file", "must hold keys and values")
    return content


def read_rule(path: Path, *, fewest: int = FEWEST_EXAMPLES) -> Rule:
    """Read and check one rule; patterns themselves are checked when the rule set is put together.

    `fewest`: examples and counter-examples that it must have in each language.
    """
    content, name = read_mapping(path), path.name
    if unknown := sorted(set(content) - _KEYS):
        raise RulesWrong(name, unknown[0], f"is not a key of a rule: use one of {', '.join(sorted(_KEYS))}")
    if missing := sorted(_NEEDED - set(content)):
        raise RulesWrong(name, missing[0], "is missing: every rule needs it")
    rule = Rule(
        id=_text(content, name, "id"),
        version=_version(content, name),
        raises_to=_urgency(content, name),
        label=_text(content, name, "label"),
        reason=_text(content, name, "reason"),
        answers=tuple(_condition(each, name, "answers") for each in _list(content, name, "answers")),
        combines=tuple(_combination(each, name) for each in _list(content, name, "combines")),
        words=_lists(content, name, "words"),
        unless=_lists(content, name, "unless"),
        frames=tuple(_frame(each, name) for each in _list(content, name, "frames")),
        examples=_lists(content, name, "examples"),
        counter_examples=_lists(content, name, "counter_examples"),
    )
    _check(rule, path, fewest)
    return rule


def _check(rule: Rule, path: Path, fewest: int) -> None:
    if rule.id != path.stem:
        raise RulesWrong(path.name, "id", f"must be the file's name: write '{path.stem}' or rename the file")
    if not (rule.words or rule.answers or rule.combines):
        raise RulesWrong(path.name, "words", "is missing: give words, answers or combines, or the rule never applies")
    if (rule.unless or rule.frames) and not rule.words:
        raise RulesWrong(path.name, "unless", "needs words that it can take back")
    if not rule.words:
        return
    for key, lines in (("examples", rule.examples), ("counter_examples", rule.counter_examples)):
        for language in LANGUAGES:
            if len(lines.get(language, ())) < fewest:
                raise RulesWrong(path.name, f"{key}.{language}", f"needs at least {fewest} sentences")


def _text(content: Mapping[str, object], name: str, key: str) -> str:
    value = content[key]
    if not isinstance(value, str) or not value.strip():
        raise RulesWrong(name, key, "must be text that is not empty")
    return value.strip()


def _version(content: Mapping[str, object], name: str) -> int:
    value = _text(content, name, "version")
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise RulesWrong(name, "version", f"must be a whole number from 1 up, not '{value}'")
    return int(value)


def _urgency(content: Mapping[str, object], name: str) -> Urgency:
    value = _text(content, name, "raises_to")
    choices = [level.name for level in Urgency if level > Urgency.ROUTINE]
    if value not in choices:
        raise RulesWrong(name, "raises_to", f"must be one of {', '.join(choices)}, not '{value}'")
    return Urgency[value]


def _list(content: Mapping[str, object], name: str, key: str) -> list[object]:
    value = content.get(key, [])
    if not isinstance(value, list):
        raise RulesWrong(name, key, "must be a list: begin each entry with '- '")
    return value


def _lists(content: Mapping[str, object], name: str, key: str) -> Lists:
    value = content.get(key, {})
    if not isinstance(value, dict):
        raise RulesWrong(name, key, f"must hold a list for each language ({', '.join(LANGUAGES)})")
    return {language: _lines(lines, name, f"{key}.{language}", language) for language, lines in value.items()}


def _lines(lines: object, name: str, key: str, language: str) -> tuple[str, ...]:
    if language not in LANGUAGES:
        raise RulesWrong(name, key, f"'{language}' is not a language of the rules: use {', '.join(LANGUAGES)}")
    if not isinstance(lines, list) or not all(isinstance(line, str) and line.strip() for line in lines):
        raise RulesWrong(name, key, "must be a list of lines of text")
    if twice := [line for line in lines if lines.count(line) > 1]:
        raise RulesWrong(name, key, f"holds '{twice[0]}' twice: take one away")
    return tuple(lines)


def _condition(value: object, name: str, key: str) -> Condition:
    if not isinstance(value, dict) or not value:
        raise RulesWrong(name, key, "each entry must name answers and their codes, as in 'ongoing: [yes]'")
    for answer, codes in value.items():
        if answer not in CODED:
            raise RulesWrong(name, f"{key}.{answer}", f"is not a coded answer: use one of {', '.join(CODED)}")
        if not isinstance(codes, list) or not codes or not all(isinstance(code, str) and code for code in codes):
            raise RulesWrong(name, f"{key}.{answer}", "must be a list of codes, as in [yes]")
    return {answer: frozenset(codes) for answer, codes in value.items()}


def _frame(value: object, name: str) -> str:
    if not isinstance(value, str) or not value.startswith(FRAME):
        raise RulesWrong(name, "frames", f"must be a list of sets of words/ whose names begin with '{FRAME}'")
    return value


def _combination(value: object, name: str) -> Combination:
    if not isinstance(value, dict) or not set(value) <= {"rules", "answers"} or "rules" not in value:
        raise RulesWrong(name, "combines", "each entry needs 'rules' and may have 'answers'")
    rules = value["rules"]
    if not isinstance(rules, list) or not rules or not all(isinstance(rule, str) for rule in rules):
        raise RulesWrong(name, "combines.rules", "must be a list of rule ids")
    answers = _condition(value["answers"], name, "combines.answers") if "answers" in value else {}
    return Combination(frozenset(rules), answers)

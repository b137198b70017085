"""All rules together: checked against each other, compiled once, and never changed afterwards."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from besa.core.triage import serbian
from besa.core.triage.automaton import Automaton
from besa.core.triage.patterns import PatternWrong, Sequence, Sets, spell_out
from besa.core.triage.rules import FEWEST_EXAMPLES, LANGUAGES, Rule, RulesWrong, read_mapping, read_rule

_HERE = Path(__file__).parent
# Montenegrin shares its words with Serbian and may add its own.
_SHARES = {"cnr": "sr"}


@dataclass(frozen=True)
class Pattern:
    """Whose words a compiled sequence belongs to, and whether it speaks for the rule or takes it back.

    The words of a frame belong to no rule: `rule` is the name of their set.
    """

    rule: str
    takes_back: bool


@dataclass(frozen=True)
class Ruleset:
    """Rules by id, and the automaton that finds their words. `version` changes with any change of any rule."""

    rules: Mapping[str, Rule]
    version: str
    patterns: tuple[Pattern, ...]
    automaton: Automaton


def load(rules: Path = _HERE / "rules", words: Path = _HERE / "words") -> Ruleset:
    """Read and compile the rules in a folder with the word sets of another; raises RulesWrong."""
    return _put_together({rules: FEWEST_EXAMPLES}, words)


def load_with(more: Path, rules: Path = _HERE / "rules", words: Path = _HERE / "words") -> Ruleset:
    """The rules for what people write to us, and `more` of them for texts that were written to somebody else."""
    return _put_together({rules: FEWEST_EXAMPLES, more: 2}, words)


def load_answers(rules: Path, words: Path = _HERE / "words") -> Ruleset:
    """Rules for answers of a word or two, such as an occupation: in a longer text they would find too much."""
    return _put_together({rules: 2}, words)


def _put_together(folders: Mapping[Path, int], words: Path) -> Ruleset:
    sets = _sets(words)
    read: list[Rule] = []
    for folder, fewest in folders.items():
        found = [read_rule(path, fewest=fewest) for path in sorted(folder.glob("*.yaml"))]
        if not found:
            raise RulesWrong(str(folder), "folder", "holds no rules: each rule is one .yaml file")
        read += found
    by_id = {rule.id: rule for rule in read}
    if len(by_id) < len(read):
        raise RulesWrong("rules", "id", "two files of these folders hold a rule of the same name")
    for rule in read:
        _check_combinations(rule, by_id)
    patterns: list[Pattern] = []
    sequences: list[Sequence] = []
    for rule in read:
        for takes_back in (False, True):
            for sequence in dict.fromkeys(_sequences(rule, sets, takes_back=takes_back)):
                patterns.append(Pattern(rule.id, takes_back))
                sequences.append(sequence)
    for frame in sorted({frame for rule in read for frame in rule.frames}):
        for sequence in dict.fromkeys(_frame_sequences(frame, sets)):
            patterns.append(Pattern(frame, takes_back=True))
            sequences.append(sequence)
    one_line = [number for number, pattern in enumerate(patterns) if pattern.takes_back]
    automaton = Automaton(sequences, one_line=one_line)
    return Ruleset(MappingProxyType(by_id), _version(read, sets), tuple(patterns), automaton)


@cache
def current() -> Ruleset:
    """The rules this release of Besa judges with."""
    return load()


def messages(ruleset: Ruleset | None = None) -> tuple[str, ...]:
    """Every text of the rules that a person will read, for the catalogues of words."""
    rules = (ruleset or current()).rules.values()
    return tuple(dict.fromkeys(text for rule in rules for text in (rule.label, rule.reason)))


def _check_combinations(rule: Rule, by_id: Mapping[str, Rule]) -> None:
    for combination in rule.combines:
        for wanted in sorted(combination.rules):
            if wanted not in by_id:
                raise RulesWrong(f"{rule.id}.yaml", "combines.rules", f"there is no rule '{wanted}'")
            if by_id[wanted].combines:
                raise RulesWrong(
                    f"{rule.id}.yaml", "combines.rules", f"'{wanted}' combines rules itself: name its parts instead"
                )


def _sequences(rule: Rule, sets: Mapping[str, Sets], *, takes_back: bool) -> Iterable[Sequence]:
    key = "unless" if takes_back else "words"
    for language, lines in (rule.unless if takes_back else rule.words).items():
        for line in lines:
            try:
                if language in serbian.LANGUAGES:
                    for order in serbian.orders(line):
                        yield from spell_out(order, sets[language], serbian.said)
                else:
                    yield from spell_out(line, sets[language])
            except PatternWrong as wrong:
                raise RulesWrong(f"{rule.id}.yaml", f"{key}.{language}", f"'{line}': {wrong}") from wrong


def _frame_sequences(frame: str, sets: Mapping[str, Sets]) -> Iterable[Sequence]:
    for language in LANGUAGES:
        if frame not in sets[language]:
            raise RulesWrong(f"words/{language}.yaml", frame, "is missing: a frame must be there in every language")
        yield from spell_out(f"@{frame}", sets[language])


def _sets(folder: Path) -> dict[str, Sets]:
    found: dict[str, Sets] = {}
    for language in LANGUAGES:
        path = folder / f"{language}.yaml"
        own: dict[str, tuple[str, ...]] = {}
        for name, entries in (read_mapping(path) if path.exists() else {}).items():
            if not isinstance(entries, list) or not entries or not all(isinstance(e, str) and e for e in entries):
                raise RulesWrong(f"words/{path.name}", name, "must be a list of words or phrases")
            own[name] = tuple(entries)
        shared = dict(found.get(_SHARES.get(language, ""), {}))
        for name, entries in own.items():
            shared[name] = tuple(dict.fromkeys((*shared.get(name, ()), *entries)))
        found[language] = shared
    return found


def _version(rules: Iterable[Rule], sets: Mapping[str, Sets]) -> str:
    """The highest rule version is not enough: a digest of everything that judges names the exact rules."""
    ways = (serbian.BEGINNINGS, serbian.WHOLE)
    content = json.dumps(
        [[asdict(rule) for rule in rules], sets, ways], sort_keys=True, default=sorted, ensure_ascii=True
    )
    return hashlib.sha256(content.encode()).hexdigest()[:12]

"""Judge how urgent a report is: which rules apply, resting on which words, and the highest level among them."""

from itertools import accumulate

from besa.core.triage.answers import TEXTS, Answers
from besa.core.triage.assessment import Assessment, Quote, Reason, Urgency
from besa.core.triage.automaton import Hit
from besa.core.triage.folding import compatible, folded_words, source_offsets, word_ranges
from besa.core.triage.readings import readings
from besa.core.triage.rules import Condition
from besa.core.triage.ruleset import Ruleset, current

MOST_QUOTES = 40  # of one rule in one text: enough to mark, and bounded


def assess(answers: Answers, *, ruleset: Ruleset | None = None) -> Assessment:
    """Apply every rule. Never raises on any text; adding answers, lines or sentences never lowers the outcome."""
    rules = ruleset or current()
    quotes: dict[str, list[Quote]] = {}
    for field in TEXTS:
        for rule_id, found in words_in(getattr(answers, field), rules).items():
            quotes.setdefault(rule_id, []).extend(Quote(field, start, end) for start, end in found)
    applying = set(quotes)
    for rule in rules.rules.values():
        if any(_holds(condition, answers) for condition in rule.answers):
            applying.add(rule.id)
    simple = frozenset(applying)
    for rule in rules.rules.values():
        if any(each.rules <= simple and _holds(each.answers, answers) for each in rule.combines):
            applying.add(rule.id)
    reasons = [
        Reason(rule.id, rule.version, rule.raises_to, tuple(quotes.get(rule.id, ())))
        for rule in rules.rules.values()
        if rule.id in applying
    ]
    reasons.sort(key=lambda reason: (-reason.raises_to, reason.rule))
    urgency = max((reason.raises_to for reason in reasons), default=Urgency.ROUTINE)
    return Assessment(urgency, tuple(reasons), rules.version)


def _holds(condition: Condition, answers: Answers) -> bool:
    return all(getattr(answers, answer) in codes for answer, codes in condition.items())


def words_in(text: str, ruleset: Ruleset) -> dict[str, list[tuple[int, int]]]:
    """For each rule whose words stand in the text: the ranges of characters, merged and in order."""
    if not text:
        return {}
    plain = compatible(text)
    found: dict[str, set[tuple[int, int]]] = {}
    for reading in readings(plain):
        kept = _kept(ruleset.automaton.hits(folded_words(reading)), ruleset)
        if not kept:
            continue
        ranges = word_ranges(reading)
        for rule, hits in kept.items():
            found.setdefault(rule, set()).update((ranges[h.first][0], ranges[h.last][1]) for h in hits)
    if not found:
        return {}
    offsets = range(len(text) + 1) if plain is text else list(source_offsets(text))
    return {rule: _merged(ranges, offsets)[:MOST_QUOTES] for rule, ranges in found.items()}


def _kept(hits: list[Hit], ruleset: Ruleset) -> dict[str, list[Hit]]:
    """The hits that speak for a rule, without those that lie whole inside one that takes the rule back."""
    speaking: dict[str, list[Hit]] = {}
    taking_back: dict[str, list[Hit]] = {}
    for hit in hits:
        pattern = ruleset.patterns[hit.sequence]
        (taking_back if pattern.takes_back else speaking).setdefault(pattern.rule, []).append(hit)
    for rule, against in taking_back.items():
        if rule not in speaking:
            continue
        covered = [-1] * (max(hit.last for hit in speaking[rule]) + 1)  # the furthest word covered from here back
        for hit in against:
            if hit.first < len(covered):
                covered[hit.first] = max(covered[hit.first], hit.last)
        covered = list(accumulate(covered, max))
        speaking[rule] = [hit for hit in speaking[rule] if covered[hit.first] < hit.last]
    return {rule: kept for rule, kept in speaking.items() if kept}


def _merged(ranges: set[tuple[int, int]], offsets: range | list[int]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        at = offsets[start]
        # The last character stands whole, with the marks that the compatibility form split from it.
        to = offsets[end - 1] + 1 if offsets[end] == offsets[end - 1] else offsets[end]
        if merged and at <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], to))
        else:
            merged.append((at, to))
    return merged

"""Judge how urgent a report is: which rules apply, resting on which words, and the highest level among them."""

from itertools import accumulate

from besa.core.triage.answers import TEXTS, Answers
from besa.core.triage.assessment import Assessment, Quote, Reason, Urgency
from besa.core.triage.automaton import Hit
from besa.core.triage.folding import LINE, SENTENCE, compatible, folded_words, source_offsets, word_ranges
from besa.core.triage.patterns import LONGEST
from besa.core.triage.readings import readings
from besa.core.triage.rules import FRAME, Condition
from besa.core.triage.ruleset import Ruleset, current

BESIDE = 10  # words between what a rule rests on and a frame that takes it back
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
    found = _in(plain, ruleset)
    for reading in readings(plain)[1:]:
        for rule, ranges in _otherwise(plain, reading, ruleset).items():
            found.setdefault(rule, set()).update(ranges)
    if not found:
        return {}
    offsets = range(len(text) + 1) if plain is text else list(source_offsets(text))
    return {rule: _merged(ranges, offsets)[:MOST_QUOTES] for rule, ranges in found.items()}


def _in(text: str, ruleset: Ruleset) -> dict[str, set[tuple[int, int]]]:
    words = folded_words(text)
    kept = _kept(ruleset.automaton.hits(words), words, ruleset)
    ranges = word_ranges(text) if kept else []
    return {rule: {(ranges[hit.first][0], ranges[hit.last][1]) for hit in hits} for rule, hits in kept.items()}


def _otherwise(plain: str, reading: str, ruleset: Ruleset) -> dict[str, set[tuple[int, int]]]:
    """What a reading adds: only around the words in which it differs can anything stand that does not in the text."""
    words = word_ranges(reading)
    changed = [at for at, (start, end) in enumerate(words) if plain[start:end] != reading[start:end]]
    found: dict[str, set[tuple[int, int]]] = {}
    for first, last in _around(changed, len(words)):
        begin = words[first][0]
        part = _in(reading[begin : words[last][1]], ruleset)
        for rule, ranges in part.items():
            found.setdefault(rule, set()).update((begin + start, begin + end) for start, end in ranges)
    kept = {rule: {at for at in ranges if plain[slice(*at)] != reading[slice(*at)]} for rule, ranges in found.items()}
    return {rule: ranges for rule, ranges in kept.items() if ranges}


def _around(changed: list[int], count: int) -> list[tuple[int, int]]:
    """First and last word of each stretch that a sequence with a changed word in it can reach."""
    stretches: list[tuple[int, int]] = []
    for at in changed:
        first, last = max(0, at - LONGEST - BESIDE), min(count - 1, at + LONGEST + BESIDE)
        if stretches and first <= stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], last)
        else:
            stretches.append((first, last))
    return stretches


def _kept(hits: list[Hit], words: list[str], ruleset: Ruleset) -> dict[str, list[Hit]]:
    """The hits that speak for a rule: none inside one that takes the rule back, none beside one of its frames."""
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
    if any(rule.startswith(FRAME) for rule in taking_back):
        _take_back_framed(speaking, taking_back, words, ruleset)
    return {rule: kept for rule, kept in speaking.items() if kept}


def _take_back_framed(
    speaking: dict[str, list[Hit]], taking_back: dict[str, list[Hit]], words: list[str], ruleset: Ruleset
) -> None:
    stretch = _stretches(words)
    for rule, hits in speaking.items():
        beside = [frame for name in ruleset.rules[rule].frames for frame in taking_back.get(name, ())]
        speaking[rule] = [
            hit
            for hit in hits
            if not any(
                stretch[frame.first] == stretch[hit.first] == stretch[hit.last]
                and hit.first - BESIDE <= frame.last
                and frame.first <= hit.last + BESIDE
                for frame in beside
            )
        ]


def _stretches(words: list[str]) -> list[int]:
    """For each word, marks not counted, the number of its stretch: a sentence ends one, and so does a line."""
    numbers: list[int] = []
    stretch = 0
    for word in words:
        if word in (SENTENCE, LINE):
            stretch += 1
        else:
            numbers.append(stretch)
    return numbers


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

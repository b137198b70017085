"""When a rule applies: a list of alternatives, each a set of facts of which some or all must be there.

    when:
      - flags: [sextortion]                 # one of these flags, and
        words: [money-demand, threat]       # one of these word rules in a free text
      - all: [batched, one-known-file]      # or both of these signs

Families: category, flags, tags, classification, incidents, said (name=yes|no|something, or a short answer), words,
with_words (a second list of words that must be there too), bio (words of a profile), occupation and relation (words of
those answers), signs (one of), all (every one). There is no "not": a fact more can only make more rules apply.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from besa.core.triage.axes.facts import SIGNS, plain_name
from besa.core.triage.rules import RulesWrong

Alternative = tuple[frozenset[str], ...]  # of each set one fact must be there

_PREFIX = {
    "category": "category",
    "flags": "flag",
    "tags": "tag",
    "classification": "class",
    "incidents": "incident",
    "said": "said",
    "words": "words",
    "with_words": "words",
    "bio": "bio",
    "occupation": "occupation",
    "relation": "relationshiptochildvictim",
    "signs": "",
    "all": "",
}


def read_condition(content: Mapping[str, object], source: str, rule: str) -> tuple[Alternative, ...]:
    """The alternatives under `when`; raises RulesWrong."""
    when = content.get("when", [])
    if not isinstance(when, list) or not all(isinstance(each, dict) and each for each in when):
        raise RulesWrong(source, f"{rule}.when", "must be a list of conditions, as in '- flags: [sextortion]'")
    return tuple(_alternative(each, source, rule) for each in when)


def applying(when: tuple[Alternative, ...], shown: Set[str]) -> frozenset[str]:
    """Those of the `shown` facts that make a condition true; empty when none of its alternatives holds."""
    found: frozenset[str] = frozenset()
    for alternative in when:
        here: frozenset[str] = frozenset()
        for choice in alternative:
            there = choice & shown
            if not there:
                break
            here |= there
        else:
            found |= here
    return found


def word_rules(when: tuple[Alternative, ...]) -> frozenset[str]:
    """The word rules a condition asks for."""
    kinds = {"words", "bio", "occupation", "relationshiptochildvictim"}
    split = (fact.partition(":") for alternative in when for choice in alternative for fact in choice)
    return frozenset(rule for kind, colon, rule in split if colon and kind in kinds)


def _alternative(content: Mapping[str, object], source: str, rule: str) -> Alternative:
    choices: list[frozenset[str]] = []
    for family, names in content.items():
        if family not in _PREFIX:
            raise RulesWrong(source, f"{rule}.when.{family}", f"is no family of facts: use one of {', '.join(_PREFIX)}")
        if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
            raise RulesWrong(source, f"{rule}.when.{family}", "must be a list of names")
        facts = [_fact(family, name, source, rule) for name in names]
        choices += [frozenset({fact}) for fact in facts] if family == "all" else [frozenset(facts)]
    return tuple(choices)


def _fact(family: str, name: str, source: str, rule: str) -> str:
    if family in ("signs", "all"):
        if name not in SIGNS:
            raise RulesWrong(source, f"{rule}.when.{family}", f"'{name}' is no sign: see SIGNS in facts.py")
        return name
    if family in ("flags", "tags", "classification", "incidents"):
        name = plain_name(name)
    if family == "said":
        field, _, answer = name.partition("=")
        name = f"{plain_name(field)}={answer}"
    return f"{_PREFIX[family]}:{name}"

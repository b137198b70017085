"""Facts that cannot all be so, in the reader's language: which fact, and what to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext, gettext_noop

from besa.core.jurisdiction import CaseFile, FactsContradict
from besa.core.jurisdiction.facts import check, renamed
from besa.core.jurisdiction.former import resolved
from besa.node.jurisdiction.fields import Names
from besa.node.jurisdiction.questions import STEP_OF

# What the engine says, and what the page says instead; a test holds them against the engine's own words.
_SAYINGS: Final[Mapping[str, str]] = {
    r"name at least one act": gettext_noop("Choose at least one act."),
    r"ends on (?P<a>\S+), before it begins on (?P<b>\S+)": gettext_noop(
        "It ends on %(a)s, before it begins on %(b)s. Look at both days."
    ),
    r"begins on (?P<a>\S+), after the day of the decision, (?P<b>\S+)": gettext_noop(
        "It begins on %(a)s, after the day on which it is decided, %(b)s. Look at both days."
    ),
    r"begins on (?P<a>\S+), after the offence, (?P<b>\S+)": gettext_noop(
        "It begins on %(a)s, after the act, which ended on %(b)s. Look at both days."
    ),
    r"ends on (?P<a>\S+), after the day of the decision, (?P<b>\S+)": gettext_noop(
        "It ends on %(a)s, after the day on which it is decided, %(b)s. Look at both days."
    ),
    r"'(?P<a>.*)' is no code of a State: .*": gettext_noop("“%(a)s” is no State that we know."),
    r"an act was done somewhere: .*": gettext_noop(
        "An act was done somewhere: name the place, leave the question open, or write: high seas."
    ),
    r"names several States: .*": gettext_noop("A person is in one State at a time: keep one of them."),
    r"from (?P<a>-?\d+) to (?P<b>-?\d+) is no age: .*": gettext_noop(
        "From %(a)s to %(b)s is no age: write the smaller number first."
    ),
    r"on (?P<a>\S+), after the day of the decision, (?P<b>\S+)": gettext_noop(
        "Born on %(a)s, after the day on which it is decided, %(b)s. Look at both days."
    ),
    r"on (?P<a>\S+), after the offence, (?P<b>\S+)": gettext_noop(
        "Born on %(a)s, after the act, which ended on %(b)s. Look at both days."
    ),
    r"(?P<a>\d+) to (?P<b>\d+), but whoever was born on (?P<c>\S+) was (?P<d>\d+) to (?P<e>\d+) .*": gettext_noop(
        "The age is %(a)s to %(b)s, but whoever was born on %(c)s was %(d)s to %(e)s at the time of the act. "
        "Look at the age, the day of birth and the days of the act."
    ),
    r"(?P<a>.+) is no place of conduct: .*": gettext_noop(
        "%(a)s is not among the places where the offender was when acting. Add it there, or take it out here."
    ),
    r"(?P<a>\S+) cannot extradite to itself": gettext_noop("A State cannot extradite to itself: name two States."),
    r"has a reason for a refusal, but was not refused": gettext_noop(
        "There is a reason for a refusal, but it was not refused: take the reason out, or say that it was refused."
    ),
    r"'(?P<a>.*)' no longer exists: name the State of today": gettext_noop(
        "“%(a)s” no longer exists: name the State of today."
    ),
    r"'(?P<a>.*)' no longer exists: name the State where .*": gettext_noop(
        "“%(a)s” no longer exists: name the State where the person is now."
    ),
    r"'(?P<a>.*)' \((?P<b>.*)\) ended on (?P<c>\S+), before the offence: .*": gettext_noop(
        "“%(a)s” ended on %(c)s, before the act: name the State of today, or look at the days of the act."
    ),
    r"was granted, but nobody asked for it": gettext_noop(
        "It was granted, but nobody asked for it: say that it was asked for, or that it was refused."
    ),
}
_NO_ACT: Final = gettext_noop("“%(a)s” is no act that the law here knows.")


@dataclass(frozen=True)
class Contradiction:
    """`facts` are the names of the questions that it is about, the first of them in `step`."""

    facts: tuple[str, ...]
    step: str
    said: str


def found(described: CaseFile, today: date, names: Names) -> Contradiction | None:
    """What in a case cannot be so, if anything."""
    for code in described.case.acts:
        if code not in names.law.acts.by_code:
            return Contradiction(("acts",), STEP_OF["acts"], gettext(_NO_ACT) % {"a": code})
    try:
        # As the engine reads them: by our codes, and without States that are gone.
        check(resolved(renamed(described.case, names.law.by_any_name), names.law.former), described.decided_on or today)
    except FactsContradict as error:
        return of(error)
    return None


def of(error: FactsContradict) -> Contradiction:
    """The same of what the engine said."""
    facts = tuple(one for one in error.fact.split(", ") if one in STEP_OF) or ("acts",)
    return Contradiction(facts, STEP_OF[facts[0]], _said(error.cure))


def _said(cure: str) -> str:
    for pattern, message in _SAYINGS.items():
        if fitting := re.fullmatch(pattern, cure):
            return gettext(message) % fitting.groupdict()
    return cure

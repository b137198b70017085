"""How long each step took, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from besa.node.desk import due, standing
from besa.node.desk.due import Due
from besa.node.desk.queries.lines import source_names
from besa.node.people.keyring import Keyring
from besa.node.platform.spans import in_words
from besa.node.reports import queries as reports


@dataclass(frozen=True)
class StepShown:
    """One step, counted from arrival; the spans are empty where nothing is done yet."""

    word: str
    done: int
    waiting: int
    median: str
    ninetieth: str


@dataclass(frozen=True)
class TimesShown:
    code: str
    name: str
    number: int
    steps: tuple[StepShown, ...]


@dataclass(frozen=True)
class OwedShown:
    """Closed reports of a source that was promised to hear the outcome; `at`: the first is due."""

    name: str
    number: int
    at: datetime
    due: Due | None


def times(since: datetime, *, keyring: Keyring) -> tuple[TimesShown, ...]:
    """Of what came in after `since`, source by source."""
    names = source_names()
    words = {
        "opened": gettext("First opened"),
        "taken": gettext("Somebody took it"),
        "answered": gettext("First answered"),
        "classified": gettext("Classified"),
        "closed": gettext("Closed"),
        "told": gettext("Outcome told to the source"),
    }
    return tuple(
        TimesShown(
            one.source,
            gettext("The public") if one.source == standing.PUBLIC else names.get(one.source, one.source),
            one.number,
            tuple(
                StepShown(words[code], step.done, step.total - step.done, _span(step.median), _span(step.ninetieth))
                for code, step in one.steps.items()
            ),
        )
        for one in reports.times(since, keyring=keyring)
    )


def outcomes_owed(*, keyring: Keyring, now: datetime) -> tuple[OwedShown, ...]:
    """By source, the first due first."""
    names = source_names()
    return tuple(
        OwedShown(names.get(one.source, one.source), one.number, one.due, due.outcome(one.since, one.due, now))
        for one in reports.outcomes_owed(keyring=keyring)
    )


def _span(span: timedelta | None) -> str:
    return "" if span is None else in_words(span)

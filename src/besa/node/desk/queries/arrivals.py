"""Files of referrals as they came in, by source: how many were new, known, unclear, or could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from besa.node.people.keyring import Keyring
from besa.node.referrals import queries as referrals
from besa.node.referrals.queries import RunView
from besa.node.referrals.values import Tally

_RUNS = 200


@dataclass(frozen=True)
class SourceShown:
    """One institution with its files, newest first, and the sum of those shown."""

    slug: str
    name: str
    sum: Tally
    runs: tuple[tuple[RunView, str], ...]
    asks_outcome: bool


def arrivals(*, keyring: Keyring) -> tuple[SourceShown, ...]:
    """The sources that refer to the keyring's desks."""
    runs = referrals.runs(limit=_RUNS)
    shown = []
    for source in referrals.sources():
        if source.desk_id in keyring.desk_ids:
            own = [run for run in runs if run.source == source.slug]
            total = sum((run.tally for run in own), Tally())
            states = tuple((run, _state(run.state)) for run in own)
            shown.append(SourceShown(source.slug, source.name, total, states, source.asks_outcome))
    return tuple(shown)


def _state(state: str) -> str:
    words = {
        "running": gettext("Under way"),
        "stopped": gettext("Stopped: the next run goes on there"),
        "done": gettext("Read to its end"),
    }
    return words.get(state, state)

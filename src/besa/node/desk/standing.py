"""The four axes in short words: where a referral stands, and why one line of the queue is above the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext, pgettext_lazy

from besa.core.triage import axes
from besa.core.triage.axes import Axes, Axis, Certainty, Ground, Standing, Trafficking
from besa.core.triage.axes.ordering import Place
from besa.node.desk import wording
from besa.node.desk.wording import Text
from besa.node.reports.values import QueueRow

PUBLIC = "public"

# Short for a line; the whole sentence of each level stands in core/triage/axes/rules/scale.yaml.
LEVELS: dict[Axis, tuple[Text, ...]] = {
    Axis.DANGER: (
        pgettext_lazy("danger", "None seen"),
        pgettext_lazy("danger", "Signs of a repeat"),
        pgettext_lazy("danger", "Not known"),
        pgettext_lazy("danger", "Strong signs"),
        pgettext_lazy("danger", "Perhaps now"),
    ),
    Axis.ACTIONABILITY: (
        pgettext_lazy("actionability", "Elsewhere"),
        pgettext_lazy("actionability", "Hidden"),
        pgettext_lazy("actionability", "Not known"),
        pgettext_lazy("actionability", "A trace here"),
        pgettext_lazy("actionability", "Somebody here"),
    ),
    Axis.DECAY: (
        pgettext_lazy("decay", "Gone already"),
        pgettext_lazy("decay", "Nothing soon"),
        pgettext_lazy("decay", "Not known"),
        pgettext_lazy("decay", "Days or weeks"),
        pgettext_lazy("decay", "Hours"),
    ),
    Axis.NOVELTY: (
        pgettext_lazy("novelty", "A repeat"),
        pgettext_lazy("novelty", "Known material"),
        pgettext_lazy("novelty", "Not known"),
        pgettext_lazy("novelty", "Something new"),
        pgettext_lazy("novelty", "New and made by them"),
    ),
}


@dataclass(frozen=True)
class Mark:
    """One axis of one report: its name, its level 0-4 in words; `level` chooses how many parts of the bar are full."""

    axis: str
    name: str
    level: int
    word: Text


def name(axis: Axis) -> str:
    """The axis as the reader calls it."""
    return gettext(axes.current().scale.axes[axis].label)


def levels_of(row: QueueRow) -> tuple[int, ...]:
    """The four levels, or () for a report that was not judged on axes: of the public, or that nobody could read."""
    found = (row.danger, row.actionability, row.decay, row.novelty)
    return tuple(level for level in found if level is not None) if None not in found else ()


def marks(row: QueueRow) -> tuple[Mark, ...]:
    """The axes of a line; () where there are none."""
    levels = levels_of(row)
    return tuple(
        Mark(axis.value, name(axis), level, LEVELS[axis][level]) for axis, level in zip(Axis, levels, strict=False)
    )


def choices(axis: Axis) -> list[tuple[str, str]]:
    """ "From this level up", highest first, for a filter; the lowest would keep nothing out."""
    return [
        (str(level), str(LEVELS[axis][level]) if level == 4 else gettext("%(level)s or more") % {"level": word})
        for level, word in reversed(list(enumerate(LEVELS[axis])))
        if level
    ]


def place_of(row: QueueRow) -> Place | None:
    """The place among referrals, from what stands in clear; None where there are no axes."""
    levels = levels_of(row)
    if not levels:
        return None
    order, since = axes.current().order, row.waiting_since or row.received_at
    stored = axes.unpacked(row.rank, order, arrived=since, name=str(row.report_id))
    if stored and _agrees(stored, levels):
        return stored
    # Ranked by rules of another release: the class that the levels alone would give.
    rules = axes.current().rules
    calls = tuple(Ground(rule, 0, 4) for rule in row.reasons if rule in rules and rules[rule].override)
    standings = (Standing(axis, level, Certainty.UNKNOWN) for axis, level in zip(Axis, levels, strict=True))
    danger, actionability, decay, novelty = standings
    judged = Axes(danger, actionability, decay, novelty, calls, Trafficking(), "")
    return axes.place(judged, order, arrived=since, name=str(row.report_id))


def _agrees(place: Place, levels: Sequence[int]) -> bool:
    """Whether the steps of a place that are axes stand at these levels."""
    stand = dict(zip(Axis, levels, strict=True))
    steps = zip(axes.current().order.steps, place[1], strict=True)
    return all(-value == stand[Axis(step.id)] for step, value in steps if step.id in list(Axis))


def class_word(row: QueueRow) -> str:
    """Of which class of referrals it is read, in words; empty where there are no axes."""
    found = place_of(row)
    return gettext(axes.current().order.classes[found[0]].label) if found else ""


def why_above(upper: QueueRow, lower: QueueRow) -> str:
    """Why one line of the queue, in its usual order, stands above the next."""
    if upper.urgency != lower.urgency:
        words = {"upper": wording.urgency(upper.urgency).word, "lower": wording.urgency(lower.urgency).word}
        return gettext("More urgent: %(upper)s before %(lower)s") % words
    ours, theirs = place_of(upper), place_of(lower)
    if ours and theirs:
        return gettext(axes.why_above(ours, theirs, axes.current().order).label)
    if theirs:
        return gettext("Of equal urgency, what a person has to read first is above what rules could order")
    return gettext("Waiting longer")


def reasons_above(rows: Sequence[QueueRow]) -> dict[object, str]:
    """For each line but the last: why it is above the next."""
    return {upper.report_id: why_above(upper, lower) for upper, lower in pairwise(rows)}

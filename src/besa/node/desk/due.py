"""What is due for a report, in words: answers to reporters, referrals to be taken, what providers keep, outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from besa.core.casework import Promise, promise_state, referral_clocks
from besa.core.triage import Urgency, axes
from besa.node.desk.standing import PUBLIC
from besa.node.desk.wording import URGENCIES, Text
from besa.node.platform import confirmations, country, environment
from besa.node.platform.spans import in_words
from besa.node.reports.values import QueueRow

SHOWN_BEFORE = timedelta(days=30)
"""So long before a provider may delete what it kept, it is said wherever the report is shown."""

_HURRY = timedelta(days=3)
_BASES: dict[str, Text] = {
    "statute": pgettext_lazy("rests on", "law"),
    "promise": pgettext_lazy("rests on", "our promise"),
    "practice": pgettext_lazy("rests on", "good practice"),
    "operator": pgettext_lazy("rests on", "our promise"),
}
_CLOCKS: dict[str, Text] = {
    "take": _("A referral lies with nobody"),
    "outcome": _("A source that asks for it hears what became of a report"),
}


@dataclass(frozen=True)
class Due:
    """How one clock stands: `state` chooses the colour, `sign` the shape, `words` say it. `ours`: we owe it."""

    state: str
    sign: str
    words: str
    ours: bool = True


@dataclass(frozen=True)
class Rule:
    """One clock with who says so: `confirmed` by somebody who may, `read` the day its citation was read."""

    what: Text
    within: str
    basis: Text
    citation: str
    read: str
    confirmed: bool = False


def of_row(row: QueueRow, now: datetime) -> tuple[Due, ...]:
    """Every clock of a report that a line of the queue shows, what is first first; () for none."""
    found: tuple[Due | None, ...] = (_answer(row, now),)
    if row.source != PUBLIC:
        found = (_take(row, now), outcome(row.received_at, row.answer_due, now), _kept(row, now))
    return tuple(due for due in found if due)


def rules() -> tuple[Rule, ...]:
    """The clocks of this page with their sources, for whoever wants to know why."""
    here = country.load(environment.current().country)
    try:
        held = confirmations.confirmed(here, environment.current().home)
    except (confirmations.ConfirmationsBroken, OSError):
        held = frozenset()
    found = []
    for level in reversed(URGENCIES):
        clock = here.clocks[level.style]
        what = gettext("An answer is promised to a reporter: %(urgency)s") % {"urgency": level.word}
        name = f"{here.code}/clocks/{clock.key}"
        found.append(
            Rule(
                what,
                _hours(clock.hours),
                _BASES.get(clock.basis, clock.basis),
                "" if clock.basis == "operator" else clock.citation,
                "",
                name in held,
            )
        )
    for one in referral_clocks().values():
        within = _hours(one.hours)
        if one.hours_high != one.hours:
            words = {"high": _hours(one.hours_high), "else": within}
            within = gettext("%(high)s where it is urgent, else %(else)s") % words
        sure = one.confirmed or f"{here.code}/referral-clocks/{one.code}" in held
        found.append(
            Rule(_CLOCKS.get(one.code, one.code), within, _BASES[one.basis], one.citation, str(one.read), sure)
        )
    for period in axes.current().periods:
        what = gettext("The provider keeps what it reported")
        days = ngettext("%(n)d day", "%(n)d days", period.days) % {"n": period.days}
        found.append(Rule(what, days, _BASES["statute"], period.source, period.checked))
    return tuple(found)


def _hours(hours: int) -> str:
    return in_words(timedelta(hours=hours))


def _answer(row: QueueRow, now: datetime) -> Due | None:
    return _due(
        row.waiting_since,
        row.answer_due,
        now,
        running=_("answer in %(time)s"),
        soon=_("answer due in %(time)s"),
        late=_("answer %(time)s late"),
    )


def _take(row: QueueRow, now: datetime) -> Due | None:
    clock = referral_clocks()["take"]
    hours = clock.hours_high if row.urgency >= Urgency.URGENT else clock.hours
    since = row.take_due - timedelta(hours=hours) if row.take_due else None
    words = _("to be taken within %(time)s")
    return _due(since, row.take_due, now, running=words, soon=words, late=_("nobody took it: %(time)s late"))


def outcome(since: datetime | None, due: datetime | None, now: datetime) -> Due | None:
    """The outcome promised to a source that asked."""
    words = _("outcome to the source in %(time)s")
    return _due(since, due, now, running=words, soon=words, late=_("outcome to the source %(time)s late"))


def _kept(row: QueueRow, now: datetime) -> Due | None:
    if row.kept_until is None or row.state == "closed" or row.kept_until - now > SHOWN_BEFORE:
        return None
    if row.kept_until <= now:
        return Due(Promise.BROKEN, "!", gettext("the provider may have deleted it"), ours=False)
    state = Promise.SOON if row.kept_until - now <= _HURRY else Promise.RUNNING
    left = {"time": in_words(row.kept_until - now)}
    sign = "◕" if state is Promise.SOON else "◔"
    return Due(state, sign, gettext("kept by the provider for %(time)s more") % left, ours=False)


def _due(
    since: datetime | None, due: datetime | None, now: datetime, *, running: Text, soon: Text, late: Text
) -> Due | None:
    state = promise_state(since=since, due=due, now=now)
    if state is Promise.NONE or due is None:
        return None
    if state is Promise.BROKEN:
        return Due(state, "!", str(late) % {"time": in_words(now - due)})
    # Rounded up: "in 0 min" is not a promise.
    left = {"time": in_words(due - now + timedelta(seconds=59))}
    if state is Promise.SOON:
        return Due(state, "◕", str(soon) % left)
    return Due(state, "◔", str(running) % left)

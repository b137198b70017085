"""The words for codes of cases, and for time: short, each state with a sign besides its colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from besa.core.casework import Promise, case_clocks, code_list, promise_state
from besa.node.platform import confirmations, country, environment
from besa.node.platform.spans import in_words

Text = str | Lazy

# Level, class of staff.css, word.
URGENCIES: tuple[tuple[int, str, Text], ...] = (
    (0, "routine", pgettext_lazy("urgency", "Routine")),
    (1, "soon", pgettext_lazy("urgency", "Soon")),
    (2, "urgent", pgettext_lazy("urgency", "Urgent")),
    (3, "now", pgettext_lazy("urgency", "Now")),
)

STATES: dict[str, Text] = {
    "new": pgettext_lazy("case", "New"),
    "in_work": pgettext_lazy("case", "In work"),
    "reopened": pgettext_lazy("case", "Reopened"),
    "closed": pgettext_lazy("case", "Closed"),
}

REPORT_STATES: dict[str, Text] = {
    "new": pgettext_lazy("report", "New"),
    "in_work": pgettext_lazy("report", "In work"),
    "waiting": pgettext_lazy("report", "Waits for the reporter"),
    "reopened": pgettext_lazy("report", "Reopened"),
    "closed": pgettext_lazy("report", "Closed"),
}

ROLES: dict[str, Text] = {
    "reported": _("Reported person"),
    "witness": _("Witness"),
    "other": _("Someone else"),
    "child": _("The child"),
    "carer": _("Parent or carer"),
    "guardian": _("Guardian"),
    "professional": _("Teacher, doctor or social worker"),
}

KINDS: dict[str, Text] = {
    "phone": pgettext_lazy("identifier", "Phone number"),
    "email": pgettext_lazy("identifier", "E-mail address"),
    "url": pgettext_lazy("identifier", "Web address"),
    "domain": pgettext_lazy("identifier", "Website"),
    "handle": pgettext_lazy("identifier", "Account"),
    "ip": pgettext_lazy("identifier", "IP address"),
    "device": pgettext_lazy("identifier", "Device"),
    "wallet": pgettext_lazy("identifier", "Wallet"),
    "digest": pgettext_lazy("identifier", "Fingerprint of a file"),
    "coordinates": pgettext_lazy("identifier", "Place"),
    "payment": pgettext_lazy("identifier", "Bank account or payment"),
    "other": pgettext_lazy("identifier", "Something else"),
}

CLOCKS: dict[str, Text] = {
    "assign": _("Somebody takes the case"),
    "preservation": _("The provider may delete what it kept"),
    "safety": _("Risk and safety of the child are assessed"),
    "best_interests": _("The child's best interests are assessed"),
    "recovery": _("The time to recover and reflect ends"),
    "reply": _("A body that was asked answers"),
    "follow_up": _("Somebody asks how the child is"),
    "retention": _("The closed case is kept"),
}

BASES: dict[str, Text] = {
    "statute": _("law"),
    "treaty": _("treaty"),
    "promise": _("our promise"),
    "practice": _("good practice"),
}


# For a file of either sort; retention is only for closed cases.
ERASED_FOR: dict[str, Text] = {
    "asked": _("The person it is about, or who speaks for them, asked for it"),
    "ordered": _("A court or an authority ordered it"),
    "retention": _("It was kept long enough"),
    "mistake": _("It was written down by mistake"),
}


@dataclass(frozen=True)
class Due:
    """How a deadline stands: `state` chooses the colour, `sign` the shape, `words` say it."""

    state: str
    sign: str
    words: str
    at: datetime


def due(*, since: datetime | None, at: datetime | None, now: datetime) -> Due | None:
    """A deadline in words; None where there is none."""
    if at is None:
        return None
    state = promise_state(since=since or at, due=at, now=now)
    if state is Promise.BROKEN:
        return Due(state, "!", gettext("%(time)s late") % {"time": in_words(now - at)}, at)
    left = in_words(at - now + timedelta(seconds=59))  # rounded up: "in 0 min" helps nobody
    return Due(state, "◕" if state is Promise.SOON else "◔", gettext("in %(time)s") % {"time": left}, at)


def urgency(level: int) -> tuple[int, str, Text]:
    return URGENCIES[max(0, min(3, level))]


def duty(sort: str, clock: str) -> Text:
    """What is owed, where its own words may not be shown."""
    if clock:
        return CLOCKS.get(clock, clock)
    return gettext("Task") if sort == "task" else gettext("Deadline")


def source(clock: str) -> tuple[Text, str, bool] | None:
    """On what a clock rests: its basis, the citation with the day it was read, and whether it is confirmed."""
    found = case_clocks().get(clock)
    if found is None:
        return None
    env = environment.current()
    try:
        held = confirmations.case_clock_holds(found, country.load(env.country), env.home)
    except confirmations.ConfirmationsBroken:  # `besa check` says so; here nobody vouches for it
        held = False
    return BASES[found.basis], f"{found.citation} ({found.read:%Y-%m-%d})", held


def file_name(sort: str, number: int) -> str:
    """What a file is called where nothing of it is opened."""
    return gettext("File of child %(n)d") % {"n": number} if sort == "child" else gettext("File of the case")


def outcome(code: str) -> str:
    """How a report or a case ended; empty while it has not."""
    return gettext(code_list("outcomes").label(code)) if code else ""

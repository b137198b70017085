"""What letters say to whoever writes them: fields with hints, kinds of data, clocks, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from besa.core.jurisdiction.instruments import Clock
from besa.core.jurisdiction.letters import FIELDS, WHATS
from besa.node.law import wording as law

Text = str | Promise

HINTS: Final[dict[str, Text]] = {
    "sender": _("The whole name of your authority, with its address."),
    "addressee": _("The central authority or the point of contact that is asked."),
    "reference": _("Under which number you keep it. No name of a child."),
    "urgency": _("Why an answer cannot wait, in a few words, or leave it out."),
    "places": _("The States where it was done or took effect, one in each line. For a town use the summary."),
    "law_at_home": _("The articles that punish the act at home. Check them."),
    "summary": _("What happened, without the name of the child and without what it wrote."),
    "relation": _("Why these data matter for the offence."),
    "custodian": _("The provider, or where the computer is."),
    "need": _("For example: the provider deletes after some days."),
    "conditions": _("For what the data may be used, and who must not learn of it."),
    "procedure": _("How it should be done, so that your court can use it."),
    "preserved": _("Number and day of the earlier request to preserve the data."),
    "contact": _("Name, telephone and e-mail of somebody who answers questions."),
}
LONG: Final = ("places", "law_at_home", "summary", "relation", "custodian", "need", "conditions", "procedure")

ROWS: Final = {"places": 2, "summary": 8}


def label(name: str) -> str:
    """The name of a field as the letter itself has it, in the reader's language."""
    return law.say(FIELDS[name])


def whats() -> list[tuple[str, str]]:
    """Kinds of data to choose from."""
    return [(code, law.say(said)) for code, said in WHATS.items()]


def ends(clock: Clock, started: date) -> date:
    """The day on which a clock that began on a day is over."""
    begun = datetime(started.year, started.month, started.day)  # noqa: DTZ001 - a day, not a moment
    over = clock.ends(begun)
    return over.date() if over == over.replace(hour=0, minute=0) else (over + timedelta(days=1)).date()


def left(until: date, today: date) -> str:
    """How many days are left of a clock."""
    days = (until - today).days
    if days < 0:
        return gettext("over since %(day)s") % {"day": until.isoformat()}
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}

"""The desk's own words for codes: short, from the analyst's side, each with a sign besides its colour."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from besa.core.casework import code_list
from besa.core.triage import axes
from besa.core.triage.explain import explanation
from besa.node.platform import languages
from besa.node.referrals.judging import UNREAD
from besa.node.reports.judging import UNJUDGED

Text = str | Lazy


@dataclass(frozen=True)
class UrgencyWord:
    """`level` 0-3; `style` is the class of staff.css that gives it colour and sign; the word is always there too."""

    level: int
    style: str
    word: Text


URGENCIES = (
    UrgencyWord(0, "routine", pgettext_lazy("urgency", "Routine")),
    UrgencyWord(1, "soon", pgettext_lazy("urgency", "Soon")),
    UrgencyWord(2, "urgent", pgettext_lazy("urgency", "Urgent")),
    UrgencyWord(3, "now", pgettext_lazy("urgency", "Now")),
)

STATES: dict[str, Text] = {
    "new": pgettext_lazy("report", "New"),
    "in_work": pgettext_lazy("report", "In work"),
    "waiting": pgettext_lazy("report", "Waits for the reporter"),
    "reopened": pgettext_lazy("report", "Reopened"),
    "closed": pgettext_lazy("report", "Closed"),
    "erased": pgettext_lazy("report", "Erased"),
}

DOORS: dict[str, Text] = {
    "child": _("Child or teenager"),
    "carer": _("Parent or carer"),
    "other": _("Teacher or someone else"),
}

# Why somebody searches across reports. Never rename one: end it and start a new one.
PURPOSES: dict[str, Text] = {
    "work": _("To work on a report I am handling"),
    "link": _("To see whether reports belong together"),
    "reporter": _("A reporter came back without the code"),
    "request": _("A competent authority asked"),
    "quality": _("To check the quality of our work"),
}

_SECTIONS: dict[str, Text] = {
    "categorisation": _("Categorisation"),
    "investigative": _("Investigative"),
    "demographic": _("Demographic"),
}


def urgency(level: int) -> UrgencyWord:
    return URGENCIES[max(0, min(3, level))]


def label(listed: str, code: str) -> str:
    """The label of a code of core/casework/lists in the reader's language; empty for unknown."""
    return "" if code in ("", "unknown") else gettext(code_list(listed).label(code))


def answer(listed: str, code: str) -> str:
    """As `label`, but an unknown answer is said too: it is an answer."""
    return gettext(code_list(listed).label(code)) if code else gettext("Not answered")


def reason(rule: str) -> str:
    """A triage rule in a few words."""
    if rule == UNJUDGED:
        return gettext("The rules could not judge this")
    if rule == UNREAD:
        return gettext("No program could read it")
    if rule in axes.current().rules:
        return gettext(axes.current().rules[rule].label)
    return gettext(explanation(rule).label)


def because(rule: str) -> str:
    """What a triage rule means, in a sentence."""
    if rule == UNJUDGED:
        return gettext("Something in the rules is broken. Please read the report yourself and tell an administrator.")
    words = explanation(rule).reason
    return gettext(words) if words else ""


def section(code: str) -> str:
    return str(_SECTIONS.get(code, code))


def language(code: str) -> str:
    """A language as it calls itself."""
    return dict(languages.LANGUAGES).get(code, code)

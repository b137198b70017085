"""Words of this room's pages for codes of the law: values, how sure, kinds of work, states of a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext


def values() -> Mapping[str, str]:
    """What may stand in a cell, by its code."""
    return {
        "yes": gettext("yes"),
        "no": gettext("no"),
        "conditional": gettext("only under a condition"),
        "unknown": gettext("unknown"),
        "not_applicable": gettext("does not apply"),
        "party": gettext("party"),
        "bound": gettext("bound"),
        "not_party": gettext("not a party"),
        "signed": gettext("signed only"),
        "not_signed": gettext("not signed"),
        "ratified_not_in_force": gettext("ratified, not yet in force"),
        "not_bound": gettext("not bound"),
        "not_in_signature_list": gettext("not on the list of signatures"),
    }


def confidences() -> Mapping[str, str]:
    """How a claim is known."""
    return {
        "sourced": gettext("sourced"),
        "recalled": gettext("known only from memory"),
        "unknown": gettext("not known"),
    }


def tiers() -> Mapping[str, str]:
    """How near a source is to the law itself."""
    return {
        "primary": gettext("the law itself, or its official text"),
        "secondary": gettext("a study, a report, a commentary"),
        "low": gettext("an article, a website, hearsay"),
    }


def addresses() -> Mapping[str, str]:
    """How sure the address of a source is."""
    return {
        "verbatim": gettext("address checked"),
        "reconstructed": gettext("address put together, not checked"),
        "partial": gettext("address not complete"),
    }


def kinds() -> Mapping[str, str]:
    """What is wanting in a cell."""
    return {
        "unknown": gettext("Unknown"),
        "contested": gettext("Sources contradict each other"),
        "unwritten": gettext("The condition is not written down"),
        "recalled": gettext("Known only from memory"),
        "undated": gettext("No date, or law of another time"),
        "weak": gettext("Weakly sourced"),
        "stale": gettext("Old source"),
    }


def modalities() -> Mapping[str, str]:
    """How far a provision obliges."""
    return {
        "must": gettext("States must be able to act"),
        "endeavour": gettext("States shall endeavour to be able to act"),
        "may": gettext("States may choose"),
    }


def states() -> Mapping[str, str]:
    """What became of a change."""
    return {
        "proposed": gettext("waits for a second lawyer"),
        "accepted": gettext("accepted"),
        "refused": gettext("refused"),
        "withdrawn": gettext("withdrawn"),
    }


def truths() -> Mapping[str, str]:
    """Kleene's three values."""
    return {"yes": gettext("yes"), "no": gettext("no"), "unknown": gettext("unknown")}


def sections() -> Mapping[str, str]:
    """The parts of a State's file."""
    return {
        "law": gettext("Its own law"),
        "treaties": gettext("Treaties"),
        "reservations": gettext("Reservations and declarations"),
        "relations": gettext("Relations to other States"),
        "membership": gettext("Membership"),
    }


def sureness() -> Mapping[str, str]:
    """How sure an entry is, by the codes of sheet.SURE."""
    return {
        "sourced": gettext("sourced"),
        "weak": gettext("weakly sourced"),
        "recalled": gettext("known only from memory"),
        "contested": gettext("sources contradict each other"),
        "unknown": gettext("unknown"),
    }


def years(least: int, most: int) -> str:
    """A penalty."""
    return gettext("%(least)s to %(most)s years") % {"least": least, "most": most}


def party_to(treaty: str) -> str:
    """A condition that the State is bound; `treaty` is a piece of a page."""
    return format_html(gettext("the State is a Party: {treaty}"), treaty=treaty)


def day(value: date) -> str:
    """A day in the reader's language."""
    return date_format(value, "DATE_FORMAT")

"""How each question is put, by door: a child is asked about itself, others about a child. English is the msgid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a type of the stubs: at run time there is no such name


@dataclass(frozen=True)
class Words:
    """`heading` is the page's h1 (empty where the only field's label is it), `lead` a line below it."""

    labels: dict[str, _StrPromise]
    hints: dict[str, _StrPromise]
    heading: _StrPromise | str = ""
    lead: _StrPromise | str = ""


_NOTHING: dict[str, _StrPromise] = {}

_WHAT = Words(
    heading=_("What happened?"),
    labels={"story": _("Tell us in your own words"), "contacts": _("Links, user names or phone numbers")},
    hints={
        "story": _("Write in any language. A few words are enough. You do not have to write your name."),
        "contacts": _("If you have any, put each one on its own line. It helps us find where it happened."),
    },
)
_WHERE = Words(
    heading=_("Where did it happen?"),
    labels={"where": _("Choose one"), "where_other": _("Name of the app, game or site")},
    hints={
        "where": _("If it happened in more than one place, choose where it began."),
        "where_other": _("Only if it is not in the list."),
    },
)
_WHEN = Words(labels={"when": _("When did it last happen?")}, hints=_NOTHING)
_WHO_CHILD = Words(
    heading=_("Who did it happen to?"),
    labels={"who": _("Choose one"), "age_band": _("How old are you, or the child it happened to?")},
    hints={"who": _("We do not ask for a name."), "age_band": _("If it is more than one child, choose the youngest.")},
)
_WHO_OTHER = Words(
    heading=_("Who did it happen to?"),
    labels={"who": _("Choose one"), "age_band": _("How old is the child?")},
    hints={"who": _("We do not ask for a name."), "age_band": _("If it is more than one child, choose the youngest.")},
)
_ONGOING = Words(labels={"ongoing": _("Is it still going on?")}, hints=_NOTHING)
_BEFORE = Words(
    labels={"before": _("Did you report this to us before?")},
    hints={"before": _("If you lost your code, that is no problem. Choose Yes.")},
)
_CONTACT = Words(
    heading=_("How can we write to you safely?"),
    lead=_("We answer here on this site, and you read it with a code. You do not have to give us anything else."),
    labels={
        "how": _("Is there another safe way to reach you?"),
        "time": _("When is it safe?"),
        "avoid": _("Who must not see it?"),
    },
    hints={
        "how": _("For example a phone number or an e-mail. Only if it is really safe."),
        "time": _("For example: after school, or only in the morning."),
        "avoid": _("For example: someone who looks at your phone."),
    },
)
_FILES = Words(
    heading=_("Do you want to add a file?"),
    lead=_("You can add chats, texts, documents or e-mails."),
    labels={"file": _("Choose a file")},
    hints=_NOTHING,
)

_COMMON = {
    "what": _WHAT,
    "where": _WHERE,
    "when": _WHEN,
    "who": _WHO_OTHER,
    "ongoing": _ONGOING,
    "before": _BEFORE,
    "contact": _CONTACT,
    "files": _FILES,
}


def words(slug: str, door: str) -> Words:
    """The wording of question `slug` for someone who came through `door`."""
    return _WHO_CHILD if slug == "who" and door == "child" else _COMMON[slug]

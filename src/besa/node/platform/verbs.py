"""Every verb the ledger may hold, with the sentence a person reads; each room lists its own in `<room>/verbs.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

from django.apps import apps
from django.utils.translation import gettext, gettext_noop

VERBS: Final = {
    "platform.archive.renewed": gettext_noop("The list of checkpoints was missing and was written again"),
    "platform.backup.made": gettext_noop("A backup was made"),
    "platform.country.confirmed": gettext_noop("An entry of the country pack was confirmed"),
    "platform.country.doubted": gettext_noop("A confirmation of the country pack was taken back"),
    "platform.backup.restored": gettext_noop("The node was restored from a backup"),
}


class UnknownVerb(LookupError):
    """A verb that no room lists; the text says where to add it."""


@cache
def known() -> Mapping[str, str]:
    """All verbs of the installed rooms: {"reports.report.opened": "The report was opened", ...}, in English.

    Raises:
        UnknownVerb: a room lists a verb that does not start with its own name.
    """
    found: dict[str, str] = {}
    for room in apps.get_app_configs():
        if not room.name.startswith("besa.") or not find_spec(f"{room.name}.verbs"):
            continue
        for verb, sentence in import_module(f"{room.name}.verbs").VERBS.items():
            if not verb.startswith(f"{room.label}."):
                raise UnknownVerb(f"got '{verb}' in {room.name}.verbs, expected a verb starting '{room.label}.'")
            found[verb] = sentence
    return MappingProxyType(found)


def check(verb: str) -> None:
    """Accept silently if a room lists this verb.

    Raises:
        UnknownVerb: none does.
    """
    if verb not in known():
        room = verb.partition(".")[0]
        raise UnknownVerb(f"got verb '{verb}', expected one of the {len(known())} listed: add it to {room}/verbs.py")


def sentence(verb: str) -> str:
    """The act in words, in the language of the reader; a verb of a room that is gone is shown as it is."""
    words = known().get(verb)
    return gettext(words) if words else verb

"""Say in plain words how a report stands, for the one who made it."""

from __future__ import annotations

from django.utils.translation import gettext

from besa.core.casework import State
from besa.node.reports.values import Conversation


def in_words(conversation: Conversation) -> str:
    """One short sentence or two."""
    state = State(conversation.state)
    if state is State.CLOSED:
        return gettext("We have finished our work on this. If something happens again, write to us here.")
    if state is State.WAITING:
        return gettext("We answered you. You can write back if you like.")
    if state is State.IN_WORK:
        return gettext("A person is working on this now.")
    if conversation.read_by_desk:
        return gettext("A person has read what you wrote.")
    return gettext("We have your words. Nobody has read the newest ones yet.")

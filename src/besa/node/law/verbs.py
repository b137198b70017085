"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "law.change.proposed": gettext_noop("A change of the recorded law was proposed"),
    "law.change.accepted": gettext_noop("A change of the recorded law was accepted by a second lawyer"),
    "law.change.refused": gettext_noop("A proposed change of the recorded law was refused"),
    "law.change.withdrawn": gettext_noop("A proposed change of the recorded law was withdrawn by whoever proposed it"),
}

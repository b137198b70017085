"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "letters.letter.begun": gettext_noop("A letter was begun"),
    "letters.letter.opened": gettext_noop("The letter was opened and read"),
    "letters.letter.changed": gettext_noop("The letter was changed"),
    "letters.letter.downloaded": gettext_noop("The letter was made into a file and left the node"),
    "letters.letter.extended": gettext_noop("It was noted that the provider keeps the data for longer"),
    "letters.letter.erased": gettext_noop("The letter was erased"),
}

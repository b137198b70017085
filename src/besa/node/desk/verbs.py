"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "desk.search.text": gettext_noop("A search through the texts of reports was begun"),
    "desk.search.identifier": gettext_noop("A search for an identifier was begun"),
    "desk.search.audited": gettext_noop("The list of searches was opened"),
    "desk.batch.begun": gettext_noop("One decision for many reports was begun"),
    "desk.search.shown": gettext_noop("The report was shown in the results of a search"),
}

"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "links.decision.made": gettext_noop("A colleague decided about a link to another report"),
    "links.decision.withdrawn": gettext_noop("A decision about a link was taken back"),
    "links.links.read": gettext_noop("The links of the report to others were read"),
}

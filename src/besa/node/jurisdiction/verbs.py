"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "jurisdiction.assessment.described": gettext_noop("A case across borders was described"),
    "jurisdiction.assessment.opened": gettext_noop("The assessment was opened and read"),
    "jurisdiction.assessment.changed": gettext_noop("The facts of the assessment were changed"),
    "jurisdiction.assessment.answered": gettext_noop("The facts of the assessment were answered for the first time"),
    "jurisdiction.answers.reasoned": gettext_noop("A colleague said why they need more new answers than a day has"),
    "jurisdiction.assessment.saved": gettext_noop("The assessment was saved as a file"),
    "jurisdiction.erasing.asked": gettext_noop("A colleague asked to erase the assessment"),
    "jurisdiction.erasing.refused": gettext_noop("The assessment is kept: nobody erases it now"),
    "jurisdiction.assessment.erased": gettext_noop("The assessment was erased"),
    "jurisdiction.map.opened": gettext_noop("The list of gaps of one's own State was opened, with a purpose"),
    "jurisdiction.keys.rewrapped": gettext_noop("The keys of assessments were sealed again for their desk"),
}

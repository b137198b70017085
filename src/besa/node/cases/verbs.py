"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "cases.case.opened": gettext_noop("A case was opened"),
    "cases.case.assigned": gettext_noop("The case was given to a colleague"),
    "cases.case.judged": gettext_noop("The urgency of the case was judged"),
    "cases.case.closed": gettext_noop("The case was closed"),
    "cases.case.reopened": gettext_noop("The case was opened again"),
    "cases.file.made": gettext_noop("A child's file was opened in the case"),
    "cases.file.opened": gettext_noop("The file was opened and read"),
    "cases.report.filed": gettext_noop("A report was added to the case"),
    "cases.report.unfiled": gettext_noop("A report was taken out of the case"),
    "cases.report.gathered": gettext_noop("What a report names was taken over into the case"),
    "cases.entry.written": gettext_noop("Something was written into the file"),
    "cases.entry.struck": gettext_noop("An entry of the file was struck out"),
    "cases.duty.set": gettext_noop("A task or deadline was set"),
    "cases.duty.done": gettext_noop("A task or deadline was done"),
    "cases.access.given": gettext_noop("Another desk was given access to the file"),
    "cases.access.taken": gettext_noop("A desk's access to the file was taken away"),
    "cases.entry.erased": gettext_noop("An entry of the file was erased"),
    "cases.erasing.asked": gettext_noop("A colleague asked to erase the file"),
    "cases.erasing.refused": gettext_noop("The file is kept: nobody erases it now"),
    "cases.file.erased": gettext_noop("The file was erased"),
    "cases.file.found": gettext_noop("The file was shown in the results of a search"),
    "cases.link.told": gettext_noop("A colleague was told that another desk has the same identifier"),
    "cases.keys.rewrapped": gettext_noop("The keys of cases were sealed again for their desk"),
}

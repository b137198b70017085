"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "reports.report.received": gettext_noop("The report arrived"),
    "reports.report.opened": gettext_noop("The report was opened and read"),
    "reports.report.claimed": gettext_noop("A colleague took the report"),
    "reports.report.returned": gettext_noop("The report was given back to the queue"),
    "reports.report.handed_over": gettext_noop("The report was handed over"),
    "reports.report.judged": gettext_noop("The urgency of the report was judged"),
    "reports.report.classified": gettext_noop("The report was classified"),
    "reports.report.referred_out": gettext_noop("The report was referred to another authority"),
    "reports.report.closed": gettext_noop("The report was closed"),
    "reports.report.reopened": gettext_noop("The report was opened again"),
    "reports.report.erased": gettext_noop("The report was erased: its content can no longer be read by anyone"),
    "reports.message.received": gettext_noop("The reporter wrote more"),
    "reports.answer.sent": gettext_noop("An answer was sent"),
    "reports.answer.read": gettext_noop("The reporter read the answer"),
    "reports.note.written": gettext_noop("An internal note was written"),
    "reports.file.opened": gettext_noop("A file of the report was opened"),
    "reports.keys.rewrapped": gettext_noop("The keys of the report were sealed again for its desk"),
}

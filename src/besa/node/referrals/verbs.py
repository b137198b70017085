"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "referrals.source.added": gettext_noop("A source of referrals was added"),
    "referrals.source.promised": gettext_noop("Whether a source of referrals hears the outcomes was decided"),
    "referrals.import.started": gettext_noop("The import of a file of referrals began"),
    "referrals.import.ended": gettext_noop("The import of a file of referrals ended"),
    "referrals.referral.exported": gettext_noop("The referral was exported as it had arrived"),
    "referrals.feedback.exported": gettext_noop("Outcomes were exported for the source of the referrals"),
}

"""What this room does: know sources, take files in, give referrals and outcomes back."""

from besa.node.referrals.actions.giving_back import Feedback, export, feedback
from besa.node.referrals.actions.importing import add_source, advance, batches, begin, end, promise_outcome, take_in

__all__ = [
    "Feedback",
    "add_source",
    "advance",
    "batches",
    "begin",
    "end",
    "export",
    "feedback",
    "promise_outcome",
    "take_in",
]

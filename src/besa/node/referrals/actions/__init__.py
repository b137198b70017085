"""What this room does: know sources, take files in, give referrals and outcomes back."""

from besa.node.referrals.actions.giving_back import Feedback, export, feedback
from besa.node.referrals.actions.importing import add_source, advance, batches, begin, end, take_in

__all__ = [
    "Feedback",
    "add_source",
    "advance",
    "batches",
    "begin",
    "end",
    "export",
    "feedback",
    "take_in",
]

"""What changes links: linking what arrived, and what people decide."""

from besa.node.links.actions.announcing import note_announced
from besa.node.links.actions.catching_up import catch_up
from besa.node.links.actions.deciding import NoSuchDecision, NotALead, decide_apart, decide_same, set_aside, withdraw
from besa.node.links.linking import TurnTaken

__all__ = [
    "NoSuchDecision",
    "NotALead",
    "TurnTaken",
    "catch_up",
    "decide_apart",
    "decide_same",
    "note_announced",
    "set_aside",
    "withdraw",
]

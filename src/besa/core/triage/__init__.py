"""Judge at arrival how urgent a report is, by transparent rules over its answers and its text, with reasons."""

from besa.core.triage.answers import Answers
from besa.core.triage.assessment import Assessment, Quote, Reason, Urgency
from besa.core.triage.folding import fold
from besa.core.triage.judging import assess
from besa.core.triage.rules import RulesWrong
from besa.core.triage.ruleset import Ruleset, current, load, messages

__all__ = [
    "Answers",
    "Assessment",
    "Quote",
    "Reason",
    "RulesWrong",
    "Ruleset",
    "Urgency",
    "assess",
    "current",
    "fold",
    "load",
    "messages",
]  # fmt: skip

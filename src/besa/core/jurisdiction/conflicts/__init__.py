"""What follows when several States can act: criteria without a score, consultation, earlier judgments, one interview.

The criteria and rules are data: `packs/law/conflicts.yaml`.
"""

from besa.core.jurisdiction.conflicts import telling
from besa.core.jurisdiction.conflicts.finding import conflicts
from besa.core.jurisdiction.conflicts.values import Conflicts, Criterion, Duty, EarlierProceedings, Rule, Says

__all__ = ["Conflicts", "Criterion", "Duty", "EarlierProceedings", "Rule", "Says", "conflicts", "telling"]

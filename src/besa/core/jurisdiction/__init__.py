"""Who can act on a case that crosses borders: facts in; for each State what it must and what it can do, with reasons.

Plain Python, usable alone: `load` the law (or take the `current` one), describe a `Case`, `assess` it. The law is data
in `packs/law`; what is not known of it, or of the case, comes back as unknown with what is missing. Not legal advice.
"""

from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.assessing import Answer, Assessor, assess
from besa.core.jurisdiction.casefile import CaseFile, CaseFileWrong
from besa.core.jurisdiction.cells import STRICT, Reading
from besa.core.jurisdiction.facts import (
    Ages,
    Case,
    Extradition,
    FactsContradict,
    Person,
    Places,
    Proceedings,
)
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import Law, current, load
from besa.core.jurisdiction.logic import Step, Truth

__all__ = [
    "STRICT",
    "Ages",
    "Answer",
    "Assessor",
    "Case",
    "CaseFile",
    "CaseFileWrong",
    "Extradition",
    "FactsContradict",
    "GroundAnswer",
    "Law",
    "LawBroken",
    "Person",
    "Places",
    "Proceedings",
    "Reading",
    "StateAnswer",
    "Step",
    "Truth",
    "assess",
    "current",
    "load",
]

"""What the issuing authority can really use: only what is in force for both sides on the day, each with its clocks.

Which instruments there are, and on what they rest, is data: `packs/law/instruments.yaml`.
"""

from besa.core.jurisdiction.instruments import telling
from besa.core.jurisdiction.instruments.choosing import available
from besa.core.jurisdiction.instruments.values import Basis, Instrument
from besa.core.jurisdiction.law.instruments import Clock

__all__ = ["Basis", "Clock", "Instrument", "available", "telling"]

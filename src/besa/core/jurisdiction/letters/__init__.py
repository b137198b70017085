"""The letter itself: what one state asks of another or tells it, filled from the case, in the languages of both sides.

Every letter is a draft for the competent authority; what the case does not say is a dotted line, and is named.
"""

from besa.core.jurisdiction.letters.filling import Letter, fill
from besa.core.jurisdiction.letters.texts import LetterBroken, LetterTexts, letters
from besa.core.jurisdiction.letters.values import FIELDS, MARK, OTHER_TREATY, WHATS, LetterFacts, Wanted

__all__ = [
    "FIELDS",
    "MARK",
    "OTHER_TREATY",
    "WHATS",
    "Letter",
    "LetterBroken",
    "LetterFacts",
    "LetterTexts",
    "Wanted",
    "fill",
    "letters",
]

"""More words than the year has: everyday talk comes with many of the reports that are not urgent.

In this year most of what has words is urgent, or was taken for it. Where providers send talk along with every other
report, an order that lives from there being words at all, and not from what they say, does worse: this shows how much.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace as changed

from bench.year.planting import NEGATIVES
from bench.year.stories import LANGUAGES, Teller
from bench.year.truth import Truth
from besa.core.formats import Referral, Text

SHARES = (0.3, 0.6)


def talkative(
    referrals: Sequence[Referral], truths: Sequence[Truth], sets: tuple[str, ...], seed: int, *, share: float
) -> list[Referral]:
    """The same referrals; a `share` of those without words that are not urgent get a chat about two everyday things."""
    rnd, teller = random.Random(f"talk {seed}"), Teller(sets, seed + 1)
    found = []
    for referral, truth in zip(referrals, truths, strict=True):
        quiet = not (truth.urgent or truth.paraphrase or truth.wave)
        if quiet and rnd.random() < share:
            language = rnd.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0]
            told = [teller.story(kind, language, minority=False, age=12) for kind in rnd.sample(tuple(NEGATIVES), 2)]
            words = "\n".join(words for story in told for _, words in story.turns)
            talk = Text(where="report/additionalInfo", text=words)
            found.append(changed(referral, texts=(*referral.texts, talk)))
        else:
            found.append(referral)
    return found

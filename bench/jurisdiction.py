"""Measure jurisdiction: cases assessed over all States with every step, reading the law, the audit.

Cases are drawn at random: places, ties, ages, days and means differ in each; one fact in ten is unknown. A node keeps
the ways to answers that it has gone, so it is measured both with nothing kept and after as many other cases.
"""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import Any

_DECIDED = date(2026, 11, 22)


def measure(cases: int = 1_000) -> list[dict[str, object]]:
    from besa.core.jurisdiction import Assessor, auditing, load

    begun = time.process_time()
    law = load()
    loading = time.process_time() - begun
    assessor = Assessor(law)
    draw = random.Random(1)

    def a_second(of: list[Any]) -> float:
        begun = time.process_time()
        for case in of:
            assessor.assess(case, decided_on=_DECIDED)
        return len(of) / (time.process_time() - begun)

    first = a_second(drawn := [_case(draw, law) for _ in range(cases)])
    others = a_second([_case(draw, law) for _ in range(cases)])
    again = a_second(drawn)
    begun = time.process_time()
    auditing.audit(law, on=_DECIDED)
    audit = time.process_time() - begun
    states = len(law.states)
    return [
        {"what": f"cases over {states} States, nothing kept", "measured": first, "unit": "/s", "asked": "2,000"},
        {"what": f"other cases after {cases}", "measured": others, "unit": "/s", "asked": "2,000"},
        {"what": "the same cases again", "measured": again, "unit": "/s", "asked": "2,000"},
        {"what": "reading and checking the law", "measured": loading * 1000, "unit": "ms"},
        {"what": "the audit", "measured": audit, "unit": "s", "asked": "5"},
    ]


def _case(draw: random.Random, law: Any) -> Any:
    from besa.core.jurisdiction import Ages, Case, Person, Places

    codes = [*law.states, "ph"]

    def some(most: int) -> Places:
        if draw.random() < 0.1:
            return Places()
        return Places.known(*draw.sample(codes, draw.randint(0, most)))

    def perhaps(value: Any) -> Any:
        return None if draw.random() < 0.1 else value

    day = date(2008, 1, 1) + timedelta(days=draw.randrange(6_500))
    age, older = draw.randint(3, 17), draw.randint(18, 60)
    return Case(
        acts=(draw.choice(list(law.acts.by_code)),),
        first_day=day,
        last_day=day,
        conduct=Places.known(draw.choice(codes)),
        effect=some(1),
        access=some(1),
        server=some(1),
        ship=Places.known(),
        aircraft=Places.known(),
        offender=Person(some(2), some(1), Places.known(draw.choice(codes)), age=perhaps(Ages(older, older))),
        child=Person(some(1), some(1), age=perhaps(Ages(age, age))),
        by_computer=perhaps(draw.random() < 0.5),
        for_exploitation=perhaps(draw.random() < 0.5),
        organised_group=perhaps(draw.random() < 0.5),
        material=perhaps("real"),
        extradition=(),
        proceedings=(),
    )


if __name__ == "__main__":
    for row in measure():
        print(row)

"""Measure jurisdiction: cases assessed over all States with every step, reasons read and told, the law, the audit.

Cases are drawn at random, each once: acts, places, ties, ages, days and means differ; one fact in ten is unknown. An
assessor keeps what it worked out, so new cases are measured both with nothing kept and after thousands of others; the
same cases again are the least a desk sees. Every answer holds the whole reasoning of each ground of each State; what it
takes to read all of it is measured beside it. Processor time, the best of several runs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

_DECIDED = date(2026, 11, 22)
_RUNS = 3


def measure(cases: int = 1_000, before: int = 4_000) -> list[dict[str, object]]:
    """`before`: how many other cases an assessor has seen that is no longer new."""
    from besa.core.jurisdiction import Assessor, auditing, load

    loading = _seconds(load)
    law = load()
    draw = random.Random(1)

    def drawn(number: int) -> list[Any]:
        return [_case(draw, law) for _ in range(number)]

    first = max(_a_second(Assessor(law), drawn(cases)) for _ in range(_RUNS))
    used = Assessor(law)
    _a_second(used, drawn(before))
    sets = [drawn(cases) for _ in range(_RUNS)]
    rows: list[tuple[str, float, str, str]] = [
        (f"new cases over {len(law.states)} States, nothing kept", first, "/s", "2,000"),
        (f"new cases after {before:,} others", max(_a_second(used, one) for one in sets), "/s", "2,000"),
        ("the same cases again", max(_a_second(used, sets[-1]) for _ in range(_RUNS)), "/s", "2,000"),
    ]
    for what, read in _ways(law).items():
        number = max(1, cases // 5)
        new = max(_a_second(used, drawn(number), read) for _ in range(_RUNS))
        rows.append((f"new cases, {what}", new, "/s", ""))
    rows.append(("reading and checking the law", loading * 1000, "ms", ""))
    rows.append(("the audit", _seconds(lambda: auditing.audit(law, on=_DECIDED)), "s", "5"))
    return [{"what": what, "measured": measured, "unit": unit, "asked": asked} for what, measured, unit, asked in rows]


def _ways(law: Any) -> dict[str, Callable[[Any], object]]:
    """Ways to read an answer."""
    from besa.core.jurisdiction import telling

    return {
        "every step of every tree visited, with its citations": _read_all,
        "told as values for a program": lambda answer: telling.plain(answer, law),
        "told as text for a person": lambda answer: sum(map(len, telling.text(answer, law))),
    }


def _read_all(answer: Any) -> int:
    """Visit every step of every ground of every State; gives how many steps and citations there are."""
    found = 0
    for state in answer.states:
        for ground in (*state.floor, *state.national):
            found += len(ground.citations) + len(ground.facts_missing) + len(ground.cells_missing)
            found += sum(1 for _step in _steps(ground.step))
        found += sum(1 for _step in _steps(state.limitation))
    return found


def _steps(step: Any) -> Iterator[Any]:
    yield step
    for part in step.parts:
        yield from _steps(part)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _a_second(assessor: Any, cases: list[Any], read: Callable[[Any], object] = lambda answer: None) -> float:
    """Cases assessed, and read, in a second of processor time."""

    def work() -> None:
        for case in cases:
            read(assessor.assess(case, decided_on=_DECIDED))

    return len(cases) / _seconds(work)


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
        uncontrolled=Places.known(),
        barred=some(0),
        by_computer=perhaps(draw.random() < 0.5),
        for_exploitation=perhaps(draw.random() < 0.5),
        for_payment=perhaps(draw.random() < 0.5),
        organised_group=perhaps(draw.random() < 0.5),
        material=perhaps("real"),
        extradition=(),
        proceedings=(),
    )


if __name__ == "__main__":
    for row in measure():
        print(row)

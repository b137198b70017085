"""Measure one year: what the queue and the links make of it, as plain values that the tables are made of."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bench.year.dividing import PROCESSES, divided
from bench.year.files import as_read
from bench.year.generator import year
from bench.year.joining import Linked, link
from bench.year.judging import NODE, REGIONS, Change, Read, judge, read, read_less
from bench.year.offenders import LOCAL_NETWORKS
from bench.year.reading import CAPACITY, looks
from bench.year.showing import shown, with_own_files
from bench.year.stories import sets_of
from bench.year.talking import SHARES, talkative
from bench.year.thinning import thinner, without_marks, without_texts
from bench.year.truth import Truth
from besa.core.formats import Referral
from besa.core.triage import axes
from besa.core.triage.axes import Axes, Here

BESA = "**four axes (Besa)**"
BUNDLED = "**four axes, one look for a bundle**"
FLAG = "urgent flag only"
CAPACITIES = {f"{looks} looks a day": looks / CAPACITY for looks in (10, 15, 30)}
# What a desk reads one by one even in a bundle, as its page for bundles has it (node/desk, "own").
_OWN_CLASSES = frozenset(
    {"now", "danger-now", "made-and-new", "words-of-harm", "words-with-hint", "unread-words", "short-words",
     "harm-with-lead", "harm"}
)  # fmt: skip
_OWN_NOVELTY = 3

Times = Sequence[timedelta | None]


@dataclass(frozen=True)
class Case:
    """An urgent case that was planted. `looks`: by order or variant, the time to the first look of a person."""

    truth: Truth
    sent: str
    standing: str
    arrived: datetime
    looks: Mapping[str, timedelta | None]


@dataclass(frozen=True)
class Bundled:
    """`looks`: used in the year, if one look covers a bundle; `covered`: decided without being read, and of those
    how many were urgent, and how many grave.
    """

    looks: int
    one_by_one: int
    covered: int
    urgent: int
    grave: int


@dataclass(frozen=True)
class Measured:
    """`standings`: of every referral what is true of it and the class of the queue it was put in."""

    seed: int
    reports: int
    capacity: int
    cases: list[Case]
    standings: list[tuple[Truth, str]]
    bundled: Bundled
    linked: Linked
    variants: tuple[str, ...]
    seconds: Mapping[str, float]


def measured(reports: int, seed: int, wordings: str = "both", *, processes: int = PROCESSES) -> Measured:
    """Capacity falls with the number of reports, so that a small year is as crowded as a whole one."""
    return _Year(reports, seed, wordings, processes).measured()


class _Year:
    def __init__(self, reports: int, seed: int, wordings: str, processes: int) -> None:
        self.reports, self.seed, self.wordings, self.processes = reports, seed, wordings, processes
        self.capacity = max(1, round(CAPACITY * reports / 16_000))
        self.seconds: dict[str, float] = {}
        begun = time.perf_counter()
        self.year = self._timed("writing the year", lambda: year(reports, seed, wordings))
        self.referrals: list[Referral] = self._timed(
            "writing and reading each referral", lambda: [as_read(case.referral) for case in self.year]
        )
        self.truths = [case.truth for case in self.year]
        self.arrivals = [case.arrives for case in self.year]
        self.planted = [at for at, truth in enumerate(self.truths) if truth.urgent]
        self.reads = self._read()
        self.begun = begun

    def measured(self) -> Measured:
        changes: dict[str, Change] = {
            "30 % of optional fields gone, texts too": thinner(self.seed, texts=True),
            "30 % of optional fields gone, texts kept": thinner(self.seed, texts=False),
            "without texts": without_texts,
        }
        known = Here(country="AL", regions=REGIONS, networks=axes.read_networks(LOCAL_NETWORKS))
        marks = "without what providers mark (escalation, flags, tags, type)"
        others: dict[str, Callable[[], Times]] = {
            **{name: partial(self._less, change) for name, change in changes.items()},
            **{f"everyday talk in {100 * each:.0f} % of the others": partial(self._talk, each) for each in SHARES},
            marks: partial(self._again, [without_marks(referral) for referral in self.referrals]),
            "without history (nothing was seen before)": partial(self._again, self.referrals, history=False),
            "with a list of the country's own networks": partial(self._again, self.referrals, here=known),
        }
        # Linking takes longest; what it needs of the judgement is worked out beside it.
        linked, (cases, standings, bundles_of, seconds), *varied = divided(
            [self._link, self._judged, *others.values()], processes=self.processes
        )
        for name, times in zip(others, varied, strict=True):
            cases[name] = times
        bundled, covered = self._bundled(linked, *bundles_of)
        cases[BUNDLED] = covered
        self.seconds |= {"judging": seconds, "linking": linked.seconds, "all": time.perf_counter() - self.begun}
        return Measured(
            seed=self.seed,
            reports=self.reports,
            capacity=self.capacity,
            cases=self._cases(cases, standings),
            standings=list(zip(self.truths, standings, strict=True)),
            bundled=bundled,
            linked=linked,
            variants=(*others, _DANGER, _PLAIN),
            seconds=self.seconds,
        )

    def _cases(self, looks_by: Mapping[str, Times], standings: Sequence[str]) -> list[Case]:
        return [
            Case(
                truth=self.truths[at],
                sent=self.referrals[at].category,
                standing=standings[at],
                arrived=self.arrivals[at],
                looks={name: times[number] for name, times in looks_by.items()},
            )
            for number, at in enumerate(self.planted)
        ]

    def _read(self) -> list[Read]:
        size = -(-self.reports // (2 * self.processes))
        begun = time.perf_counter()
        parts = divided(
            [partial(_read_some, self.referrals[at : at + size]) for at in range(0, self.reports, size)],
            processes=self.processes,
        )
        self.seconds["finding what can be compared"] = sum(seconds for _, seconds in parts)
        self.seconds["the same, on the clock"] = time.perf_counter() - begun
        return [one for part, _ in parts for one in part]

    def _link(self) -> Linked:
        written = [case.written for case in self.year]
        shows = [shown(referral, words) for referral, words in zip(self.referrals, written, strict=True)]
        persons = [truth.person for truth in self.truths]
        return link([one.imprint for one in self.reads], with_own_files(shows, persons), self.truths)

    def _judged(self) -> tuple[dict[str, Times], list[str], tuple[list[Any], list[bool]], float]:
        """Times of the planted cases by order, the class of every referral, what bundles need, and seconds."""
        begun = time.process_time()
        judged = judge(self.referrals, self.arrivals, self.reads)
        seconds = time.process_time() - begun
        order = axes.current().order
        assert {each.id for each in order.classes} >= _OWN_CLASSES, "the desk's classes have other names now"
        standings = [axes.class_of(each, order).id for each in judged]
        keys = self._places(judged)
        rnd = random.Random(self.seed)
        numbers = range(self.reports)
        found = {
            BESA: self._looks(keys),
            "**four axes, no desk at weekends**": self._looks(keys, weekends=False),
            FLAG: self._looks([(not referral.escalation, at) for at, referral in enumerate(self.referrals)]),
            "newest first": self._looks([-at for at in numbers]),
            "oldest first": self._looks(list(numbers)),
            "random": self._looks([rnd.random() for _ in numbers]),
            "best possible (knows the truth)": self._looks(
                [(not truth.urgent, at) for at, truth in enumerate(self.truths)]
            ),
            **{name: self._looks(keys, capacity=share) for name, share in CAPACITIES.items()},
            _DANGER: self._looks([(-each.danger.level, at) for at, each in enumerate(judged)]),
            _PLAIN: self._looks([(tuple(-one.level for one in each.standings), at) for at, each in enumerate(judged)]),
        }
        own = [
            standing in _OWN_CLASSES or each.novelty.level >= _OWN_NOVELTY
            for standing, each in zip(standings, judged, strict=True)
        ]
        return found, standings, (keys, own), seconds

    def _bundled(self, linked: Linked, keys: list[Any], own: list[bool]) -> tuple[Bundled, Times]:
        bundles = [() if alone else each for alone, each in zip(own, linked.bundles, strict=True)]
        single = looks(self.arrivals, keys, capacity=self.capacity)
        found = looks(self.arrivals, keys, capacity=self.capacity, bundles=bundles)
        covered = [truth for truth, time in zip(self.truths, found.covered, strict=True) if time is not None]
        counts = Bundled(
            looks=found.used,
            one_by_one=single.used,
            covered=len(covered),
            urgent=sum(bool(truth.urgent) for truth in covered),
            grave=sum(truth.serious for truth in covered),
        )
        return counts, [found.read[at] for at in self.planted]

    def _less(self, change: Change) -> Times:
        changed = [change(referral) for referral in self.referrals]
        reads = [read_less(referral, whole) for referral, whole in zip(changed, self.reads, strict=True)]
        return self._looks(self._places(judge(changed, self.arrivals, reads)))

    def _talk(self, share: float) -> Times:
        told = talkative(self.referrals, self.truths, sets_of(self.wordings), self.seed, share=share)
        pairs = zip(told, self.referrals, self.reads, strict=True)
        reads = [whole if more is referral else read(more) for more, referral, whole in pairs]
        return self._looks(self._places(judge(told, self.arrivals, reads)))

    def _again(self, referrals: Sequence[Referral], *, history: bool = True, here: Here = NODE) -> Times:
        return self._looks(self._places(judge(referrals, self.arrivals, self.reads, history=history, here=here)))

    def _places(self, judged: Sequence[Axes]) -> list[Any]:
        order = axes.current().order
        return [
            axes.place(each, order, arrived=at, name=f"{number:06d}")
            for number, (each, at) in enumerate(zip(judged, self.arrivals, strict=True))
        ]

    def _looks(self, keys: Sequence[Any], *, capacity: float = 1, weekends: bool = True) -> Times:
        """Of the planted cases only. `capacity`: as a share of the usual."""
        number = max(1, round(capacity * self.capacity))
        found = looks(self.arrivals, keys, capacity=number, weekends=weekends).read
        return [found[at] for at in self.planted]

    def _timed(self, what: str, act: Callable[[], Any]) -> Any:
        begun = time.process_time()
        found = act()
        self.seconds[what] = time.process_time() - begun
        return found


_DANGER = "order: danger alone"
_PLAIN = "order: axes without classes and overrides"


def _read_some(referrals: Sequence[Referral]) -> tuple[list[Read], float]:
    begun = time.process_time()
    return [read(referral) for referral in referrals], time.process_time() - begun

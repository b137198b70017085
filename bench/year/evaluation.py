"""Measure what the queue makes of the synthetic year, beside simple orders; nothing here changes a rule."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from bench.year import joining
from bench.year.files import as_read
from bench.year.generator import Case, year
from bench.year.intervals import Share, difference, resampled, share
from bench.year.judging import NODE, REGIONS, Judged, judge
from bench.year.offenders import LOCAL_NETWORKS
from bench.year.reading import CAPACITY, looks
from bench.year.tables import percentile, table, within
from bench.year.thinning import thinner, without_marks, without_texts
from besa.core.formats import Referral
from besa.core.triage import axes
from besa.core.triage.axes import Here

_DAY = 24.0


@dataclass(frozen=True)
class Evaluation:
    text: str
    rows: list[dict[str, object]]


def evaluate(*, reports: int, seed: int, show: Callable[[str], object] = str) -> Evaluation:
    """Every table, each given to `show` as soon as it is there.

    Capacity falls with the number of reports, so that a small year is as crowded as a whole one.
    """
    return _Evaluation(reports, seed).run(show)


class _Evaluation:
    def __init__(self, reports: int, seed: int) -> None:
        self.reports, self.seed = reports, seed
        self.capacity = max(1, round(CAPACITY * reports / 16_000))
        self.seconds: dict[str, float] = {}
        self.cases: list[Case] = self._timed("writing the year", lambda: year(reports, seed))
        self.referrals: list[Referral] = self._timed(
            "writing and reading each referral", lambda: [as_read(case.referral) for case in self.cases]
        )
        self.judged: list[Judged] = self._timed("finding what can be compared, judging", self._judge)
        self.planted = [at for at, case in enumerate(self.cases) if case.truth.urgent]
        self.looks = self._looks(self._places(self.judged))

    @cached_property
    def arrivals(self) -> list[Any]:
        return [case.arrives for case in self.cases]

    @cached_property
    def first(self) -> str:
        """The class that is read before all others."""
        return axes.current().order.classes[0].id

    def run(self, show: Callable[[str], object]) -> Evaluation:
        parts = []
        for make in (
            self._head, self._orders, self._kinds, self._missed, self._classes, self._alarms, self._subgroups,
            self._linking, self._lessened, self._times,
        ):  # fmt: skip
            parts.append(make())
            show(parts[-1])
        return Evaluation("\n".join(parts), self._rows())

    def _linking(self) -> str:
        linker, self.seconds["linking"] = joining.join([each.imprint for each in self.judged])
        self.pairs = joining.compare(linker, self.referrals, [case.truth for case in self.cases])
        rows = [
            [each.what, f"{each.precision.of:,}", f"{each.precision.value:.4f}", f"{each.recall.of:,}",
             f"{each.recall.value:.4f}", each.largest]
            for each in self.pairs
        ]  # fmt: skip
        head = ["level", "pairs joined", "precision", "pairs that belong", "recall", "largest cluster"]
        return table("Linking, pair by pair", head, rows)

    def _head(self) -> str:
        kinds = Counter(case.truth.urgent for case in self.cases if case.truth.urgent)
        return (
            f"# A synthetic year: {self.reports:,} referrals, seed {self.seed}\n\n"
            f"{len(self.planted)} urgent cases of {len(kinds)} kinds are planted; {self.capacity} referrals are read a "
            f"day (08:00-16:00, every day), always the first of the queue. Intervals are of 95 %: Wilson, and Newcombe "
            f"for differences. The generator knows nothing of the rules.\n"
        )

    def _orders(self) -> str:
        rnd = random.Random(self.seed)
        numbers = range(self.reports)
        flag = [(not referral.escalation, at) for at, referral in enumerate(self.referrals)]
        truth = [(not case.truth.urgent, at) for at, case in enumerate(self.cases)]
        orders: dict[str, list[timedelta | None]] = {
            "**four axes (Besa)**": self.looks,
            "urgent flag only": self._looks(flag),
            "newest first": self._looks([-at for at in numbers]),
            "oldest first": self._looks(list(numbers)),
            "random": self._looks([rnd.random() for _ in numbers]),
            "best possible (knows the truth)": self._looks(truth),
        }
        rows = []
        for name, times in orders.items():
            of = [times[at] for at in self.planted]
            shares = [share(within(of, hours), len(of)) for hours in (_DAY, 3 * _DAY, 366 * _DAY)]
            rows.append([name, *shares, percentile(of, 0.5), percentile(of, 0.9)])
        self.flag_looks = orders["urgent flag only"]
        head = ["order", "looked at in 24 h", "in 72 h", "in the year", "median", "90 of 100"]
        low, high = resampled(self._wordings(), rnd)
        note = f"By wording instead of by case (wordings repeat), the first figure is [{low:.3f}, {high:.3f}]."
        title = "Recall of planted urgent cases within capacity, and time to the first human look"
        return table(title, head, rows, note)

    def _wordings(self) -> list[tuple[int, int]]:
        """For each wording of the planted cases how many were looked at in a day, of how many."""
        groups: dict[str, list[int]] = {}
        for at in self.planted:
            truth = self.cases[at].truth
            groups.setdefault(truth.paraphrase or f"{truth.urgent} {at}", []).append(at)
        return [(within([self.looks[at] for at in which], _DAY), len(which)) for which in groups.values()]

    def _kinds(self) -> str:
        groups: dict[str, list[int]] = {}
        for at in self.planted:
            groups.setdefault(self.cases[at].truth.urgent, []).append(at)
        for at in self.planted:
            truth, sent = self.cases[at].truth, self.referrals[at].category
            groups.setdefault(f"*carried by {truth.channel}, sent as {sent}*", []).append(at)
        rows = []
        for name, which in sorted(groups.items(), key=lambda pair: (pair[0].startswith("*"), pair[0])):
            times = [self.looks[at] for at in which]
            first = share(sum(self._class(at) == self.first for at in which), len(which))
            flagged = share(within([self.flag_looks[at] for at in which], _DAY), len(which))
            day = share(within(times, _DAY), len(which))
            rows.append([name, len(which), first, day, percentile(times, 0.5), percentile(times, 0.9), flagged])
        head = ["kind", "planted", f"in class '{self.first}'", "in 24 h", "median", "90 of 100", "flag only: in 24 h"]
        return table("By kind", head, rows)

    def _missed(self) -> str:
        missed = [at for at in self.planted if not within([self.looks[at]], _DAY)]
        grouped: dict[tuple[str, str], list[int]] = {}
        for at in missed:
            truth = self.cases[at].truth
            grouped.setdefault((truth.urgent, truth.channel), []).append(at)
        rows = []
        for (kind, channel), which in sorted(grouped.items(), key=lambda pair: -len(pair[1])):
            planted = sum((t := self.cases[at].truth).urgent == kind and t.channel == channel for at in self.planted)
            languages = Counter(self.cases[at].truth.language for at in which)
            wordings = len({self.cases[at].truth.paraphrase for at in which})
            classes = Counter(self._class(at) for at in which)
            rows.append([kind, channel, f"{len(which)} of {planted}", _counts(languages), wordings, _counts(classes)])
        head = ["kind", "carried by", "missed", "language", "wordings", "class they were put in"]
        return table("Missed: not looked at in 24 h", head, rows)

    def _classes(self) -> str:
        rows = []
        for each in axes.current().order.classes:
            which = [at for at in range(self.reports) if self._class(at) == each.id]
            truths = [self.cases[at].truth for at in which]
            urgent = share(sum(bool(truth.urgent) for truth in truths), len(which))
            serious = share(sum(truth.serious for truth in truths), len(which))
            rows.append([each.id, len(which), f"{len(which) / 365:.1f}", urgent, serious])
        head = ["class", "referrals", "a day", "truly urgent", "grave but can wait"]
        return table("Calibration: what each class of the queue holds", head, rows)

    def _alarms(self) -> str:
        groups: dict[str, list[int]] = {}
        for at, case in enumerate(self.cases):
            truth = case.truth
            if truth.urgent:
                continue
            sort = "viral copy" if truth.bundle else "wave of texts" if truth.wave else "grave but can wait"
            sort = sort if truth.serious or truth.bundle or truth.wave else "routine or bare"
            groups.setdefault(f"everyday talk: {truth.negative}" if truth.negative else sort, []).append(at)
        rows = [
            [name, len(which), share(sum(self._class(at) == self.first for at in which), len(which))]
            for name, which in sorted(groups.items())
        ]
        return table(f"False alarms: not urgent, yet in the class '{self.first}'", ["what", "referrals", "share"], rows)

    def _subgroups(self) -> str:
        rows = []
        for name, which, rest in self._splits():
            one, other = self._recall(which), self._recall(rest)
            if not one.of or not other.of:
                continue
            by, low, high = difference(one, other)
            rows.append([name, one.of, one, other, f"{by:+.3f} [{low:+.3f}, {high:+.3f}]"])
        head = ["subgroup", "planted", "in 24 h", "the rest in 24 h", "difference"]
        note = "Only cases carried by words are compared by language; the rest would water the difference down."
        return table("Subgroups", head, rows, note)

    def _splits(self) -> list[tuple[str, list[int], list[int]]]:
        truth = {at: self.cases[at].truth for at in self.planted}
        told = [at for at in self.planted if truth[at].channel == "text"]
        tests: list[tuple[str, list[int], Callable[[int], bool]]] = [
            ("boys", self.planted, lambda at: truth[at].sex == "boy"),
            ("girls", self.planted, lambda at: truth[at].sex == "girl"),
            ("Roma minority", self.planted, lambda at: truth[at].minority == "roma"),
        ]
        for language in sorted({truth[at].language for at in told}):
            speaks = {at for at in told if truth[at].language == language}
            tests.append((f"language {language}", told, speaks.__contains__))
        return [(name, [at for at in all_ if is_(at)], [at for at in all_ if not is_(at)]) for name, all_, is_ in tests]

    def _lessened(self) -> str:
        known = Here(country="AL", regions=REGIONS, networks=axes.read_networks(LOCAL_NETWORKS))
        plain = [each.axes for each in self.judged]
        danger = [(-each.danger.level, at) for at, each in enumerate(plain)]
        without_override = [
            (tuple(-standing.level for standing in each.standings), at) for at, each in enumerate(plain)
        ]
        variants: dict[str, list[timedelta | None]] = {
            "everything": self.looks,
            "30 % of optional fields gone, texts too": self._again(thinner(self.seed, texts=True)),
            "30 % of optional fields gone, texts kept": self._again(thinner(self.seed, texts=False)),
            "without texts": self._again(without_texts),
            "without what providers mark (escalation, flags, tags, type)": self._again(without_marks),
            "without history (nothing was seen before)": self._again(None, history=False),
            "with a list of the country's own networks": self._again(None, here=known),
            "order: danger alone": self._looks(danger),
            "order: axes without classes and overrides": self._looks(without_override),
        }
        full = self._recall(self.planted)
        rows = []
        for name, times in variants.items():
            of = [times[at] for at in self.planted]
            now = share(within(of, _DAY), len(of))
            rows.append([name, now, f"{now.value - full.value:+.3f}", percentile(of, 0.5), percentile(of, 0.9)])
        head = ["variant", "in 24 h", "change", "median", "90 of 100"]
        return table("Stability and ablation", head, rows)

    def _times(self) -> str:
        rows = [[name, f"{value:.1f} s", f"{self.reports / value:,.0f}/s"] for name, value in self.seconds.items()]
        return table("Run times, one process", ["step", "seconds", "referrals"], rows)

    def _rows(self) -> list[dict[str, object]]:
        ours = self._recall(self.planted)
        flagged = share(within([self.flag_looks[at] for at in self.planted], _DAY), len(self.planted))
        worst, name = min(
            (self._recall(which).value - self._recall(rest).value, name)
            for name, which, rest in self._splits()
            if which and rest
        )
        rows: list[dict[str, object]] = [
            {"what": "urgent cases looked at in 24 h", "measured": str(ours), "asked": "≥ 0.95 (lower bound)"},
            {"what": "the same by the urgent flag alone", "measured": str(flagged)},
            {"what": f"lowest subgroup ({name}) less the rest", "measured": f"{worst:+.3f}", "asked": "≥ -0.03"},
        ]
        for each in self.pairs:
            measured = f"{each.precision.value:.3f} / {each.recall.value:.3f}"
            rows.append({"what": f"{each.what}: precision / recall", "measured": measured, "asked": "≥ 0.99 / ≥ 0.95"})
        spent = self.seconds["finding what can be compared, judging"] + self.seconds["linking"]
        return [*rows, {"what": f"judging and linking {self.reports:,}", "unit": "s", "measured": spent}]

    def _judge(self) -> list[Judged]:
        return judge(zip(self.referrals, self.arrivals, strict=True))

    def _again(
        self, change: Callable[[Referral], Referral] | None, *, history: bool = True, here: Here = NODE
    ) -> list[timedelta | None]:
        pairs = zip(self.referrals, self.arrivals, strict=True)
        return self._looks(self._places(judge(pairs, change=change, history=history, here=here)))

    def _places(self, judged: Sequence[Judged]) -> list[Any]:
        order = axes.current().order
        return [
            axes.place(each.axes, order, arrived=at, name=f"{number:06d}")
            for number, (each, at) in enumerate(zip(judged, self.arrivals, strict=True))
        ]

    def _looks(self, keys: Sequence[Any]) -> list[timedelta | None]:
        return looks(self.arrivals, keys, capacity=self.capacity)

    def _recall(self, which: Sequence[int]) -> Share:
        return share(within([self.looks[at] for at in which], _DAY), len(which))

    def _class(self, at: int) -> str:
        return axes.class_of(self.judged[at].axes, axes.current().order).id

    def _timed(self, what: str, act: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        found = act()
        self.seconds[what] = time.perf_counter() - begun
        return found


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.most_common())

"""Tables of what the queue and the links make of synthetic years, beside simple orders; nothing here changes a rule."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from bench.year.intervals import Share, difference, resampled, share
from bench.year.measuring import BESA, BUNDLED, CAPACITIES, FLAG, Case, Measured, measured
from bench.year.reading import worked
from bench.year.stories import SETS
from bench.year.tables import percentile, table, within
from bench.year.truth import Truth
from besa.core.triage import axes

_DAY = 24.0
_WORDS = "text"


@dataclass(frozen=True)
class Evaluation:
    text: str
    rows: list[dict[str, object]]


def evaluate(
    *, reports: int, seeds: Sequence[int], wordings: str = "both", show: Callable[[str], object] = str
) -> Evaluation:
    """Every table over all years together, each given to `show` as soon as it is there."""
    years = []
    for seed in seeds:
        years.append(measured(reports, seed, wordings))
        if len(seeds) > 1:
            show(f"Seed {seed}: {share_of(years[-1].cases)} of the planted cases in 24 h.\n")
    return tables(years, wordings=wordings, show=show)


def tables(years: Sequence[Measured], *, wordings: str, show: Callable[[str], object] = str) -> Evaluation:
    """The tables of years that were measured."""
    return _Tables(years, wordings).all(show)


def share_of(cases: Sequence[Case], order: str = BESA, hours: float = _DAY) -> Share:
    """How many of some planted cases were looked at in so many hours."""
    return share(within([case.looks[order] for case in cases], hours), len(cases))


class _Tables:
    def __init__(self, years: Sequence[Measured], wordings: str) -> None:
        self.years, self.wordings = years, wordings
        self.cases = [case for each in years for case in each.cases]
        self.standings = [standing for each in years for standing in each.standings]
        self.days = 365 * len(years)

    @cached_property
    def first(self) -> str:
        """The class that is read before all others."""
        return axes.current().order.classes[0].id

    def all(self, show: Callable[[str], object]) -> Evaluation:
        parts = []
        for make in (
            self._head, self._seeds, self._orders, self._sets, self._capacity, self._kinds, self._missed,
            self._classes, self._alarms, self._subgroups, self._lessened, self._linking, self._planted, self._times,
        ):  # fmt: skip
            if part := make():
                parts.append(part)
                show(part)
        return Evaluation("\n".join(parts), self._rows())

    def _head(self) -> str:
        kinds = {case.truth.urgent for case in self.cases}
        one = self.years[0]
        seeds = ", ".join(str(each.seed) for each in self.years)
        return (
            f"# A synthetic year: {one.reports:,} referrals, seed {seeds}, wordings: {self.wordings}\n\n"
            f"{len(self.cases)} urgent cases of {len(kinds)} kinds are planted; {one.capacity} referrals are read a "
            "day (08:00-16:00, every day), always the first of the queue. Intervals are of 95 %: Wilson, and Newcombe "
            "for differences; *by wording* draws whole wordings again instead of cases, since cases told in the same "
            "words are not independent. The generator knows nothing of the rules. How to read this: "
            "bench/year/README.md.\n"
        )

    def _seeds(self) -> str:
        if len(self.years) == 1:
            return ""
        rows = []
        for each in self.years:
            sets = [share_of(_told(each.cases, name)) for name in SETS]
            telling = each.linked.pairs[0]
            rows.append(
                [each.seed, len(each.cases), share_of(each.cases), *sets, share_of(each.cases, FLAG),
                 f"{_of(telling.right, telling.joined)} / {_of(telling.hit, telling.wanted)}"]
            )  # fmt: skip
        pooled = [share_of(_told(self.cases, name)) for name in SETS]
        rows.append(["**all**", len(self.cases), share_of(self.cases), *pooled, share_of(self.cases, FLAG), ""])
        head = ["seed", "planted", "in 24 h", *(f"{name} set" for name in SETS), FLAG, "persons: precision / recall"]
        return table("Seed by seed", head, rows)

    def _orders(self) -> str:
        variants = {*self.years[0].variants, *CAPACITIES}
        rows = []
        for name in self.cases[0].looks if self.cases else ():
            if name in variants:
                continue
            of = [case.looks[name] for case in self.cases]
            shares = [share_of(self.cases, name, hours) for hours in (_DAY, 3 * _DAY, 366 * _DAY)]
            at_work = [worked(case.arrived, case.looks[name]) for case in self.cases]
            in_hours = [f"{percentile(at_work, 0.5, day=8)} / {percentile(at_work, 0.9, day=8)}"]
            rows.append([name, *shares, f"{percentile(of, 0.5)} / {percentile(of, 0.9)}", *in_hours])
        head = ["order", "looked at in 24 h", "in 72 h", "in the year", "median / 90 of 100", "in working hours"]
        note = (
            f"By wording the first figure is {_bounds(self.cases)}. Times run from arrival to the first look of a "
            "person: hours of the clock, then hours of work (8 a day)."
        )
        title = "Recall of planted urgent cases within capacity, and time to the first human look"
        return table(title, head, rows, note)

    def _sets(self) -> str:
        """The sets of wordings beside each other."""
        groups = {f"{name} set": _told(self.cases, name) for name in SETS}
        groups["without words"] = [case for case in self.cases if case.truth.channel != _WORDS]
        rows = []
        for name, cases in groups.items():
            if not cases:
                continue
            first = share(sum(case.standing == self.first for case in cases), len(cases))
            wordings = len({case.truth.paraphrase for case in cases if case.truth.paraphrase}) or ""
            rows.append([name, len(cases), wordings, share_of(cases), _bounds(cases), first, *_times(cases)])
        note = ""
        one, other = (share_of(groups[f"{name} set"]) for name in SETS)
        if one.of and other.of:
            by, low, high = difference(other, one)
            note = f"Second less first: {by:+.3f} [{low:+.3f}, {high:+.3f}]. The second was held out."
        head = ["told by", "planted", "wordings", "in 24 h", "by wording", f"in class '{self.first}'", "median", "90 %"]
        return table("By set of wordings", head, rows, note)

    def _capacity(self) -> str:
        """What a look is: one report, or one bundle; and how many people there are."""
        alone, looks, covered, urgent, grave = (
            sum(getattr(each.bundled, name) for each in self.years)
            for name in ("one_by_one", "looks", "covered", "urgent", "grave")
        )
        total = len(self.standings)
        single, bundled = f"{alone / total:.2f}", f"{(looks + covered) / total:.2f}"
        rows = [
            ["one look for each report", f"{alone:,}", "", single, share_of(self.cases), *_times(self.cases)],
            ["one look for a bundle", f"{looks:,}", f"{covered:,}", bundled, share_of(self.cases, BUNDLED),
             *_times(self.cases, BUNDLED)],
            *([name, "", "", "", share_of(self.cases, name), *_times(self.cases, name)] for name in CAPACITIES),
        ]  # fmt: skip
        note = (
            f"A decision for a bundle closes its other reports without reading them: {urgent} urgent and {grave} grave "
            f"ones were among the {covered:,}. An urgent case closed like that counts as never looked at. What is "
            "urgent or new to everybody is read by itself, as on the desk's page for bundles."
        )
        head = ["what a look is", "looks used", "decided with others", "of all referrals", "urgent in 24 h", "median",
                "90 %"]  # fmt: skip
        return table("Within staff capacity", head, rows, note)

    def _kinds(self) -> str:
        groups: dict[str, list[Case]] = {}
        for case in self.cases:
            groups.setdefault(case.truth.urgent, []).append(case)
        for case in self.cases:
            groups.setdefault(f"*carried by {case.truth.channel}, sent as {case.sent}*", []).append(case)
        rows = []
        for name, cases in sorted(groups.items(), key=lambda pair: (pair[0].startswith("*"), pair[0])):
            first = share(sum(case.standing == self.first for case in cases), len(cases))
            sets = [_short(share_of(_told(cases, each))) for each in SETS]
            rows.append(
                [name, len(cases), first, share_of(cases), *sets, *_times(cases), _short(share_of(cases, FLAG))]
            )
        head = ["kind", "planted", f"in class '{self.first}'", "in 24 h", *(f"{name} set" for name in SETS), "median",
                "90 %", FLAG]  # fmt: skip
        return table("By kind", head, rows)

    def _missed(self) -> str:
        grouped: dict[tuple[str, str, str], list[Case]] = {}
        for case in self.cases:
            grouped.setdefault((case.truth.urgent, case.truth.channel, case.truth.wordings), []).append(case)
        missed = {name: [case for case in cases if not _seen(case, BESA)] for name, cases in grouped.items()}
        rows = [
            [
                *name,
                f"{len(missed[name])} of {len(cases)}",
                f"{_wordings(missed[name])} of {_wordings(cases)}",
                _counts(Counter(case.truth.language for case in missed[name])),
                _counts(Counter(case.standing for case in missed[name])),
            ]
            for name, cases in sorted(grouped.items(), key=lambda pair: -len(missed[pair[0]]))
            if missed[name]
        ]
        head = ["kind", "carried by", "set", "missed", "wordings", "language", "class they were put in"]
        return table("Missed: not looked at in 24 h", head, rows)

    def _classes(self) -> str:
        rows = []
        for each in axes.current().order.classes:
            truths = [truth for truth, standing in self.standings if standing == each.id]
            urgent = share(sum(bool(truth.urgent) for truth in truths), len(truths))
            serious = share(sum(truth.serious for truth in truths), len(truths))
            told = Counter(truth.wordings for truth in truths if truth.urgent)
            rows.append([each.id, f"{len(truths):,}", f"{len(truths) / self.days:.1f}", urgent, serious,
                         *(told[name] or "" for name in (*SETS, ""))])  # fmt: skip
        head = ["class", "referrals", "a day", "truly urgent", "grave but can wait",
                *(f"urgent, {name} set" for name in SETS), "urgent, without words"]  # fmt: skip
        note = (
            "Read from above: a class should hold a greater share of what is urgent than the classes below it. Where "
            "the second set stands lower than the first, its words were not understood."
        )
        return table("Calibration: what each class of the queue holds", head, rows, note)

    def _alarms(self) -> str:
        groups: dict[str, list[str]] = {}
        for truth, standing in self.standings:
            if not truth.urgent:
                groups.setdefault(_sort(truth), []).append(standing)
        rows = [
            [name, f"{len(classes):,}", share(sum(each == self.first for each in classes), len(classes))]
            for name, classes in sorted(groups.items())
        ]
        return table(f"False alarms: not urgent, yet in the class '{self.first}'", ["what", "referrals", "share"], rows)

    def _subgroups(self) -> str:
        rows = []
        for name, cases, rest in self._splits():
            one, other = share_of(cases), share_of(rest)
            by, low, high = difference(one, other)
            times = " / ".join(_times(cases))
            rows.append([name, one.of, one, other, f"{by:+.3f} [{low:+.3f}, {high:+.3f}]", _bounds(cases), times])
        head = [
            "subgroup",
            "planted",
            "in 24 h",
            "the rest in 24 h",
            "difference",
            "in 24 h by wording",
            "median / 90 %",
        ]
        note = "By language only cases told in words; Roma also among those who write Albanian without its marks."
        return table("Subgroups", head, rows, note)

    def _splits(self) -> list[tuple[str, list[Case], list[Case]]]:
        told = [case for case in self.cases if case.truth.channel == _WORDS]
        plain = [case for case in told if case.truth.language == "sq-plain"]
        tests: list[tuple[str, list[Case], Callable[[Case], bool]]] = [
            ("boys", self.cases, lambda case: case.truth.sex == "boy"),
            ("girls", self.cases, lambda case: case.truth.sex == "girl"),
            ("Roma minority", self.cases, _roma),
            ("Roma minority, told in words", told, _roma),
            ("Roma minority, Albanian without marks", plain, _roma),
        ]
        tests += [
            (f"language {language}", told, partial(_writes, language))
            for language in sorted({case.truth.language for case in told})
        ]
        split = [(name, [c for c in all_ if is_(c)], [c for c in all_ if not is_(c)]) for name, all_, is_ in tests]
        return [(name, cases, rest) for name, cases, rest in split if cases and rest]

    def _lessened(self) -> str:
        full = share_of(self.cases)
        rows = [["everything", full, "", "", *self._by_set(BESA), *_times(self.cases)]]
        for name in self.years[0].variants:
            now = share_of(self.cases, name)
            lost = sum(_seen(case, BESA) and not _seen(case, name) for case in self.cases)
            won = sum(_seen(case, name) and not _seen(case, BESA) for case in self.cases)
            rows.append([name, now, f"{now.value - full.value:+.3f}", f"{lost} / {won}", *self._by_set(name),
                         *_times(self.cases, name)])  # fmt: skip
        head = ["variant", "in 24 h", "change", "cases lost / won", *(f"{name} set" for name in SETS), "median", "90 %"]
        return table("Stability and ablation", head, rows)

    def _by_set(self, order: str) -> list[str]:
        shares = [share_of(_told(self.cases, name), order) for name in SETS]
        return [f"{each.value:.3f}" if each.of else "" for each in shares]

    def _linking(self) -> str:
        rows = [
            [name, f"{each['joined']:,}", _of(each["right"], each["joined"]), f"{each['wanted']:,}",
             _of(each["hit"], each["wanted"]), each["largest"]]
            for name, each in self._pairs().items()
        ]  # fmt: skip
        persons = [person for each in self.years for person in each.linked.persons]
        low, high = resampled(persons, random.Random(1))
        wrong = sum((Counter(each.linked.wrong) for each in self.years), Counter())
        note = (
            f"Pairs of one person are alike; drawn person by person, recall over all planted pairs is "
            f"[{low:.3f}, {high:.3f}]. Joined, yet about two people (and what both show): {_counts(wrong) or 'none'}."
        )
        head = ["level", "pairs joined", "precision", "pairs that belong", "recall", "largest cluster"]
        return table("Linking, pair by pair", head, rows, note)

    def _pairs(self) -> Mapping[str, dict[str, int]]:
        """Over all years; clusters are never compared across years."""
        found: dict[str, dict[str, int]] = {}
        for year in self.years:
            for each in year.linked.pairs:
                row = found.setdefault(each.what, Counter())
                for name in ("right", "joined", "hit", "wanted"):
                    row[name] += getattr(each, name)
                row["largest"] = max(row["largest"], each.largest)
        return found

    def _planted(self) -> str:
        rows = []
        total = sum(each.pairs for year in self.years for each in year.linked.planted)
        for several in zip(*(year.linked.planted for year in self.years), strict=True):
            pairs, joined, shown = (
                sum(getattr(each, name) for each in several) for name in ("pairs", "joined", "shown")
            )
            rows.append(
                [several[0].by, f"{pairs:,}", f"{pairs / max(1, total):.3f}", share(joined, pairs), f"{shown:,}"]
            )
        head = [
            "the most telling thing both show",
            "pairs",
            "of all",
            "joined",
            "not joined, but shown to who opens one",
        ]
        note = (
            "Pairs of reports about the same person. Telling: account, telephone, e-mail, device, a file that nobody "
            "else has. Then leads: words, the name of an account elsewhere, an address of the same day or household, a "
            "person's name. Where nothing is shared, nobody can know."
        )
        return table("What planted pairs share, and which were joined", head, rows, note)

    def _times(self) -> str:
        one = self.years[-1]
        rows = [[name, f"{value:.1f} s", f"{one.reports / value:,.0f}/s"] for name, value in one.seconds.items()]
        note = "Processor time of one year, added up over processes, except where it says clock or all."
        return table("Run times", ["step", "seconds", "referrals"], rows, note)

    def _rows(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = [
            {"what": "urgent cases looked at in 24 h", "measured": str(share_of(self.cases)),
             "asked": "≥ 0.95 (lower bound)"},
        ]  # fmt: skip
        rows += [
            {"what": f"those told by the {name} set of wordings", "measured": str(share_of(cases))}
            for name in SETS
            if (cases := _told(self.cases, name))
        ]
        rows.append({"what": "one look for a bundle", "measured": str(share_of(self.cases, BUNDLED))})
        rows.append({"what": "by the urgent flag alone", "measured": str(share_of(self.cases, FLAG))})
        splits = [(share_of(cases).value - share_of(rest).value, name) for name, cases, rest in self._splits()]
        if splits:
            worst, name = min(splits)
            rows.append(
                {"what": f"lowest subgroup ({name}) less the rest", "measured": f"{worst:+.3f}", "asked": "≥ -0.03"}
            )
        for name, each in self._pairs().items():
            figures = f"{_of(each['right'], each['joined'])} / {_of(each['hit'], each['wanted'])}"
            rows.append({"what": f"{name}: precision / recall", "measured": figures, "asked": "≥ 0.99 / ≥ 0.95"})
        one = self.years[-1]
        spent = sum(one.seconds[name] for name in ("finding what can be compared", "judging", "linking"))
        return [*rows, {"what": f"judging and linking {one.reports:,}", "unit": "s", "measured": spent}]


def _told(cases: Iterable[Case], name: str) -> list[Case]:
    return [case for case in cases if case.truth.wordings == name]


def _sort(truth: Truth) -> str:
    """What a referral is that is not urgent, and by which set it was told."""
    if truth.negative:
        what = f"everyday talk: {truth.negative}"
    elif truth.bundle or truth.wave:
        what = "viral copy" if truth.bundle else "wave of texts"
    else:
        what = "grave but can wait" if truth.serious else "routine or bare"
    return f"{what}, {truth.wordings} set" if truth.wordings else what


def _roma(case: Case) -> bool:
    return case.truth.minority == "roma"


def _writes(language: str, case: Case) -> bool:
    return case.truth.language == language


def _seen(case: Case, order: str) -> bool:
    return bool(within([case.looks[order]], _DAY))


def _times(cases: Sequence[Case], order: str = BESA) -> list[str]:
    times = [case.looks[order] for case in cases]
    return [percentile(times, 0.5), percentile(times, 0.9)]


def _wordings(cases: Sequence[Case]) -> int:
    return len({case.truth.paraphrase for case in cases})


def _bounds(cases: Sequence[Case]) -> str:
    """The interval of the share in a day if cases told in the same words count as one draw."""
    groups: dict[str, list[Case]] = {}
    for number, case in enumerate(cases):
        groups.setdefault(case.truth.paraphrase or f"{number}", []).append(case)
    low, high = resampled([(share_of(each).hits, len(each)) for each in groups.values()], random.Random(1))
    return f"[{low:.3f}, {high:.3f}]"


def _short(one: Share) -> str:
    return f"{one.hits} of {one.of}" if one.of else ""


def _of(hits: int, of: int) -> str:
    return f"{hits / of:.4f}" if of else "none"


def _counts(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in sorted(counts.items(), key=lambda pair: -pair[1]))

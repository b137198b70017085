"""Tables of the queue: who is seen when, by kind, class and subgroup, and what happens when something is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from bench.year.intervals import Share, difference, share
from bench.year.measuring import BESA, BUNDLED, CAPACITIES, FLAG, Case
from bench.year.pool import DAY, Pool, by_wording, in_a_day, listed, share_of, told_by, waits
from bench.year.reading import worked
from bench.year.stories import SETS
from bench.year.tables import percentile, table
from bench.year.truth import Truth
from besa.core.triage import axes

_WORDS = "text"


def orders(pool: Pool) -> str:
    variants = {*pool.years[0].variants, *CAPACITIES}
    rows = []
    for name in pool.cases[0].looks if pool.cases else ():
        if name in variants:
            continue
        of = [case.looks[name] for case in pool.cases]
        shares = [share_of(pool.cases, name, hours) for hours in (DAY, 3 * DAY, 366 * DAY)]
        at_work = [worked(case.arrived, case.looks[name]) for case in pool.cases]
        in_hours = [f"{percentile(at_work, 0.5, day=8)} / {percentile(at_work, 0.9, day=8)}"]
        rows.append([name, *shares, f"{percentile(of, 0.5)} / {percentile(of, 0.9)}", *in_hours])
    head = ["order", "looked at in 24 h", "in 72 h", "in the year", "median / 90 of 100", "in working hours"]
    note = (
        f"By wording the first figure is {by_wording(pool.cases)}. Times run from arrival to the first look of a "
        "person: hours of the clock, then hours of work (8 a day)."
    )
    title = "Recall of planted urgent cases within capacity, and time to the first human look"
    return table(title, head, rows, note)


def sets(pool: Pool) -> str:
    """The sets of wordings beside each other."""
    groups = {f"{name} set": told_by(pool.cases, name) for name in SETS}
    groups["without words"] = [case for case in pool.cases if case.truth.channel != _WORDS]
    rows = []
    for name, cases in groups.items():
        if not cases:
            continue
        first = share(sum(case.standing == pool.first for case in cases), len(cases))
        wordings = len({case.truth.paraphrase for case in cases if case.truth.paraphrase}) or ""
        rows.append([name, len(cases), wordings, share_of(cases), by_wording(cases), first, *waits(cases)])
    words = [truth for truth, _ in pool.standings if truth.paraphrase or truth.wave]
    urgent = sum(bool(truth.urgent) for truth in words) / max(1, len(words))
    note = f"Words come with {len(words) / len(pool.standings):.0%} of all referrals; {urgent:.0%} of these are urgent."
    one, other = (share_of(groups[f"{name} set"]) for name in SETS)
    if one.of and other.of:
        by, low, high = difference(other, one)
        note += f" Second less first: {by:+.3f} [{low:+.3f}, {high:+.3f}]. The second was held out."
    head = ["told by", "planted", "wordings", "in 24 h", "by wording", f"in class '{pool.first}'", "median", "90 %"]
    return table("By set of wordings", head, rows, note)


def capacity(pool: Pool) -> str:
    """What a look is: one report, or one bundle; and how many people there are."""
    alone, looks, covered, urgent, grave = (
        sum(getattr(each.bundled, name) for each in pool.years)
        for name in ("one_by_one", "looks", "covered", "urgent", "grave")
    )
    total = len(pool.standings)
    single, bundled = f"{alone / total:.2f}", f"{(looks + covered) / total:.2f}"
    rows = [
        ["one look for each report", f"{alone:,}", "", single, share_of(pool.cases), *waits(pool.cases)],
        ["one look for a bundle", f"{looks:,}", f"{covered:,}", bundled, share_of(pool.cases, BUNDLED),
         *waits(pool.cases, BUNDLED)],
        *([name, "", "", "", share_of(pool.cases, name), *waits(pool.cases, name)] for name in CAPACITIES),
    ]  # fmt: skip
    note = (
        f"A decision for a bundle closes its other reports without reading them: {urgent} urgent and {grave} grave "
        f"ones were among the {covered:,}. An urgent case closed like that counts as never looked at. What is "
        "urgent or new to everybody is read by itself, as on the desk's page for bundles."
    )
    head = ["what a look is", "looks used", "decided with others", "of all referrals", "urgent in 24 h", "median",
            "90 %"]  # fmt: skip
    return table("Within staff capacity", head, rows, note)


def kinds(pool: Pool) -> str:
    groups: dict[str, list[Case]] = {}
    for case in pool.cases:
        groups.setdefault(case.truth.urgent, []).append(case)
    for case in pool.cases:
        groups.setdefault(f"*carried by {case.truth.channel}, sent as {case.sent}*", []).append(case)
    rows = []
    for name, cases in sorted(groups.items(), key=lambda pair: (pair[0].startswith("*"), pair[0])):
        first = share(sum(case.standing == pool.first for case in cases), len(cases))
        sets = [_short(share_of(told_by(cases, each))) for each in SETS]
        rows.append([name, len(cases), first, share_of(cases), *sets, *waits(cases), _short(share_of(cases, FLAG))])
    head = ["kind", "planted", f"in class '{pool.first}'", "in 24 h", *(f"{name} set" for name in SETS), "median",
            "90 %", FLAG]  # fmt: skip
    return table("By kind", head, rows)


def missed(pool: Pool) -> str:
    grouped: dict[tuple[str, str, str], list[Case]] = {}
    for case in pool.cases:
        grouped.setdefault((case.truth.urgent, case.truth.channel, case.truth.wordings), []).append(case)
    missed = {name: [case for case in cases if not in_a_day(case, BESA)] for name, cases in grouped.items()}
    rows = [
        [
            *name,
            f"{len(missed[name])} of {len(cases)}",
            f"{_wordings(missed[name])} of {_wordings(cases)}",
            listed(Counter(case.truth.language for case in missed[name])),
            listed(Counter(case.standing for case in missed[name])),
        ]
        for name, cases in sorted(grouped.items(), key=lambda pair: -len(missed[pair[0]]))
        if missed[name]
    ]
    head = ["kind", "carried by", "set", "missed", "wordings", "language", "class they were put in"]
    return table("Missed: not looked at in 24 h", head, rows)


def classes(pool: Pool) -> str:
    rows = []
    for each in axes.current().order.classes:
        truths = [truth for truth, standing in pool.standings if standing == each.id]
        urgent = share(sum(bool(truth.urgent) for truth in truths), len(truths))
        serious = share(sum(truth.serious for truth in truths), len(truths))
        told = Counter(truth.wordings for truth in truths if truth.urgent)
        rows.append([each.id, f"{len(truths):,}", f"{len(truths) / pool.days:.1f}", urgent, serious,
                     *(told[name] or "" for name in (*SETS, ""))])  # fmt: skip
    head = ["class", "referrals", "a day", "truly urgent", "grave but can wait",
            *(f"urgent, {name} set" for name in SETS), "urgent, without words"]  # fmt: skip
    note = (
        "Read from above: a class should hold a greater share of what is urgent than the classes below it. Where "
        "the second set stands lower than the first, its words were not understood."
    )
    return table("Calibration: what each class of the queue holds", head, rows, note)


def alarms(pool: Pool) -> str:
    groups: dict[str, list[str]] = {}
    for truth, standing in pool.standings:
        if not truth.urgent:
            groups.setdefault(_sort(truth), []).append(standing)
    rows = [
        [name, f"{len(classes):,}", share(sum(each == pool.first for each in classes), len(classes))]
        for name, classes in sorted(groups.items())
    ]
    return table(f"False alarms: not urgent, yet in the class '{pool.first}'", ["what", "referrals", "share"], rows)


def subgroups(pool: Pool) -> str:
    rows = []
    for name, cases, rest in splits(pool):
        one, other = share_of(cases), share_of(rest)
        by, low, high = difference(one, other)
        times = " / ".join(waits(cases))
        rows.append([name, one.of, one, other, f"{by:+.3f} [{low:+.3f}, {high:+.3f}]", by_wording(cases), times])
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


def splits(pool: Pool) -> list[tuple[str, list[Case], list[Case]]]:
    told = [case for case in pool.cases if case.truth.channel == _WORDS]
    plain = [case for case in told if case.truth.language == "sq-plain"]
    tests: list[tuple[str, list[Case], Callable[[Case], bool]]] = [
        ("boys", pool.cases, lambda case: case.truth.sex == "boy"),
        ("girls", pool.cases, lambda case: case.truth.sex == "girl"),
        ("Roma minority", pool.cases, _roma),
        ("Roma minority, told in words", told, _roma),
        ("Roma minority, Albanian without marks", plain, _roma),
    ]
    tests += [
        (f"language {language}", told, partial(_writes, language))
        for language in sorted({case.truth.language for case in told})
    ]
    split = [(name, [c for c in all_ if is_(c)], [c for c in all_ if not is_(c)]) for name, all_, is_ in tests]
    return [(name, cases, rest) for name, cases, rest in split if cases and rest]


def lessened(pool: Pool) -> str:
    full = share_of(pool.cases)
    rows = [["everything", full, "", "", *_by_set(pool, BESA), *waits(pool.cases)]]
    for name in pool.years[0].variants:
        now = share_of(pool.cases, name)
        lost = sum(in_a_day(case, BESA) and not in_a_day(case, name) for case in pool.cases)
        won = sum(in_a_day(case, name) and not in_a_day(case, BESA) for case in pool.cases)
        rows.append([name, now, f"{now.value - full.value:+.3f}", f"{lost} / {won}", *_by_set(pool, name),
                     *waits(pool.cases, name)])  # fmt: skip
    head = ["variant", "in 24 h", "change", "cases lost / won", *(f"{name} set" for name in SETS), "median", "90 %"]
    return table("Stability and ablation", head, rows)


def _by_set(pool: Pool, order: str) -> list[str]:
    shares = [share_of(told_by(pool.cases, name), order) for name in SETS]
    return [f"{each.value:.3f}" if each.of else "" for each in shares]


def _roma(case: Case) -> bool:
    return case.truth.minority == "roma"


def _writes(language: str, case: Case) -> bool:
    return case.truth.language == language


def _sort(truth: Truth) -> str:
    """What a referral is that is not urgent, and by which set it was told."""
    if truth.negative:
        what = f"everyday talk: {truth.negative}"
    elif truth.bundle or truth.wave:
        what = "viral copy" if truth.bundle else "wave of texts"
    else:
        what = "grave but can wait" if truth.serious else "routine or bare"
    return f"{what}, {truth.wordings} set" if truth.wordings else what


def _wordings(cases: Sequence[Case]) -> int:
    return len({case.truth.paraphrase for case in cases})


def _short(one: Share) -> str:
    return f"{one.hits} of {one.of}" if one.of else ""

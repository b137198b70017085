"""Why a referral stands where it stands: the judgement of its arrival, and the words and numbers it rests on.

The levels and rules are those stored at arrival. The rules run once more over the opened referral, only for what they
rest on; what was seen before is then counted in reports that the reader may see, so a rule may speak now that did not
then, and the other way round. Both are said.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from besa.core import linking, triage
from besa.core.formats import Referral
from besa.core.triage import axes
from besa.core.triage.axes import Axes, Axis, Evidence, Ground, Here, Seen
from besa.core.triage.explain import pieces
from besa.node.desk import standing, wording
from besa.node.desk.marking import Stretch
from besa.node.desk.queries.arrived import category_word, title_of
from besa.node.desk.queries.places import anchor, value_at, words_at
from besa.node.desk.wording import Text as Words
from besa.node.people.keyring import Keyring
from besa.node.platform import country, environment
from besa.node.referrals.here import NetworksUnusable, here
from besa.node.reports import queries as reports
from besa.node.reports.values import QueueRow

log = logging.getLogger("besa.desk")

_MOST = 6


@dataclass(frozen=True)
class Place:
    """Where evidence stands: `anchor` leads there on the page."""

    anchor: str
    title: str
    words: str


@dataclass(frozen=True)
class Reason:
    """A rule in words with what it rests on. `then`: it counted at arrival; `now`: it speaks today."""

    label: str
    places: tuple[Place, ...]
    then: bool = True
    now: bool = True


@dataclass(frozen=True)
class AxisShown:
    """One axis of the page; `means` is the whole sentence of its level."""

    mark: standing.Mark
    question: str
    means: str
    reasons: tuple[Reason, ...]
    held_down: tuple[Reason, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorShown:
    label: str
    dimension: str
    grade: Words
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`klass`: in which class of the queue it is read. `no_finding` stands with the indicators, always."""

    klass: str
    overrides: tuple[Reason, ...]
    axes: tuple[AxisShown, ...]
    indicators: tuple[IndicatorShown, ...]
    positive: tuple[str, ...]
    no_finding: str


def judge_again(referral: Referral, row: QueueRow, *, keyring: Keyring) -> Axes | None:
    """Today's rules over the opened referral, as of its arrival; None where they cannot read it."""
    try:
        return axes.assess(referral, seen=_seen(referral, row.report_id, keyring), now=row.received_at, here=_here())
    except Exception as error:  # noqa: BLE001 - a page without evidence beats a report nobody can read
        log.error("a referral could not be judged again: %s", type(error).__name__)
        return None


def kept_words(referral: Referral, row: QueueRow) -> str:
    """Since when the provider's time is counted; empty where nobody keeps anything, or nobody knows since when."""
    keeping = axes.kept(referral, now=row.received_at, here=_here())
    if keeping is None:
        return ""
    if keeping.certain:
        return gettext("Counted from when the sender received the report.")
    return gettext("The sender does not say when it received the report: counted from the latest time it tells.")


def judged(referral: Referral, row: QueueRow, again: Axes | None) -> Judged | None:
    """The judgement in words; None for what was not judged on axes."""
    marks = standing.marks(row)
    if not marks:
        return None
    rules = axes.current()
    spoken: dict[str, tuple[Evidence, ...]] = {}
    if again:
        grounds = (ground for one in again.standings for ground in (*one.reasons, *one.dampers))
        spoken = {ground.rule: ground.evidence for ground in (*again.overrides, *grounds)}
    rows = axes.explain(again) if again else ()
    shown = []
    for number, (axis, mark) in enumerate(zip(Axis, marks, strict=True)):
        now = {each.rule for each in rows[number].because} if rows else set()
        then = [rule for rule in row.reasons if rule in rules.rules and rules.rules[rule].axis is axis]
        reasons = [_reason(rule, spoken, referral, then=True) for rule in then]
        reasons += [_reason(rule, spoken, referral, then=False) for rule in sorted(now - set(then))]
        shown.append(
            AxisShown(
                mark=mark,
                question=gettext(rules.scale.axes[axis].question),
                means=gettext(rules.scale.axes[axis].levels[mark.level]),
                reasons=tuple(reasons),
                held_down=tuple(_reason(each.rule, spoken, referral, then=True) for each in rows[number].held_down_by)
                if rows
                else (),
                missing=tuple(gettext(question) for question in rows[number].missing) if rows else (),
            )
        )
    return Judged(
        klass=standing.class_word(row),
        overrides=tuple(
            _reason(rule, spoken, referral, then=True)
            for rule in row.reasons
            if rule in rules.rules and rules.rules[rule].override
        ),
        axes=tuple(shown),
        indicators=tuple(
            IndicatorShown(
                gettext(one.label), gettext(one.dimension), _grade(one.grade), _places(one.evidence, referral)
            )
            for one in (axes.indicators(again) if again else ())
        ),
        positive=tuple(gettext(rules.scale.dimensions.get(name, name)) for name in again.trafficking.dimensions)
        if again
        else (),
        no_finding=gettext(rules.scale.no_finding),
    )


def marked_texts(referral: Referral, again: Axes | None) -> dict[str, tuple[Stretch, ...]]:
    """The texts in which a rule found words, by path, with those words marked and the rule named."""
    if again is None:
        return {}
    grounds: Iterable[Ground] = (*again.overrides, *(g for one in again.standings for g in one.reasons))
    quotes: dict[str, dict[str, list[triage.Quote]]] = {}
    levels: dict[str, int] = {}
    for ground in grounds:
        levels[ground.rule] = max(ground.level, levels.get(ground.rule, 0))
        for each in ground.evidence:
            if each.end > each.start:
                quote = triage.Quote(each.path, each.start, each.end)
                quotes.setdefault(each.path, {}).setdefault(ground.rule, []).append(quote)
    found = {}
    for path, by_rule in quotes.items():
        reasons = [
            triage.Reason(rule, 1, triage.Urgency.SOON, tuple(dict.fromkeys(each))) for rule, each in by_rule.items()
        ]
        found[path] = tuple(
            Stretch(
                piece.text,
                ", ".join(wording.reason(rule) for rule in piece.rules),
                _style(max(levels[rule] for rule in piece.rules)),
            )
            if piece.rules
            else Stretch(piece.text)
            for piece in pieces(path, _text(referral, path), reasons)
        )
    return found


def _text(referral: Referral, path: str) -> str:
    found = value_at(referral, path)
    return found if isinstance(found, str) else str(getattr(found, "text", ""))


def _style(level: int) -> str:
    return {4: "now", 3: "urgent"}.get(level, "soon")


def _reason(rule: str, spoken: dict[str, tuple[Evidence, ...]], referral: Referral, *, then: bool) -> Reason:
    return Reason(wording.reason(rule), _places(spoken.get(rule, ()), referral), then, rule in spoken)


def _places(evidence: tuple[Evidence, ...], referral: Referral) -> tuple[Place, ...]:
    found = (Place(anchor(each.path), title_of(referral, each.path), _words(referral, each)) for each in evidence)
    return tuple(dict.fromkeys(found))[:_MOST]


def _words(referral: Referral, each: Evidence) -> str:
    if each.path == "category":
        return category_word(referral.category)
    return words_at(referral, each.path, each.start, each.end)


def _grade(grade: str) -> Words:
    words = {"strong": gettext("strong sign"), "medium": gettext("middling sign"), "weak": gettext("weak sign")}
    return words.get(grade, grade)


def _seen(referral: Referral, report_id: UUID, keyring: Keyring) -> Seen:
    """How often its traces stand in other reports that the reader may see. Texts are not looked up again."""
    traces = linking.traces(referral, regions=_here().regions)
    held = reports.seen_elsewhere({(one.kind, one.canonical) for one in traces}, report_id=report_id, keyring=keyring)
    counts: dict[str, int] = {}
    for one in traces:
        place = one.where.partition("@")[0]
        counts[place] = max(counts.get(place, 0), held.get((one.kind, one.canonical), 0))
    digests = [count for place, count in counts.items() if ".digests[" in place]
    prior = [place for place in counts if ".prior_reports[" in place]
    return Seen(
        before=counts,
        bundle=max(digests) + 1 if digests else None,
        prior_known=sum(counts[place] > 0 for place in prior) if prior else None,
    )


def _here() -> Here:
    """Where the node stands; a broken file of address ranges is told by `besa check`, not by a missing page."""
    try:
        return here()
    except NetworksUnusable:
        pack = country.load(environment.current().country)
        return Here(country=pack.code.upper(), regions=pack.phone_regions)

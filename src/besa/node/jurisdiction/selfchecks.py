"""What can be wrong with assessments: what was erased and is alive, keys that somebody who left could still use, and
what was counted (new answers, openings of the own State's list) and is not as the ledger saw it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from besa.core.ledger import payload_digest
from besa.core.ledger.payloads import Plain
from besa.node.jurisdiction import counted, queries
from besa.node.jurisdiction import gap_map_actions as gap_map
from besa.node.jurisdiction import gap_map_queries as gap_maps
from besa.node.jurisdiction.models import GapMapUse, NewAnswer, Reason
from besa.node.people import queries as people
from besa.node.platform import ledger, selfcheck
from besa.node.platform.ledger import Seen
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Erased assessments")
def erased(occasion: Occasion) -> Iterator[Finding]:
    """What was erased is gone, also after a restore."""
    yield from selfcheck.erased(
        "Erased assessments", alive=queries.alive_again().values(), unlisted=len(queries.unlisted_tombstones())
    )
    old = queries.beyond_retention(occasion.now)
    yield Finding(
        "Retention of assessments",
        WARNING if old else OK,
        f"{len(old)} of no case are kept unchanged for longer than the retention"
        if old
        else "none is kept for too long",
        "Two members of their desk, one of them a lead, erase them from their pages, or know why not." if old else "",
        old[:20],
    )


@check("Keys of the assessments")
def keys(occasion: Occasion) -> Iterator[Finding]:
    """Whoever left a desk, or kept a copy of its older key, opens none; and each has somebody who opens it."""
    older = queries.every_desk_under_older_keys()
    yield selfcheck.older_keys(
        "Keys of the assessments",
        older,
        names=people.desk_names(older),
        what="assessments",
        cure="A lead of the desk presses 'Put all reports under the newest key', which does the assessments too.",
    )
    yield selfcheck.closed_to_everybody("Assessments open to a desk", queries.closed_to_everybody())


@check("Own State's list of gaps, ledger")
def openings(occasion: Occasion) -> Iterator[Finding]:
    """Each opening of the own State's list is the one that the ledger saw, and none is gone: the quota hangs on it."""
    rows = GapMapUse.objects.order_by("at")
    kept = _seen((gap_map.ledger_name(row), row, gap_map.content(row)) for row in rows)
    yield _compared("Own State's list of gaps, ledger", "openings", {gap_map.OPENED: kept})
    other = gap_maps.lists_of_other_states()
    yield Finding(
        "Own State's list of gaps",
        WARNING if other else OK,
        "the list that is kept is another State's: the node was moved" if other else "no other State's list is kept",
        "Nobody is shown it. Have the map made again: Across borders, Gap map." if other else "",
    )


@check("New answers, ledger")
def new_answers(occasion: Occasion) -> Iterator[Finding]:
    """Each new answer and each reason is the one that the ledger saw, and none is gone: the quota hangs on it."""
    rows, given = NewAnswer.objects.order_by("at"), Reason.objects.order_by("at")
    answers = _seen((str(row.assessment_id), row, counted.of_answer(row)) for row in rows)
    reasons = _seen((str(row.assessment_id), row, counted.of_reason(row)) for row in given)
    kept = {counted.ANSWERED: answers, counted.REASONED: reasons}
    yield _compared("New answers, ledger", "new answers and reasons", kept)


def _seen(kept: Iterable[tuple[str, GapMapUse | NewAnswer | Reason, Mapping[str, Plain]]]) -> Iterator[Seen]:
    """The rows as the ledger must have seen them: what each is about, the row, what its entry has the digest of."""
    pseudonym = cache(people.pseudonym)
    for about, row, content in kept:
        at = ledger.milliseconds(row.at)
        yield Seen(about, f"staff/{pseudonym(row.staff_id)}", at, payload_digest(content))


def _compared(subject: str, what: str, kept: Mapping[str, Iterable[Seen]]) -> Finding:
    """Whether the rows `kept` under each verb and the ledger's entries are the same, in both directions."""
    strange: Counter[Seen] = Counter()
    gone: Counter[Seen] = Counter()
    for verb, rows in kept.items():
        here, there = Counter(rows), Counter(ledger.seen(verb))
        strange += here - there
        gone += there - here
    wrong = strange or gone
    said = f"{strange.total()} {what} are not what the ledger saw, {gone.total()} that it saw are not here"
    return Finding(
        subject,
        FAILS if wrong else OK,
        said if wrong else f"the {what} are those that the ledger saw",
        "Somebody wrote to the database. Keep a copy, find out who, and compare with a backup." if wrong else "",
        tuple(_told(one) for one in (*strange, *gone))[:20],
    )


def _told(one: Seen) -> str:
    return f"{ledger.moment(one.at_ms):%Y-%m-%d %H:%M} UTC {one.actor} {one.object_id}"

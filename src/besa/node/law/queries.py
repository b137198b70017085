"""What can be read of the law: as it counts on this node, what was proposed and decided, the work list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from besa.core.jurisdiction.auditing import Task
from besa.core.jurisdiction.law.changing import Change as LawChange
from besa.core.jurisdiction.law.library import Law
from besa.node.law import models, overlay
from besa.node.law.overlay import Accepted, Overlay
from besa.node.law.problems import NoSuchChange
from besa.node.people import queries as people

PAGE = 50


@dataclass(frozen=True)
class Change:
    """A change as it was proposed, and what became of it. `who` and `by` are the names of people."""

    id: UUID
    cell: str
    claims: list[dict[str, Any]]
    before: list[dict[str, Any]]
    sources: dict[str, dict[str, Any]]
    reason: str
    proposed_by: int
    who: str
    proposed_at: datetime
    state: str
    by: str
    decided_at: datetime | None
    answer: str
    effects: dict[str, Any] | None

    @property
    def is_open(self) -> bool:
        return self.state == models.Change.State.PROPOSED


@dataclass(frozen=True)
class WorkList:
    """`version` is that of the law it was made of, `made_on` the day; `readers` as in the table."""

    version: str
    made_on: date
    tasks: tuple[Task, ...]
    readers: dict[str, Any]

    def cases_reading(self, cell: str) -> tuple[str, ...]:
        """The worked cases in whose reasoning a cell is cited or missed."""
        return tuple(self.readers["cases"][place] for place in self.readers["cells"].get(cell, ()))

    def task_of(self, cell: str) -> Task | None:
        """What is wanting in one cell."""
        return next((one for one in self.tasks if one.cell == cell), None)


def current() -> Law:
    """The law that counts on this node: the release's, with the accepted changes. One query; read anew when changed."""
    return standing().law


def version() -> str:
    """A name for what `current` says, 12 hex digits: the same words, the same name, in every process."""
    return standing().version


def standing() -> Overlay:
    """The law that counts, its version, and in which cells this node overrules or contradicts the release."""
    accepted = models.Change.objects.filter(state=models.Change.State.ACCEPTED)
    newest = accepted.order_by("-place").values_list("pk", flat=True).first()
    return _standing(newest)


@lru_cache(maxsize=2)
def _standing(newest: UUID | None) -> Overlay:
    return overlay.build(overlay.release(), overlay.release_version(), accepted_until(newest))


def accepted_until(newest: UUID | None) -> tuple[Accepted, ...]:
    """The newest accepted change of every cell, in the order in which they were accepted."""
    if newest is None:
        return ()
    last = models.Change.objects.values_list("place", flat=True).get(pk=newest)
    rows = models.Change.objects.filter(state=models.Change.State.ACCEPTED, place__lte=last).order_by("place")
    by_cell = {row.cell: row for row in rows}
    kept = sorted(by_cell.values(), key=lambda row: row.place or 0)
    # A cell keeps the sources of its earlier changes: later claims may still cite them.
    sources: dict[str, dict[str, Any]] = {}
    for row in rows:
        sources |= row.sources
    return tuple(
        Accepted(row.pk, LawChange(row.cell, row.claims, _cited(row.claims, sources)), row.release) for row in kept
    )


def _cited(claims: Iterable[dict[str, Any]], sources: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    cited = {one["id"] for claim in claims for one in (*claim.get("sources", ()), *_elsewhere(claim))}
    return {ident: raw for ident, raw in sources.items() if ident in cited}


def _elsewhere(claim: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """What a contradiction and a quotation cite."""
    conflict: dict[str, list[dict[str, Any]]] = claim.get("conflict") or {}
    yield from conflict.get("sources", ())
    if "wording" in claim:
        yield claim["wording"]["source"]


def change(change_id: UUID) -> Change:
    """One change; raises NoSuchChange."""
    row = models.Change.objects.filter(pk=change_id).first()
    if row is None:
        raise NoSuchChange
    return _values([row])[0]


def history(cell: str) -> tuple[Change, ...]:
    """Every change that was ever proposed of a cell, the newest first."""
    return _values(models.Change.objects.filter(cell=cell).order_by("-proposed_at"))


def waiting() -> tuple[Change, ...]:
    """What waits for a decision, the oldest first."""
    return _values(models.Change.objects.filter(state=models.Change.State.PROPOSED).order_by("proposed_at"))


def decided(page: int) -> tuple[tuple[Change, ...], int]:
    """A page of what was decided, the newest first, and how many there are."""
    rows = models.Change.objects.exclude(state=models.Change.State.PROPOSED).order_by("-decided_at")
    start = (max(page, 1) - 1) * PAGE
    return _values(rows[start : start + PAGE]), rows.count()


def worklist() -> WorkList | None:
    """The work list that was made last, perhaps of an earlier version; None before the worker has made the first."""
    row = models.WorkList.objects.order_by("-made_on", "-pk").first()
    if row is None:
        return None
    return WorkList(row.version, row.made_on, tuple(Task(*task) for task in row.tasks), row.readers)


def _values(rows: Iterable[models.Change]) -> tuple[Change, ...]:
    listed = list(rows)
    names = people.staff_names({one for row in listed for one in (row.proposed_by_id, row.decided_by_id) if one})
    return tuple(
        Change(
            id=row.pk,
            cell=row.cell,
            claims=row.claims,
            before=row.before,
            sources=row.sources,
            reason=row.reason,
            proposed_by=row.proposed_by_id,
            who=names.get(row.proposed_by_id, ""),
            proposed_at=row.proposed_at,
            state=row.state,
            by=names.get(row.decided_by_id or 0, ""),
            decided_at=row.decided_at,
            answer=row.answer,
            effects=row.effects,
        )
        for row in listed
    )

"""The work list for lawyers: what of the law is wanting, by how many answers it would settle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from besa.core.jurisdiction import auditing
from besa.core.jurisdiction import naming as engine
from besa.core.jurisdiction.auditing import Task
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import place_of
from besa.core.jurisdiction.law.library import Law
from besa.node.law import naming, queries, wording

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One entry to look at; `page` is empty where the question stands in a file of a treaty or of the acts."""

    cell: str
    name: str
    kind: str
    kind_words: str
    alone: int
    at_all: int
    detail: str
    waits: bool
    cell_page: bool
    treaty: str


@dataclass(frozen=True)
class Page:
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, str, int], ...]
    total: int
    page: int
    pages: int
    made_on: date
    older: bool


def tasks(*, on: date) -> tuple[tuple[Task, ...], date, bool]:
    """The list, the day it was made, and whether it is of an earlier version of the law than the one that counts.

    The worker makes it; where it never ran, it is made here once for each version.
    """
    kept = queries.worklist()
    if kept is not None:
        return kept.tasks, kept.made_on, kept.version != queries.version()
    return _made_here(queries.version(), on), on, False


@lru_cache(maxsize=2)
def _made_here(version: str, on: date) -> tuple[Task, ...]:
    return auditing.audit(queries.current(), on=on)


def page(*, on: date, kind: str = "", owner: str = "", number: int = 1) -> Page:
    """One page of the list, what settles most first; of one kind, of one State or treaty, or all."""
    every, made_on, older = tasks(on=on)
    law = queries.current()
    ours = [one for one in every if not owner or one.cell.split(".")[0].split(" ")[0] == owner]
    counts = Counter(one.kind for one in ours)
    shown = [one for one in ours if not kind or one.kind == kind]
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(number, 1), pages)
    waiting = {one.cell for one in queries.waiting()}
    words = naming.kinds()
    return Page(
        tuple(_line(one, law, waiting) for one in shown[(number - 1) * PAGE : number * PAGE]),
        tuple((one, words[one], counts[one]) for one in auditing.KINDS if counts[one]),
        len(shown),
        number,
        pages,
        made_on,
        older,
    )


def _line(task: Task, law: Law, waiting: set[str]) -> Line:
    try:
        has_page = bool(place_of(task.cell, law))
    except LawBroken:
        has_page = False
    first = task.cell.split(".")[0].split(" ")[0]
    detail = "" if auditing.why_in_file(task.cell) or task.kind == "unknown" else task.detail
    return Line(
        task.cell,
        str(engine.cell(task.cell, law, wording.on_page())),
        task.kind,
        naming.kinds()[task.kind],
        task.alone,
        task.at_all,
        detail,
        task.cell in waiting,
        has_page,
        first if first in law.treaties else "",
    )

"""A work list for lawyers: what is unknown, contested, recalled, weakly sourced or old, most useful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from besa.core.jurisdiction.assessing import Answer, Assessor
from besa.core.jurisdiction.facts import Ages, Case, Person, Places
from besa.core.jurisdiction.instruments import available
from besa.core.jurisdiction.law.claims import Claim
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.sources import Source
from besa.core.jurisdiction.logic import UNKNOWN, Step

KINDS: Final = ("unknown", "contested", "unwritten", "recalled", "undated", "weak", "stale")
_OUT_OF_TIME: Final = ("undated", "changed", "not_yet", "ended")
_STALE_AFTER: Final = 5  # years since the day that the newest source describes
_OF_INSTRUMENTS: Final = "instruments."  # what their file leaves open is asked of each case, and settled by no cell


@dataclass(frozen=True, slots=True)
class Task:
    """A cell to look at: what is wrong with it, and how many answers of the model cases hang on it, alone or at all."""

    cell: str
    kind: str
    alone: int
    at_all: int
    detail: str = ""


def audit(law: Law, *, on: date) -> tuple[Task, ...]:
    """Every cell that is wanting, and every one that is asked for and not there; ordered by answers it would settle."""
    made = Audit(law, on=on)
    for _ in made.steps():
        pass
    return made.tasks()


class Audit:
    """A work list while it is made: for whoever has other work too."""

    def __init__(self, law: Law, *, on: date) -> None:
        self._law, self._on = law, on
        self._alone: Counter[str] = Counter()
        self._at_all: Counter[str] = Counter()
        self._whys: dict[str, str] = {}

    def steps(self) -> Iterator[None]:
        """Weigh each cell by how many answers of the model cases are unknown because of it; a case is a step.

        An answer is a ground of a State in a plain case, and an instrument towards a State in one across borders.
        """
        assessor = Assessor(self._law)
        for case in model_cases(self._law, self._on):
            for cells, step in _unknown(assessor.assess(case, decided_on=self._on)):
                self._weigh(cells, step)
            yield
        for issuer, case in cases_across_borders(self._law, self._on):
            answer = assessor.assess(case, decided_on=self._on)
            for one in available(case, answer, self._law, issuer=issuer, decided_on=self._on):
                if one.value == UNKNOWN and one.cells_missing:
                    self._weigh(one.cells_missing, one.step)
            yield

    def _weigh(self, cells: tuple[str, ...], step: Step) -> None:
        wanted = [ident for ident in cells if not ident.startswith(_OF_INSTRUMENTS)]
        self._at_all.update(wanted)
        if len(cells) == 1:
            self._alone.update(wanted)
        _note_whys(step, self._whys)

    def tasks(self) -> tuple[Task, ...]:
        """The list, when every step was made."""
        law, alone, at_all = self._law, self._alone, self._at_all
        tasks = [
            Task(ident, kind, alone[ident], at_all[ident], detail) for ident, kind, detail in _wanting(law, self._on)
        ]  # fmt: skip
        there = {task.cell for task in tasks}
        for ident in at_all:
            if ident not in there:
                why = self._whys.get(ident, "")
                kind = "unwritten" if why in ("unwritten", "") else "undated" if why in _OUT_OF_TIME else "unknown"
                detail = "" if ident in law.by_id or ident in law.provisions else _not_a_cell(ident)
                tasks.append(Task(ident, kind, alone[ident], at_all[ident], detail))
        return tuple(sorted(tasks, key=lambda task: (-task.alone, -task.at_all, KINDS.index(task.kind), task.cell)))


def _not_a_cell(ident: str) -> str:
    return "an open question in the treaty's or act's file" if why_in_file(ident) else "no such cell yet"


def why_in_file(ident: str) -> bool:
    """Whether the question stands in the file of a treaty or of the acts, and not in a cell of a State."""
    return " " in ident or ident.startswith("acts.")


def _wanting(law: Law, on: date) -> Iterator[tuple[str, str, str]]:
    for cell in law.cells():
        for claim in cell.claims:
            found = _kind(claim, law, on)
            if found:
                yield cell.id, *found
                break
    for provision in law.provisions.values():
        found = _kind(provision.claim, law, on)
        if found and found[0] in ("unknown", "contested", "recalled"):
            yield provision.id, *found


def _kind(  # noqa: PLR0911 - one return for each kind, the worst first
    claim: Claim, law: Law, on: date
) -> tuple[str, str] | None:
    """What is wanting in a claim, the worst first."""
    if claim.value == "not_applicable":
        return None
    if claim.value == "unknown":
        return "unknown", ""
    if claim.contested:
        return "contested", claim.conflict.why if claim.conflict else ""
    if claim.confidence == "recalled":
        return "recalled", ""
    if claim.value == "conditional" and claim.when is None and claim.when_for is None:
        return "unwritten", "conditional, and nobody wrote the condition down"
    cited = [law.sources[one.source] for one in claim.sources]
    if all(one.tier == "low" or one.address_status != "verbatim" for one in cited):
        return "weak", "; ".join(f"{one.id}: {one.tier}, address {one.address_status}" for one in cited)
    newest = _newest(claim, cited)
    if on.year - newest.year > _STALE_AFTER and claim.ends is None:
        return "stale", f"describes {newest}"
    return None


def _newest(claim: Claim, cited: list[Source]) -> date:
    """The claim's own day is that of its oldest wording: a newer one may be cited beside it."""
    newest = max(claim.as_of or one.describes for one in cited)
    return max([newest, *(one.as_of for one in cited if one.as_of and len(cited) > 1)])


def _unknown(answer: Answer) -> Iterator[tuple[tuple[str, ...], Step]]:
    for one in answer.states:
        for ground in (*one.floor, *one.national):
            if ground.value == UNKNOWN and ground.cells_missing:
                yield ground.cells_missing, ground.step


def _note_whys(step: Step, whys: dict[str, str]) -> None:
    if step.truth != UNKNOWN:
        return
    for ident in step.cells:
        whys.setdefault(ident, step.why)
    for part in step.parts:
        _note_whys(part, whys)


def model_cases(law: Law, on: date) -> Iterator[Case]:
    """Plain cases for each State and act: one that happened at home, one where a national acted in the next State."""
    for code, abroad in _with_the_next(law):
        for act in law.acts.by_code:
            for conduct in (code, abroad):
                yield _plain(act, code, abroad, conduct, on)


def cases_across_borders(law: Law, on: date) -> Iterator[tuple[str, Case]]:
    """Who acts, and a case at home whose data and providers are in every other State of which anything is recorded; one
    act for each of the rules on limitation, as acts that are told apart there are told apart by treaties, too."""
    acts = {act.limitation: act.code for act in law.acts.by_code.values()}
    for code, abroad in _with_the_next(law):
        others = Places(frozenset(law.recorded) - {code}, more=False)
        for act in acts.values():
            yield code, replace(_plain(act, code, abroad, code, on), server=others, company=others)


def _with_the_next(law: Law) -> Iterator[tuple[str, str]]:
    codes = list(law.states)
    yield from zip(codes, (*codes[1:], *codes[:1]), strict=True)


def _plain(act: str, code: str, abroad: str, conduct: str, on: date) -> Case:
    """A national and resident, and a child from the next State; everything else is known and as plain as can be."""
    day = date(on.year - 1, 6, 1)
    ours, theirs = Places.known(code), Places.known(abroad)
    return Case(
        acts=(act,),
        first_day=day,
        last_day=day,
        conduct=Places.known(conduct),
        effect=Places.known(),
        access=Places.known(),
        server=Places.known(),
        ship=Places.known(),
        aircraft=Places.known(),
        offender=Person(ours, ours, ours, came_freely=True, age=Ages(40, 40)),
        child=Person(theirs, theirs, age=Ages(13, 13)),
        by_computer=True,
        for_distribution=True,
        for_exploitation=True,
        material_acts_to_meet=True,
        organised_group=True,
        material="real",
        extradition=(),
        proceedings=(),
    )

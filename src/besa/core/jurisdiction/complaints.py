"""Where a State's own law waits for a complaint that a treaty forbids to wait for: the condition stays, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from besa.core.jurisdiction.answers import GroundAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.floor import counts
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.treaties import Provision
from besa.core.jurisdiction.logic import NO, Step, Truth, all_of
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.standing import Standing

KIND: Final = "complaint_ban"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A complaint that the State's own law asks for on a ground, and the provision that may forbid to ask for it.

    The condition is a fact of national law all the same: until it is changed, a prosecutor there has to meet it.
    """

    state: str
    act: str
    ground: str
    complaint: str
    provision: str
    step: Step

    @property
    def value(self) -> Truth:
        return self.step.truth


def forbidden(answer: Answer, law: Law) -> tuple[Forbidden, ...]:
    """Every complaint that is still to be made on a ground and that a treaty forbids, or may forbid, to ask for."""
    bans = [one for one in law.provisions.values() if one.kind == KIND]
    standing = Standing(answer.case, law, answer.reading, answer.decided_on)
    found = []
    for state in answer.states:
        for ground in state.national:
            complaints = _complaints(ground)
            if not complaints:
                continue
            for ban in bans:
                if ban.grounds is not None and ground.ground not in ban.grounds:
                    continue
                step = all_of(_parts(ban, standing.look(state.state, state.act)), "forbids", ban.id, cells=(ban.id,))
                if step.truth != NO:
                    found += [
                        Forbidden(state.state, state.act, ground.ground, words, ban.id, step) for words in complaints
                    ]
    return tuple(found)


def _complaints(ground: GroundAnswer) -> list[str]:
    if ground.value == NO:
        return []
    return [str(one.value) for one in ground.conditions_to_meet if one.word == "complaint_by"]


def _parts(ban: Provision, look: LawOf) -> Iterator[Step]:
    yield look.in_force(ban.treaty)
    limits = look.applies(ban.treaty)
    if limits is not None:
        yield limits
    yield look.covered(ban.treaty, ban.offences)
    yield counts(ban, look)

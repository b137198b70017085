"""What treaties oblige a State to be able to do: each provision with conditions, exceptions and reservations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from besa.core.jurisdiction.conditions.evaluating import evaluate
from besa.core.jurisdiction.grounds import TIE_OF
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.treaties import Provision, Treaty
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, all_of, any_of, not_
from besa.core.jurisdiction.look import LawOf


@dataclass(frozen=True, slots=True)
class Floor:
    """The treaties that give grounds, and for each provision what adds a condition to it and what displaces it."""

    treaties: tuple[tuple[Treaty, tuple[Provision, ...]], ...]
    added: Mapping[str, tuple[Provision, ...]]
    displacers: Mapping[str, tuple[Provision, ...]]

    @classmethod
    def of(cls, law: Law) -> Floor:
        added: dict[str, list[Provision]] = {}
        displacers: dict[str, list[Provision]] = {}
        for provision in law.provisions.values():
            for other in provision.adds_to:
                added.setdefault(other, []).append(provision)
            for other in provision.displaces:
                displacers.setdefault(other, []).append(provision)
        treaties = []
        for treaty in law.treaties.values():
            grounds = tuple(one for one in treaty.provisions if one.kind == "jurisdiction_ground")
            if grounds and treaty.offences:
                treaties.append((treaty, grounds))
        return cls(
            tuple(treaties),
            {ident: tuple(found) for ident, found in added.items()},
            {ident: tuple(found) for ident, found in displacers.items()},
        )

    def grounds(self, act: str) -> Iterator[tuple[Treaty, Provision]]:
        """Every ground of every treaty that knows the act, whether or not it obliges in a case."""
        for treaty, grounds in self.treaties:
            if any(act in offence.acts for offence in treaty.offences):
                yield from ((treaty, provision) for provision in grounds)

    def answer(self, treaty: Treaty, provision: Provision, look: LawOf) -> Step:
        """Whether the provision obliges the State to be able to act. The first no ends the matter."""
        look.treaty = treaty.id
        try:
            parts = self._parts(treaty, provision, look)
            return all_of(parts, "treaty_ground", provision.id, cells=(provision.id,))
        finally:
            look.treaty = ""

    def _parts(self, treaty: Treaty, provision: Provision, look: LawOf) -> Iterator[Step]:
        yield self.tie(provision, look)
        yield look.in_force(treaty.id)
        limits = look.applies(treaty.id)
        if limits is not None:
            yield limits
        yield look.covered(treaty.id)
        yield counts(provision, look)
        if provision.when is not None:
            yield _within(provision, look)
        for condition in self.added.get(provision.id, ()):
            yield self._condition(condition, look)
        if provision.reservable:
            yield not_(look.reserved(provision.reservable))

    def tie(self, provision: Provision, look: LawOf) -> Step:
        """What ties the State to the case, as the provision asks for it."""
        if provision.tie is not None:
            return look.bond(provision.id, partial(evaluate, provision.tie))
        if provision.ground == "territorial":
            return look.bond(provision.id, partial(_territory, provision))
        return look.bond(provision.ground, partial(evaluate, TIE_OF[provision.ground]))

    def _condition(self, condition: Provision, look: LawOf) -> Step:
        """A condition that a State may set: it matters unless another provision forbids it for this act."""
        forbidden = self._displaced(condition, look)
        if condition.when is None:
            return forbidden
        return any_of((forbidden, _within(condition, look)), "may_ask", condition.id, cells=(condition.id,))

    def _displaced(self, provision: Provision, look: LawOf) -> Step:
        return any_of(
            (self._works(other, look) for other in self.displacers.get(provision.id, ())), "displaced", provision.id
        )

    def _works(self, provision: Provision, look: LawOf) -> Step:
        """Whether an exception applies here: to the act, under its own conditions, and not displaced itself."""
        return all_of(self._working(provision, look), "displaces", provision.id, cells=(provision.id,))

    def _working(self, provision: Provision, look: LawOf) -> Iterator[Step]:
        if provision.offences is not None:
            yield look.covered(provision.treaty, provision.offences)
        yield counts(provision, look)
        if provision.when is not None:
            yield _within(provision, look)
        if provision.id in self.displacers:
            yield not_(self._displaced(provision, look))


def _within(provision: Provision, look: LawOf) -> Step:
    before, look.where = look.where, provision.id
    try:
        assert provision.when is not None
        return evaluate(provision.when, look)
    finally:
        look.where = before


def counts(provision: Provision, look: LawOf) -> Step:
    """Whether the reader may rely on the text of the provision as we have it."""
    claim = provision.claim
    if claim.confidence == "sourced" and not claim.contested:
        return Step(YES, "text", provision.id, cells=(provision.id,))
    trusted = claim.confidence == "recalled" and look.books.reading.recalled and not claim.contested
    why = "contested" if claim.contested else claim.confidence
    return Step(YES if trusted else UNKNOWN, "text", provision.id, cells=(provision.id,), why=why)


def _territory(provision: Provision, look: LawOf) -> Step:
    return any_of(_localised(provision, look), "territory")


def _localised(provision: Provision, look: LawOf) -> Iterator[Step]:
    yield look.fact("conduct_in_territory")
    yield from look.territory_viewed_differently()
    access = look.fact("access_from_territory")
    if provision.localisation:
        rule = look.law.provisions[provision.localisation]
        yield all_of((access, counts(rule, look)), "localised", rule.id, cells=(rule.id,))
    other = [look.fact("effect_in_territory"), look.fact("server_in_territory")]
    if not provision.localisation:
        other.append(access)
    for seen in other:
        if seen.truth != NO:
            # The text says "territory"; whether a result, a server or an access there is enough, it does not say.
            yield all_of((seen, Step(UNKNOWN, "open", "localisation", cells=(provision.id,))), "localised")

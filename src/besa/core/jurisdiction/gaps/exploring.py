"""One State's law asked of every combination at once: the engine's own reasoning, forked where the answer differs.

Whenever the reasoning asks the case something, the combinations at hand are split by what they answer; it goes on with
one part, and begins again with each other. So what is found is what the engine finds for each combination alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

from besa.core.jurisdiction import binding, national
from besa.core.jurisdiction.asking import Scope
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import Held
from besa.core.jurisdiction.floor import Floor
from besa.core.jurisdiction.gaps.lenses import Lens
from besa.core.jurisdiction.gaps.scenes import Scenes
from besa.core.jurisdiction.gaps.space import Space
from besa.core.jurisdiction.grounds import Ground
from besa.core.jurisdiction.law.claims import Claim
from besa.core.jurisdiction.law.treaties import Provision, Treaty
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, conditions, missing
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.view import Asked

LOCUS: Final = "@locus"
ASKER: Final = "@asker"
Ways = tuple[tuple[Any, int], ...]
Leaf = tuple[int, Step]


class Everywhere(LawOf):
    """A State's law that answers for all combinations of a space. `here` are those that are still meant."""

    def __init__(self, books: Books, code: str, scenes: Scenes, lenses: tuple[Lens, ...]) -> None:
        super().__init__(books, code, scenes.any)
        self.scenes = scenes
        self.space: Space = scenes.space
        self.lenses = lenses
        self.here = self.space.all
        self._pending: list[int] = []
        self._ways: dict[tuple[str, Hashable], Ways] = {}

    def leaves(self, work_out: Callable[[LawOf], Step]) -> list[Leaf]:
        """What the reasoning comes to, for which combinations."""
        before = (self.here, self._pending, self.presence_may_come, self.treaty, self.where, self.now)
        self.presence_may_come, self.treaty, self.where, self.now = False, "", "", False
        found: list[Leaf] = []
        self._pending = pending = [self.space.all]
        while pending:
            self.here = pending.pop()
            step = work_out(self)
            found.append((self.here, step))
        self.here, self._pending, self.presence_may_come, self.treaty, self.where, self.now = before
        return found

    def ground(self, one: Ground) -> list[Leaf]:
        return self.leaves(lambda look: national.ground(one, look))

    def duty(self, floor: Floor, treaty: Treaty, provision: Provision) -> list[Leaf]:
        return self.leaves(lambda look: floor.answer(treaty, provision, look))

    def still_open(self) -> list[Leaf]:
        return self.leaves(national.limitation)

    def punishable_ways(self) -> Ways:
        return self._ways_of("punishable", self.code)

    def ask(self, kind: str, about: Hashable = None, scope: Scope = Scope.SCENE) -> Any:
        ways = self._ways_of(kind, about)
        if len(ways) == 1:
            return ways[0][0]
        here = self.here
        found: Any = None
        taken = 0
        for answer, mask in ways:
            part = here & mask
            if not part:
                continue
            if taken:
                self._pending.append(part)
            else:
                found, taken = answer, part
        self.here = taken
        return found

    def _ways_of(self, kind: str, about: Hashable) -> Ways:
        ways = self._ways.get((kind, about))
        if ways is None:
            work_out = _OWN.get(kind, Everywhere._of_scene)
            ways = self._ways[kind, about] = self._seen_through(kind, about, work_out(self, kind, about))
        return ways

    def _of_scene(self, kind: str, about: Hashable) -> Ways:
        return self.scenes.ways(kind, about)

    def _tied(self, _kind: str, about: Any) -> Ways:
        return self.scenes.tie(about)

    def _asked(self, _kind: str, _about: Hashable) -> Ways:
        return self.scenes.asked(
            (),
            (Asked(ASKER, YES, YES),),
            (Asked(ASKER, YES, NO),),
        )

    def _punishable(self, _kind: str, about: Any) -> Ways:
        assert about == self.code, "the place's own law is an axis"
        return _alike(self.leaves(lambda look: look.work_out_punishable()))

    def _covered(self, _kind: str, about: Any) -> Ways:
        _code, treaty, articles = about
        return _alike(self.leaves(lambda look: binding.covered(look, treaty, articles)))

    def _inside(self, _kind: str, _about: Hashable) -> Ways:
        # What is the same for every State, or for all that are tied alike, is not kept apart here.
        return ((None, self.space.all),)

    def _locus(self, _kind: str, _about: Hashable) -> Ways:
        return self.scenes.locus(
            {truth: Step(truth, "punishable_at_locus", cells=(LOCUS,)) for truth in (NO, UNKNOWN, YES)}
        )

    def _says(self, _kind: str, about: Any) -> Ways:
        return ((self.books.held(about[0], self.scenes.time), self.space.all),)

    def _binds(self, _kind: str, about: Any) -> Ways:
        return ((self.books.in_force(about[0], self.code, self.scenes.time), self.space.all),)

    def _binds_asker(self, _kind: str, about: Any) -> Ways:
        # Whoever asks for the offender is taken to be a Party: else there is no treaty to speak of.
        return ((Step(YES, "in_force", about), self.space.all),)

    def _seen_through(self, kind: str, about: Any, ways: Ways) -> Ways:
        """The same answers where nothing else is supposed, and what lenses suppose instead."""
        changed = [(lens, self._supposed(lens, kind, about)) for lens in self.lenses]
        if all(one is None for _lens, one in changed):
            return ways
        kept = self.space.all
        found: list[tuple[Any, int]] = []
        for lens, supposed in changed:
            if supposed is not None:
                mask = self.scenes.through(lens)
                kept &= ~mask
                if isinstance(supposed, _Also):
                    found.extend(self._or_by(ways, supposed.word, mask))
                else:
                    found.append((supposed, mask))
        return (*((answer, mask & kept) for answer, mask in ways), *found)

    def _or_by(self, ways: Ways, word: str, mask: int) -> list[tuple[Any, int]]:
        also = dict(self.scenes.tie(word)).get(YES, 0)
        own = dict(ways).get(YES, 0)
        return [(YES, (own | also) & mask), (NO, ~(own | also) & mask)]

    def _supposed(self, lens: Lens, kind: str, about: Any) -> Any:  # noqa: PLR0911 - one return for each kind
        facts = lens.reform.facts
        if kind in ("tie", "fact") and about in facts:
            return YES if facts[about] == "yes" else _Also(facts[about])
        if kind == "locus" and "punishable_at_locus" in facts:
            return Step(YES, "punishable_at_locus", cells=(LOCUS,))
        if kind == "given" and "given" in facts:
            return True
        if kind == "held":
            state, _dot, name = about[0].partition(".law.")
            if state == self.code and name in lens.reform.cells:
                return _SUPPOSED[lens.reform.cells[name]]
            if lens.reform.no_reservations and about[0].startswith(f"{self.code}.reservations."):
                return _SUPPOSED["no"]
        if kind == "in_force" and lens.reform.all_bound and about[0] in lens.in_force:
            return Step(YES, "in_force", about)
        return None


class _Also:
    """A fact that is also taken to hold wherever another one does."""

    def __init__(self, word: str) -> None:
        self.word = word


_SUPPOSED: Final = {word: Held(Claim(word, "sourced")) for word in ("yes", "no")}


def _alike(leaves: list[Leaf]) -> Ways:
    """Steps that hold alike and lack the same, as one: how they came about matters no more."""
    found: dict[tuple[Truth, object, object], tuple[Step, int]] = {}
    for mask, step in leaves:
        key = (step.truth, missing(step), conditions(step))
        first, seen = found.get(key, (step, 0))
        found[key] = (first, seen | mask)
    return tuple(found.values())


_OWN: Final[dict[str, Callable[[Everywhere, str, Any], Ways]]] = {
    "tie": Everywhere._tied,
    "asked": Everywhere._asked,
    "punishable": Everywhere._punishable,
    "bond": Everywhere._inside,
    "covered_everywhere": Everywhere._inside,
    "covered": Everywhere._covered,
    "locus": Everywhere._locus,
    "held": Everywhere._says,
    "in_force": Everywhere._binds,
    "in_force_elsewhere": Everywhere._binds_asker,
}

"""What a case answers to questions that are the same for every State: ages, means, days, and the law of a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.asking import Question
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.facts import Ages
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth
from besa.core.jurisdiction.view import Scene

if TYPE_CHECKING:
    from besa.core.jurisdiction.look import LawOf

# Their answers are told apart by identity: Books gives equal ones as the same object.
_BY_IDENTITY: Final = ("held", "in_force", "punishable", "locus", "covered")


def younger(age: Ages | None, than: int) -> Truth:
    """Whether an age that is known only roughly is below a number of years."""
    if age is None:
        return UNKNOWN
    return YES if age.most < than else NO if age.least >= than else UNKNOWN


class SceneAnswers:
    """A scene, and every answer it has given; each is a pair: how it is looked up, and what it is."""

    __slots__ = ("books", "known", "scene")

    def __init__(self, books: Books, scene: Scene) -> None:
        self.books = books
        self.scene = scene
        self.known: dict[Question, tuple[Hashable, Any]] = {}

    def answer(self, question: Question) -> tuple[Hashable, Any]:
        value = _ANSWERS[question.kind](self, question.about)
        found = (id(value) if question.kind in _BY_IDENTITY else value, value)
        self.known[question] = found
        return found

    def _fact(self, word: Any) -> Truth:
        found: Truth = getattr(self.scene, word)
        return found

    def _time(self, now: bool) -> tuple[int, int]:  # noqa: FBT001 - which of two clocks
        return (self.scene.decision, self.scene.decision) if now else self.scene.offence

    def _held(self, about: Any) -> Any:
        ident, now = about
        return self.books.held(ident, self._time(now))

    def _in_force(self, about: Any) -> Any:
        treaty, code, now = about
        return self.books.in_force(treaty, code, self._time(now))

    def _punishable(self, code: Any) -> Any:
        return self._law_of(code, ("punishable", code), lambda look: look.work_out_punishable())

    def _locus(self, _about: Any) -> Any:
        return self._law_of("", ("locus",), lambda look: look.work_out_locus())

    def _covered(self, about: Any) -> Any:
        code, treaty, articles = about
        return self._law_of(code, ("covered", *about), lambda look: binding.covered(look, treaty, articles))

    def _law_of(self, code: str, name: tuple[Hashable, ...], work_out: Callable[[LawOf], Step]) -> Step:
        """A step that hangs on no tie: worked out once for all grounds and all States that ask for it."""
        from besa.core.jurisdiction.look import LawOf

        look = LawOf(self.books, code, self)
        paths = self.books.paths((self.scene.act, *name))
        end = paths.find(look)
        if end is None:
            look.path = {}
            end = paths.keep(look.path, work_out(look))
        return end.found

    def _offence_from(self, day: date) -> Truth:
        turn = self.books.law.time_of(day)
        first, last = self.scene.offence
        return YES if first >= turn else NO if last < turn else UNKNOWN

    def _apart(self, years: int) -> Truth:
        child, offender = self.scene.child_age, self.scene.offender_age
        if child is None or offender is None:
            return UNKNOWN
        if offender.most - child.least <= years:
            return YES
        return NO if offender.least - child.most > years else UNKNOWN

    def _not_exact(self, _about: Any) -> tuple[str, ...]:
        ages = (("child.age", self.scene.child_age), ("offender.age", self.scene.offender_age))
        return tuple(fact for fact, age in ages if age is None or age.least != age.most)


_ANSWERS: Final[dict[str, Callable[[SceneAnswers, Any], Any]]] = {
    "fact": SceneAnswers._fact,
    "held": SceneAnswers._held,
    "in_force": SceneAnswers._in_force,
    "punishable": SceneAnswers._punishable,
    "locus": SceneAnswers._locus,
    "covered": SceneAnswers._covered,
    "offence_from": SceneAnswers._offence_from,
    "apart_at_most": SceneAnswers._apart,
    "ages_not_exact": SceneAnswers._not_exact,
    "child_under": lambda self, years: younger(self.scene.child_age, years),
    "child_under_on_decision": lambda self, years: younger(self.scene.child_age_on_decision, years),
    "offender_under": lambda self, years: younger(self.scene.offender_age, years),
    "shown": lambda self, _about: self.scene.depiction,
    "given": lambda self, words: words in self.scene.given,
    "conduct": lambda self, _about: self.scene.conduct,
}

"""What a case answers to questions that are the same for every State: ages, means, days, and the law of a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.asking import Known, Pair, Question, Scope, Shelf
from besa.core.jurisdiction.books import Books, Edition
from besa.core.jurisdiction.facts import Ages
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth
from besa.core.jurisdiction.view import Scene

if TYPE_CHECKING:
    from besa.core.jurisdiction.look import LawOf

# Their answers are told apart by identity: Books gives equal ones as the same object.
_BY_IDENTITY: Final = ("in_force_elsewhere", "punishable", "locus", "covered")


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
        self.known: Known = {}

    def edition(self, code: str) -> Edition:
        """The law of a State at the times of this scene."""
        return self.books.edition(code, self.scene.offence, self.scene.decision)

    def answer(self, question: Question) -> Pair:
        value = _ANSWERS[question.kind](self, question.about)
        found = (id(value) if question.kind in _BY_IDENTITY else value, value)
        self.known[question] = found
        return found

    def _fact(self, word: Any) -> Truth:
        found: Truth = getattr(self.scene, word)
        return found

    def _in_force_elsewhere(self, about: Any) -> Any:
        treaty, code = about
        question = self.books.question("in_force", (treaty, True), Scope.LAW)
        edition = self.edition(code)
        return (edition.known.get(question) or edition.answer(question))[1]

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
        shelf: Shelf[Step] = self.books.shelf(self.scene.act, *name)
        found = shelf.find(look)
        if found is None:
            look.path = {}
            found = self.books.same(work_out(look))
            shelf.keep(look, look.path, found)
        return found

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
    "in_force_elsewhere": SceneAnswers._in_force_elsewhere,
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
    "years_since_under": lambda self, years: younger(self.scene.years_since, years),
    "given": lambda self, words: words in self.scene.given,
    "conduct": lambda self, _about: self.scene.conduct,
}

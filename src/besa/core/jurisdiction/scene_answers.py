"""What a case answers to questions that are the same for every State: ages, means, days, and the law of a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.asking import Known, Paths, Question, Said, Scope, plainly
from besa.core.jurisdiction.books import Books, Edition
from besa.core.jurisdiction.facts import Ages
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth
from besa.core.jurisdiction.patterns import Reasoning, Trail
from besa.core.jurisdiction.view import Scene

if TYPE_CHECKING:
    from besa.core.jurisdiction.look import LawOf


def younger(age: Ages | None, than: int) -> Truth:
    """Whether an age that is known only roughly is below a number of years."""
    if age is None:
        return UNKNOWN
    return YES if age.most < than else NO if age.least >= than else UNKNOWN


class SceneAnswers:
    """A scene, and every answer it has given; each is a pair: how it is looked up, and what it is."""

    __slots__ = ("_editions", "_nobody", "_reasonings", "books", "known", "scene")

    def __init__(self, books: Books, scene: Scene) -> None:
        self.books = books
        self.scene = scene
        self.known: Known = {}
        self._editions = books.editions(scene.offence, scene.decision)
        self._reasonings = books.of_act(scene.act)
        self._nobody: LawOf | None = None

    def edition(self, code: str) -> Edition:
        """The law of a State at the times of this scene."""
        return self._editions.get(code) or self._editions.read(code)

    def answer(self, question: Question, asker: LawOf | None = None) -> Said:
        """An answer that was not given yet; `asker`: the State that asks, whose law is at hand."""
        kept = self._reasonings.get(question)
        if kept is not None:
            found = self._step(*kept, asker)
        elif (plain := PLAIN.get(question.kind)) is not None:
            found = plainly(plain(self, question.about))
        elif question.kind in _STEPS:
            found = self._step(*self._begin(question), asker)
        else:
            found = _OTHER[question.kind](self, question.about)
        self.known[question] = found
        return found

    def _begin(self, question: Question) -> tuple[str, Reasoning]:
        whose, work_out = _STEPS[question.kind]
        about: Any = question.about
        reasoning = Reasoning(self.books, lambda look: work_out(look, about), self.books.said)
        found = self._reasonings[question] = (whose(about), reasoning)
        return found

    def _step(self, code: str, reasoning: Reasoning, asker: LawOf | None) -> Said:
        """A step that hangs on no tie: worked out once for all grounds and all States that ask for it."""
        look = asker if asker is not None and asker.code == code else self._look(code)
        found: Said | None = reasoning.found(look)
        # Whoever asks is in the middle of a reasoning of its own, and has ties.
        return reasoning.begin(self._look(code))[0] if found is None else found

    def _look(self, code: str) -> LawOf:
        from besa.core.jurisdiction.look import LawOf

        return LawOf(self.books, code, self)

    def _in_force_elsewhere(self, about: Any) -> Said:
        treaty, code = about
        question = self.books.question("in_force", (treaty, True), Scope.LAW)
        edition = self.edition(code)
        return self.books.said((edition.known.get(question) or edition.answer(question))[1])

    def _covered_everywhere(self, about: Any) -> Said:
        """The same for every State, or OPEN when it hangs on the law of a State."""
        treaty, articles = about
        look = self._nobody
        if look is None:
            look = self._nobody = self._look("")
        paths: Paths[Said] = self.books.paths("covered", self.scene.act, treaty, articles)
        found = paths.find(look)
        if found is None:
            look = self._look("")
            trail = look.trail = Trail()
            step = binding.covered(look, treaty, articles)
            found = paths.keep_if(Scope.SCENE, trail.path, self.books.said(step))
        return found

    def _fact(self, word: Any) -> Truth:
        found: Truth = getattr(self.scene, word)
        return found

    def _offence_from(self, day: date) -> Truth:
        return self._not_before(day, self.scene.offence)

    def _travelled_since(self, day: date) -> Truth:
        return self._not_before(day, self.scene.journey)

    def _not_before(self, day: date, time: tuple[int, int]) -> Truth:
        turn = self.books.law.time_of(day)
        first, last = time
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


# What the scene itself says; the rest is worked out from it and the law.
PLAIN: Final[dict[str, Callable[[SceneAnswers, Any], Any]]] = {
    "fact": SceneAnswers._fact,
    "offence_from": SceneAnswers._offence_from,
    "travelled_since": SceneAnswers._travelled_since,
    "apart_at_most": SceneAnswers._apart,
    "ages_not_exact": SceneAnswers._not_exact,
    "child_under": lambda self, years: younger(self.scene.child_age, years),
    "child_under_on_decision": lambda self, years: younger(self.scene.child_age_on_decision, years),
    "offender_under": lambda self, years: younger(self.scene.offender_age, years),
    "shown": lambda self, _about: self.scene.depiction,
    "years_since_under": lambda self, years: younger(self.scene.years_since, years),
    "given": lambda self, words: words in self.scene.given,
    "conduct": lambda self, _about: self.scene.conduct,
    "act": lambda self, _about: self.scene.act,
    "act_in": lambda self, acts: self.scene.act in acts,
    "limitation": lambda self, _about: self.books.law.acts.by_code[self.scene.act].limitation,
}
# Whose law such a step asks, and how it is worked out.
_STEPS: Final[dict[str, tuple[Callable[[Any], str], Callable[[LawOf, Any], Step]]]] = {
    "punishable": (lambda code: code, lambda look, _code: look.work_out_punishable()),
    "locus": (lambda _about: "", lambda look, _about: look.work_out_locus()),
    "covered": (itemgetter(0), lambda look, about: binding.covered(look, about[1], about[2])),
}
_OTHER: Final[dict[str, Callable[[SceneAnswers, Any], Said]]] = {
    "in_force_elsewhere": SceneAnswers._in_force_elsewhere,
    "covered_everywhere": SceneAnswers._covered_everywhere,
}

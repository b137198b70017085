"""One State's law, looked at from one case: what its cells say on the day, and what follows for the facts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.asking import Question, Said, Scope
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import Held
from besa.core.jurisdiction.conditions.evaluating import evaluate
from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.facts import HIGH_SEAS
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, all_of, any_of, not_, of
from besa.core.jurisdiction.patterns import Trail
from besa.core.jurisdiction.scene_answers import SceneAnswers
from besa.core.jurisdiction.ties import Ties
from besa.core.jurisdiction.view import ASKS_FOR, TIES, View

_COMPARED: Final[Mapping[str, Callable[[int, int, int], bool]]] = {
    "max_penalty_at_least": lambda least, most, years: most >= years,
    "max_penalty_over": lambda least, most, years: most > years,
    "min_penalty_at_least": lambda least, most, years: least >= years,
}
_PENALTY: Final = "penalty."
# What dual criminality means where no law of a place exists, texts that do not say so leave open.
_NO_STATE: Final = "law of a place of no State"
_PRESENCE: Final = ("offender_present", "offender_present_or_extradited")


@cache
def _fact(word: str, truth: Truth, *, to_meet: bool) -> Step:
    return Step(truth, word, facts=ASKS_FOR[word], to_meet=to_meet)


class LawOf:
    """Answers what conditions ask of one State: implements conditions.evaluating.Look.

    `seen` is None when a State is only asked whether it punishes the act; `treaty` is set while a treaty is read, as
    some words speak of the other Parties of the same treaty; `where` names the cell whose condition is read.
    `presence_may_come`: absence is then a condition still to be met, because people are surrendered.
    Nothing of the case, and no cell, is read but through `ask`; while there is a `trail`, every question and answer is
    noted there. What is read of `state` besides must come after a question on its law: until then all States are alike.
    """

    __slots__ = (
        "books", "code", "edition", "known", "law", "now", "presence_may_come", "shared", "state", "ties", "trail",
        "treaty", "where",
    )  # fmt: skip

    def __init__(self, books: Books, code: str, shared: SceneAnswers, seen: View | Ties | None = None) -> None:
        self.books = books
        self.law = books.law
        self.code = code
        self.state = self.law.states.get(code)
        self.shared = shared
        self.ties = seen if isinstance(seen, Ties) else books.ties(seen)
        self.edition = shared.edition(code)
        self.known = (self.ties.known, self.edition.known, shared.known)
        self.treaty = ""
        self.where = ""
        self.presence_may_come = False
        self.now = False
        self.trail: Trail | None = None

    # What the case itself says.

    def ask(self, kind: str, about: Hashable = None, scope: Scope = Scope.SCENE) -> Any:
        """The answer to one question."""
        question = self.books.question(kind, about, scope)
        said = self.known[scope].get(question) or self.answer(question)
        return said[1] if self.trail is None else self.trail.note(question, said)

    def answer(self, question: Question) -> Said:
        """An answer that was not given yet."""
        if question.scope == Scope.SCENE:
            return self.shared.answer(question, self)
        if question.kind == "bond":
            found = self.ties.known[question] = self._bond(question)
            return found
        return (self.ties if question.scope == Scope.TIES else self.edition).answer(question)

    def _bond(self, question: Question) -> Said:
        paths = self.books.paths(question)
        found: Said | None = paths.find(self)
        if found is None:
            look = LawOf(self.books, self.code, self.shared, self.ties)
            _name, look.presence_may_come = question.about  # type: ignore[misc]
            trail = look.trail = Trail()
            step = self.books.bonds[question](look)
            found = paths.keep_if(Scope.TIES, trail.path, self.books.said(step))
        return found

    @property
    def act(self) -> str:
        """The act, for what is kept for each act by itself; anything else asks for it."""
        return self.shared.scene.act

    def act_in(self, acts: tuple[str, ...]) -> bool:
        return self.ask("act_in", acts)  # type: ignore[no-any-return]

    def child_under(self, years: int) -> Truth:
        return self.ask("child_under", years)  # type: ignore[no-any-return]

    def child_under_on_decision(self, years: int) -> Truth:
        return self.ask("child_under_on_decision", years)  # type: ignore[no-any-return]

    def offender_under(self, years: int) -> Truth:
        return self.ask("offender_under", years)  # type: ignore[no-any-return]

    def apart_at_most(self, years: int) -> Truth:
        return self.ask("apart_at_most", years)  # type: ignore[no-any-return]

    def ages_not_exact(self) -> tuple[str, ...]:
        return self.ask("ages_not_exact")  # type: ignore[no-any-return]

    def shown(self) -> str | None:
        return self.ask("shown")  # type: ignore[no-any-return]

    def is_given(self, words: str) -> bool:
        return self.ask("given", words)  # type: ignore[no-any-return]

    def offence_from(self, day: date) -> Truth:
        return self.ask("offence_from", day)  # type: ignore[no-any-return]

    def travelled_since(self, day: date) -> Truth:
        return self.ask("travelled_since", day)  # type: ignore[no-any-return]

    def years_since_offence_under(self, years: int) -> Truth:
        return self.ask("years_since_under", years)  # type: ignore[no-any-return]

    def in_force(self, treaty: str, code: str = "", *, now: bool = False) -> Step:
        """Whether a treaty binds the State (or another) at the time of the offence, or on the day of the decision."""
        if code and code != self.code:
            assert now, "what binds another State matters on the day of the decision only"
            return self.ask("in_force_elsewhere", (treaty, code))  # type: ignore[no-any-return]
        return self.ask("in_force", (treaty, now), Scope.LAW)  # type: ignore[no-any-return]

    def bond(self, name: str, work_out: Callable[[LawOf], Step]) -> Step:
        """What ties the State to the case. The same step for all States that are tied alike, and others hang on its
        truth only; unless it hangs on more than ties, and is then a part of whatever asks for it."""
        about = (name, self.presence_may_come)
        self.books.bonds.setdefault(self.books.question("bond", about, Scope.TIES), work_out)
        found: Step | None = self.ask("bond", about, Scope.TIES)
        return work_out(self) if found is None else found

    def fact(self, word: str) -> Step:
        truth = self.ask("tie", word, Scope.TIES) if word in TIES else self.ask("fact", word)
        if self.presence_may_come and word in _PRESENCE and truth != YES:
            return _fact(word, YES, to_meet=True)
        return _fact(word, truth, to_meet=False)

    # What the State's cells say.

    def own_cell(self, name: str) -> Step:
        """Whether a cell of the State's law is a yes at the time of the offence."""
        return self._read(f"{self.code}.law.{name}", "cell", name)

    def own_cell_on_decision(self, name: str) -> Step:
        """The same on the day of the decision."""
        self.now = True
        try:
            return self._read(f"{self.code}.law.{name}", "cell", name)
        finally:
            self.now = False

    def _held(self, ident: str) -> Held:
        return self.ask("held", (ident, self.now), Scope.LAW)  # type: ignore[no-any-return]

    def own_numbers(self, name: str) -> tuple[tuple[int, ...], Step]:
        """The age that the State has set, or those that sources contradict each other on, and the step it stands in."""
        ident = f"{self.code}.law.{name}"
        found = self._held(ident)
        if found.claim is not None and isinstance(found.claim.value, int):
            return (found.claim.value,), Step(YES, "cell", name, cells=(ident,))
        return found.either, Step(UNKNOWN, "cell", name, cells=(ident,), why=found.why or "no_number")

    def reserved(self, key: str) -> Step:
        return self._read(f"{self.code}.reservations.{key}", "reserved", key)

    def applies(self, treaty: str) -> Step | None:
        """When the State applies a treaty; nothing where nobody recorded a limit."""
        if self.state is None or treaty not in self.state.applies:
            return None
        return self._read(f"{self.code}.treaties.{treaty}.applies", "applies", treaty)

    def territory_viewed_differently(self) -> Iterator[Step]:
        """Where the State and the authorities of the place do not agree whose territory it is, no side is taken."""
        seen = self.fact("locus_viewed_differently")
        if seen.truth != NO and (cells := self.ask("views", scope=Scope.LAW)):
            yield all_of((seen, Step(UNKNOWN, "viewed_differently", cells=cells)), "localised")

    def deals_with(self, other: str) -> Step:
        """Whether the State deals with another as with a Party of the same treaty; it does unless a cell says so."""
        if self.state is None or other not in self.state.relations:
            return Step(YES, "always")
        return self._read(f"{self.code}.relations.{other}", "deals_with", other)

    def condition_for(self, name: str, ground: str) -> Step:
        """What a cell asks besides for one ground; unknown when nobody wrote it down."""
        ident = f"{self.code}.law.{name}"
        found = self._held(ident)
        claim = found.claim
        if claim is None or (claim.value == "conditional" and claim.when_for is None):
            return Step(UNKNOWN, "cell", name, cells=(ident,), why=found.why or "unwritten")
        wanted = dict(claim.when_for or ()).get(ground)
        if wanted is None:
            return Step(YES, "nothing_besides", name, cells=(ident,))
        return all_of([self._within(ident, wanted)], "condition", name, cells=(ident,))

    def _read(self, ident: str, word: str, value: object) -> Step:
        found = self._held(ident)
        claim = found.claim
        if claim is None:
            return Step(UNKNOWN, word, value, cells=(ident,), why=found.why)
        if claim.value == "conditional":
            if claim.when is None:
                return Step(UNKNOWN, word, value, cells=(ident,), why="unwritten")
            step = self._within(ident, claim.when)
            return Step(step.truth, word, value, cells=(ident,), parts=(step,))
        if claim.value == "yes" and claim.when is not None:
            step = self._within(ident, claim.when)
            return Step(step.truth, word, value, cells=(ident,), parts=(step,))
        return Step(of(claim.value not in ("no", "not_applicable")), word, value, cells=(ident,))

    def _within(self, ident: str, expression: Expression) -> Step:
        before, self.where = self.where, ident
        try:
            return evaluate(expression, self)
        finally:
            self.where = before

    def party_to(self, treaty: str) -> Step:
        return self.in_force(treaty)

    def penalty(self, word: str, years: int) -> Step:
        """Whether the penalty that fits the act is so high; unknown when none is known to fit."""
        compare = _COMPARED[word]
        rows = [] if self.state is None else [name for name in self.state.law if name.startswith(_PENALTY)]
        steps = []
        for name in rows:
            ident = f"{self.code}.law.{name}"
            found = self._held(ident)
            if found.claim is None or not isinstance(found.claim.value, tuple):
                steps.append((UNKNOWN, Step(UNKNOWN, "penalty", name, cells=(ident,), why=found.why)))
                continue
            applies = self._within(ident, found.claim.when) if found.claim.when else Step(YES, "always")
            if applies.truth == NO:
                continue
            enough = of(compare(*found.claim.value, years))
            truth = enough if applies.truth == YES else UNKNOWN
            steps.append((truth, Step(truth, "penalty", found.claim.value, cells=(ident,), parts=(applies,))))
        truths = {truth for truth, _step in steps}
        if len(truths) == 1:
            return Step(truths.pop(), word, years, parts=tuple(step for _truth, step in steps))
        if not steps:
            ident = f"{self.code}.law.{_PENALTY}{self.ask('act')}"
            return Step(UNKNOWN, word, years, cells=(ident,), why=self._held(ident).why)
        return Step(UNKNOWN, word, years, parts=tuple(step for _truth, step in steps))

    # What follows from both.

    def worked_out(self, word: str) -> Step:
        if word == "punishable_at_locus":
            return self.punishable_at_locus()
        if word == "treaty_offence":
            return binding.treaty_offence(self)
        if word == "exempt_close_in_age":
            return self._exempt()
        return self._asked_by_party(word)

    def _exempt(self) -> Step:
        furthest = self.law.acts.close_in_age_never_reaches
        if self.apart_at_most(furthest - 1) == NO:
            return Step(NO, "exempt_close_in_age", furthest, facts=("child.age", "offender.age"), why="premise")
        step = self.own_cell("close_in_age")
        return Step(step.truth, "exempt_close_in_age", parts=(step,))

    def punishable(self) -> Step:
        """Whether this State's own law punishes the act."""
        return self.ask("punishable", self.code)  # type: ignore[no-any-return]

    def work_out_punishable(self) -> Step:
        """The same, from the beginning."""
        act = self.law.acts.by_code[self.act]
        before, self.where = self.where, f"acts.{act.code}"
        try:
            step = evaluate(act.punishable, self)
        finally:
            self.where = before
        if step.truth == NO:
            return Step(NO, "punishable", (self.act, self.code), parts=(step,))
        return all_of((step, *self._attempt()), "punishable", (self.act, self.code))

    def _attempt(self) -> Iterator[Step]:
        tried = self.fact("attempted")
        if tried.truth != NO:
            yield any_of((not_(tried), self.own_cell("attempt")))

    def punishable_at_locus(self) -> Step:
        """Whether the law of a place where the offender acted punishes the act."""
        return self.ask("locus")  # type: ignore[no-any-return]

    def covered(self, treaty: str, articles: tuple[str, ...] | None = None) -> Step:
        """Whether the act is an offence of the treaty, or of some of its articles."""
        everywhere = self.ask("covered_everywhere", (treaty, articles))
        if everywhere is not None:
            return everywhere  # type: ignore[no-any-return]
        return self.ask("covered", (self.code, treaty, articles))  # type: ignore[no-any-return]

    def work_out_locus(self) -> Step:
        """Whether the place punishes the act, from the beginning."""
        places = self.ask("conduct")
        parts = [self.ask("punishable", code) for code in sorted(places.states - {HIGH_SEAS})]
        if places.more or places.perhaps:
            parts.append(Step(UNKNOWN, "place_unknown", facts=("places.conduct",)))
        if not parts:
            parts.append(Step(UNKNOWN, "place_of_no_state", cells=(_NO_STATE,)))
        if self.ask("fact", "said_to_punish") == YES:
            parts.append(Step(YES, "said_to_punish", facts=("places.punished",)))
        return any_of(parts, "punishable_at_locus")

    def _asked_by_party(self, word: str) -> Step:
        """Whether a Party of the treaty that is read asked for the offender, or was refused because of nationality."""
        asked = self.ask("asked", scope=Scope.TIES)
        if asked is None:
            return Step(UNKNOWN, word, facts=("extradition",))
        parts = []
        for one in asked:
            truth = one.requested if word == "extradition_requested_by_party" else one.refused_for_nationality
            if truth == NO:
                continue
            request = Step(truth, word, one.asking, facts=("extradition",))
            if self.treaty:
                other = self.in_force(self.treaty, one.asking, now=True)
                parts.append(all_of((request, other, self.deals_with(one.asking))))
            else:
                parts.append(request)
        return any_of(parts, word) if parts else Step(NO, word, facts=("extradition",))

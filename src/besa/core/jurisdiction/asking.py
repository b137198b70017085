"""Answers kept by what was asked for them: a tree of questions, grown as cases come, that leads to an answer again.

Whoever works out an answer asks one question after the other; which comes next hangs only on the answers so far. So
questions and answers are a path, and two cases that answer alike on the path end alike. This is why a case can be
assessed in a fraction of a millisecond without any part of the reasoning being left out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import IntEnum
from itertools import pairwise, takewhile
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from besa.core.jurisdiction.logic import Truth

Found = TypeVar("Found")


class Scope(IntEnum):
    """Whose answer it is: the State's ties to the case, its law at the time, or the case as every State sees it."""

    TIES = 0
    LAW = 1
    SCENE = 2


_LAW: Final = Scope.LAW


class Question:
    """One question, the same object whenever it is asked."""

    __slots__ = ("about", "kind", "scope")

    def __init__(self, kind: str, about: Hashable, scope: Scope) -> None:
        self.kind = kind
        self.about = about
        self.scope = int(scope)  # a plain number finds its place in a tuple quicker


# Told exactly (equal answers are told alike), what it is, and told roughly: of a step only what others can hang on.
Said: TypeAlias = tuple[Hashable, Any, Hashable]
EXACTLY: Final = 0
ROUGHLY: Final = 2
Known: TypeAlias = dict[Question, Said]
Path: TypeAlias = dict[Question, Said]


# The answers that are given most, made once.
_TRUTHS: Final[dict[Any, Said]] = {truth: (truth, truth, truth) for truth in Truth}


def plainly(value: Any) -> Said:
    """An answer that is told by itself."""
    return _TRUTHS[value] if type(value) is Truth else (value, value, value)


# What hangs on more than was looked at.
OPEN: Final = plainly(None)


class Asked(Protocol):
    """Whoever answers questions; `known` are the answers given so far, by scope."""

    @property
    def known(self) -> tuple[Known, Known, Known]: ...
    @property
    def edition(self) -> Hashable: ...
    def answer(self, question: Question) -> Said: ...


class Fork(dict[Hashable, Any]):
    """A question, and where each answer leads. One object and not two: there may be a million of them."""

    __slots__ = ("question",)

    def __init__(self, question: Question) -> None:
        self.question = question


class Paths(Generic[Found]):
    """Answers of one kind. `find` walks the questions; `keep` adds a path that was not there.

    `told`: how the answers on the way are told apart, EXACTLY or ROUGHLY. `first` is where they begin.
    """

    __slots__ = ("_told", "first")

    def __init__(self, told: int = EXACTLY) -> None:
        self._told = told
        self.first: Fork | Found | None = None

    def find(self, asked: Asked) -> Found | None:
        step: Any = self.first
        known = asked.known
        told = self._told
        while type(step) is Fork:
            question = step.question
            said = known[question.scope].get(question) or asked.answer(question)
            step = step.get(said[told])
        return step  # type: ignore[no-any-return]

    def keep(self, path: Mapping[Question, Said], found: Found) -> None:
        """Add what was found at the end of its questions and answers, in the order they were asked."""
        told = self._told
        steps = [(question, said[told]) for question, said in path.items()]
        if not steps:
            self.first = found
            return
        if self.first is None:
            self.first = Fork(steps[0][0])
        fork: Any = self.first
        for (_question, answer), (following, _answer) in pairwise(steps):
            fork = fork.get(answer) or fork.setdefault(answer, Fork(following))
        fork[steps[-1][1]] = found

    def keep_if(self, scope: Scope, path: Mapping[Question, Said], found: Found) -> Found:
        """Keep what hangs on one scope alone; of anything else that it is OPEN, as soon as that scope ends."""
        end: Any = found if all(question.scope == scope for question in path) else OPEN
        self.keep(dict(takewhile(lambda asked: asked[0].scope == scope, path.items())), end)
        return end  # type: ignore[no-any-return]


class ByLaw(Generic[Found]):
    """Something kept for each state of a State's law, as far as it is read: `at` begins one where there is none.

    What is read of the law is learned as answers are worked out; two times between which none of it changed share what
    is kept. When more is read than was known, times were told apart too coarsely, and all begins anew.
    """

    __slots__ = ("_begin", "_by_answers", "_by_edition", "_reads")

    def __init__(self, begin: Callable[[], Found]) -> None:
        self._begin = begin
        self._reads: dict[Question, None] = {}
        self._by_answers: dict[tuple[Hashable, ...], Found] = {}
        self._by_edition: dict[Hashable, Found] = {}

    def at(self, asked: Asked) -> Found:
        found = self._by_edition.get(asked.edition)
        if found is None:
            known = asked.known[_LAW]
            law = tuple([(known.get(one) or asked.answer(one))[EXACTLY] for one in self._reads])
            found = self._by_answers.get(law)
            if found is None:
                found = self._by_answers[law] = self._begin()
            self._by_edition[asked.edition] = found
        return found

    def learn(self, path: Mapping[Question, Said]) -> Iterable[Any]:
        """Note what a path reads of the law; gives the editions for which nothing is kept any more."""
        more = [question for question in path if question.scope == _LAW and question not in self._reads]
        if not more:
            return ()
        self._reads.update(dict.fromkeys(more))
        self._by_answers.clear()
        forgotten, self._by_edition = self._by_edition, {}
        return forgotten

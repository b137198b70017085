"""Answers kept by what was asked for them: a tree of questions, grown as cases come, that leads to an answer again.

Whoever works out an answer asks one question after the other; which comes next hangs only on the answers so far. So
questions and answers are a path, and two cases that answer alike on the path end alike. This is why a case can be
assessed in a fraction of a millisecond without any part of the reasoning being left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import IntEnum
from itertools import pairwise
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

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
        self.scope = scope


# How an answer is looked up (equal answers look up alike), and what it is.
Pair: TypeAlias = tuple[Hashable, Any]
Known: TypeAlias = dict[Question, Pair]


class Asked(Protocol):
    """Whoever answers questions; `known` are the answers given so far, by scope."""

    @property
    def known(self) -> tuple[Known, Known, Known]: ...
    @property
    def edition(self) -> Hashable: ...
    def answer(self, question: Question) -> Pair: ...


class _Fork:
    __slots__ = ("question", "ways")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.ways: dict[Hashable, Any] = {}


class Paths(Generic[Found]):
    """Answers of one kind. `find` walks the questions; `keep` adds a path that was not there."""

    __slots__ = ("_first",)

    def __init__(self) -> None:
        self._first: _Fork | Found | None = None

    def find(self, asked: Asked) -> Found | None:
        step: Any = self._first
        known = asked.known
        while type(step) is _Fork:
            question = step.question
            pair = known[question.scope].get(question) or asked.answer(question)
            step = step.ways.get(pair[0])
        return step  # type: ignore[no-any-return]

    def keep(self, path: Mapping[Question, Hashable], found: Found) -> None:
        """Add what was found at the end of its questions and answers, in the order they were asked."""
        steps = list(path.items())
        if not steps:
            self._first = found
            return
        if self._first is None:
            self._first = _Fork(steps[0][0])
        fork: Any = self._first
        for (_question, answer), (following, _answer) in pairwise(steps):
            fork = fork.ways.setdefault(answer, _Fork(following))
        fork.ways[steps[-1][1]] = found


class Shelf(Generic[Found]):
    """Answers of one kind of one State: first by all that the kind reads of its law, then by the path to the case.

    What is read of the law is learned as answers are worked out; two times between which none of it changed share one
    tree. When a path reads more than was known, older paths were told apart too coarsely, and the shelf begins anew.
    """

    __slots__ = ("_by_answers", "_by_edition", "_reads")

    def __init__(self) -> None:
        self._reads: dict[Question, None] = {}
        self._by_answers: dict[tuple[Hashable, ...], Paths[Found]] = {}
        self._by_edition: dict[Hashable, Paths[Found]] = {}

    def find(self, asked: Asked) -> Found | None:
        return (self._by_edition.get(asked.edition) or self._paths(asked)).find(asked)

    def _paths(self, asked: Asked) -> Paths[Found]:
        known = asked.known[_LAW]
        law = tuple([(known.get(one) or asked.answer(one))[0] for one in self._reads])
        found = self._by_answers.get(law)
        if found is None:
            found = self._by_answers[law] = Paths()
        self._by_edition[asked.edition] = found
        return found

    def keep(self, asked: Asked, path: Mapping[Question, Hashable], found: Found) -> None:
        read = [question for question in path if question.scope is _LAW and question not in self._reads]
        if read:
            self._reads.update(dict.fromkeys(read))
            self._by_answers, self._by_edition = {}, {}
        self._paths(asked).keep(
            {question: answer for question, answer in path.items() if question.scope is not _LAW}, found
        )

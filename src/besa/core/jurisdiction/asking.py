"""Answers kept by what was asked for them: a tree of questions, grown as cases come, that leads to an answer again.

Whoever works out an answer asks the case one question after the other; which comes next hangs only on the answers so
far. So questions and answers are a path, and two cases that answer alike on the path end alike. This is
why a case can be assessed in a fraction of a millisecond without any part of the reasoning being left out.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise
from typing import Any, Final, Generic, Protocol, TypeVar

Found = TypeVar("Found")
# Paths kept before a tree begins anew: cases of a year do not come near it, a flood of invented ones would.
_MOST: Final = 20_000


class Question:
    """One question to a case, the same object whenever it is asked; `of_state`: its answer differs by State."""

    __slots__ = ("about", "kind", "of_state")

    def __init__(self, kind: str, about: Hashable, *, of_state: bool) -> None:
        self.kind = kind
        self.about = about
        self.of_state = of_state


class Asked(Protocol):
    """Whoever answers questions: pairs of how an answer is looked up and what it is, kept once they were given."""

    @property
    def known_of_state(self) -> dict[Question, tuple[Hashable, Any]]: ...
    @property
    def known_of_all(self) -> dict[Question, tuple[Hashable, Any]]: ...
    def answer(self, question: Question) -> tuple[Hashable, Any]: ...


class _Fork:
    __slots__ = ("question", "ways")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.ways: dict[Hashable, Any] = {}


class End(Generic[Found]):
    """Where a path ends. `by_ties`: nothing but the State's ties was asked on the way."""

    __slots__ = ("by_ties", "found")

    def __init__(self, found: Found, *, by_ties: bool) -> None:
        self.found = found
        self.by_ties = by_ties


class Paths(Generic[Found]):
    """Answers of one kind. `find` walks the questions; `keep` adds a path that was not there."""

    __slots__ = ("_first", "_kept")

    def __init__(self) -> None:
        self._first: _Fork | End[Found] | None = None
        self._kept = 0

    def find(self, asked: Asked) -> End[Found] | None:
        step = self._first
        of_state, of_all = asked.known_of_state, asked.known_of_all
        while type(step) is _Fork:
            question = step.question
            pair = (of_state if question.of_state else of_all).get(question) or asked.answer(question)
            step = step.ways.get(pair[0])
        return step  # type: ignore[return-value]

    def keep(self, path: dict[Question, Hashable], found: Found) -> End[Found]:
        """Add what was found at the end of its questions and answers, in the order they were asked."""
        if self._kept >= _MOST:
            self._first, self._kept = None, 0
        self._kept += 1
        end = End(found, by_ties=all(question.of_state for question in path))
        steps = list(path.items())
        if not steps:
            self._first = end
            return end
        if self._first is None:
            self._first = _Fork(steps[0][0])
        fork = self._first
        for (_question, answer), (following, _answer) in pairwise(steps):
            fork = fork.ways.setdefault(answer, _Fork(following))  # type: ignore[union-attr]
        fork.ways[steps[-1][1]] = end  # type: ignore[union-attr]
        return end

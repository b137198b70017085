"""What is wrong with what somebody wrote: a message and its values kept apart, so that it is said in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

Say = Callable[..., str]
KNOWN: Final = "{problem}; known are {known}"


def messages() -> Iterator[str]:
    """What is said around every problem; the problems themselves stand where they are raised."""
    yield KNOWN


class Word(str):
    """A value that is a message itself: "a list", where most values are codes and names that stay as they are."""

    __slots__ = ()


class Problem(ValueError):
    """`place` says where it stands (a cell, a part of a case file; may be empty), `cure` in English what to do.

    The message is a template when there are values: `Problem("", "'{word}' is not known", word="moon")`.
    What is `known` is named after the message, unless the message names it itself.
    """

    def __init__(self, place: str, message: str, /, **values: Any) -> None:
        self.place = place
        self.message = message
        self.values = values
        self.cure = self.told(_in_english)
        super().__init__(f"{place}: {self.cure}" if place else self.cure)

    def told(self, say: Say, *, short: bool = False) -> str:
        """What to do, in the words of `say`; `short` without what is known, where that stands beside it."""
        known = self.values.get("known")
        apart = known is not None and "{known}" not in self.message
        values = {name: say(one) if isinstance(one, Word) else one for name, one in self.values.items()}
        if apart:
            del values["known"]
        said = say(self.message, **values)
        return say(KNOWN, problem=said, known=known) if apart and not short else said

    def told_with_place(self, say: Say) -> str:
        """The same with its place before it."""
        return f"{self.place}: {self.told(say)}" if self.place else self.told(say)


def _in_english(message: str, /, **values: Any) -> str:
    return message.format(**values) if values else message

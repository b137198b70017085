"""A reform as something to look through: the same law, but for what the reform supposes."""

from __future__ import annotations

from dataclasses import dataclass

from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.gaps.axes import Reform
from besa.core.jurisdiction.logic import YES

AS_IS = "as_is"


@dataclass(frozen=True, slots=True)
class Lens:
    """`in_force`: the treaties that bind at least one State today, and so could bind any."""

    reform: Reform
    in_force: frozenset[str]

    @property
    def name(self) -> str:
        return self.reform.name


def lenses(reforms: tuple[Reform, ...], books: Books, time: tuple[int, int]) -> tuple[Lens, ...]:
    """The reforms, with what they need to know of the law today."""
    law = books.law
    living = frozenset(
        treaty
        for treaty, one in law.treaties.items()
        if not one.binds_members_of and any(books.in_force(treaty, code, time).truth == YES for code in law.states)
    )
    return tuple(Lens(reform, living) for reform in reforms)

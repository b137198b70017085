"""How a State is tied to a case, kept with the answers that follow: many cases look alike from a State."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from besa.core.jurisdiction.asking import Known, Question, Said, plainly
from besa.core.jurisdiction.logic import UNKNOWN
from besa.core.jurisdiction.view import View


class Ties:
    """A view, the same object for all that are equal. Without a view nothing is known of any tie.

    `settled` is for whoever keeps what hangs on the ties.
    """

    __slots__ = ("known", "settled", "view")

    def __init__(self, view: View | None) -> None:
        self.view = view
        self.known: Known = {}
        self.settled: dict[Hashable, Any] = {}

    def answer(self, question: Question) -> Said:
        """A tie (kind `tie`), or what the State was asked to surrender (`asked`)."""
        value: Any
        if self.view is None:
            value = None if question.kind == "asked" else UNKNOWN
        else:
            value = self.view.asked if question.kind == "asked" else getattr(self.view, str(question.about))
        found = self.known[question] = plainly(value)
        return found

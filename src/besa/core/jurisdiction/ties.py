"""How a State is tied to a case, kept with the answers that follow: many cases look alike from a State."""

from __future__ import annotations

from typing import Any

from besa.core.jurisdiction.asking import Known, Pair, Question
from besa.core.jurisdiction.logic import UNKNOWN
from besa.core.jurisdiction.view import View


class Ties:
    """A view, the same object for all that are equal. Without a view nothing is known of any tie."""

    __slots__ = ("known", "view")

    def __init__(self, view: View | None) -> None:
        self.view = view
        self.known: Known = {}

    def answer(self, question: Question) -> Pair:
        """A tie (kind `tie`), or what the State was asked to surrender (`asked`)."""
        value: Any
        if self.view is None:
            value = None if question.kind == "asked" else UNKNOWN
        else:
            value = self.view.asked if question.kind == "asked" else getattr(self.view, str(question.about))
        found = self.known[question] = (value, value)
        return found

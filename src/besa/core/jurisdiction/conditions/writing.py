"""Conditions as they are written in the law's files: the way back from an expression to what YAML holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from besa.core.jurisdiction.conditions.expressions import WITH_VALUE, Expression


def written(expression: Expression) -> Any:
    """What `parse` made this expression of: `parse(written(one)) == one`."""
    if expression.word in ("all", "any"):
        return {expression.word: [written(part) for part in expression.parts]}
    if expression.word == "not":
        return {"not": written(expression.parts[0])}
    if expression.word in WITH_VALUE:
        value = expression.value
        plain = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        return {expression.word: plain}
    return expression.word

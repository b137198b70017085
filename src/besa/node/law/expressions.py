"""What a person typed as a condition or as a figure, read as strictly as a file of the law."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from besa.core.jurisdiction.law import reading, writing
from besa.core.jurisdiction.law.broken import LawBroken

LONGEST: Final = 4_000
_FIGURE: Final = re.compile(r"\d{1,3}")
_RANGE: Final = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def condition(typed: str) -> Any:
    """What stands behind `when:`; None when nothing was typed. Raises LawBroken that names the cure."""
    if not typed.strip():
        return None
    if len(typed) > LONGEST:
        raise LawBroken("", "when", "is longer than {most} characters: write it shorter", most=LONGEST)
    lines = "\n".join(f"  {line}" for line in typed.expandtabs().splitlines())
    # A part that is named once and repeated by its name would grow without end.
    text = f"when:\n{lines}\n"
    raw = reading.parse(text, "")
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=reading.Strict)):
        raise LawBroken("", "when", "'*' repeats a part: write it out instead")
    if set(raw) != {"when"}:
        raise LawBroken("", "when", "must be one condition")
    return raw["when"]


def shown(raw: Any) -> str:
    """A condition of a file as one types it: every alternative on a line of its own where it is long."""
    if raw is None:
        return ""
    line = writing.in_line(raw)
    if not isinstance(raw, dict) or not raw:
        return line
    if len(raw) > 1:
        return "\n".join(writing.block(raw, 0))
    ((word, parts),) = raw.items()
    if len(line) <= 80 or not isinstance(parts, list):
        return line
    return "\n".join([f"{word}:", *(f"- {writing.in_line(part)}" for part in parts)])


def figure(typed: str) -> Any:
    """`16` as an age, `1-5` as a penalty, `2021-03-31` as a day; None for anything else."""
    said = typed.strip()
    if _DAY.fullmatch(said):
        return said
    if _FIGURE.fullmatch(said):
        return int(said)
    between = _RANGE.fullmatch(said)
    return {"min": int(between[1]), "max": int(between[2])} if between else None


def figure_shown(value: Any) -> str:
    """The way back."""
    return f"{value['min']}-{value['max']}" if isinstance(value, dict) else str(value)

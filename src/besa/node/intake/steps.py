"""The questions of the public form, in their order: one a page, only the first needs an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DOORS = ("child", "carer", "other")


@dataclass(frozen=True)
class Step:
    """One question page. `fields` are the names of its answers; `notice` a template shown above them."""

    slug: str
    fields: tuple[str, ...]
    notice: str = ""

    @property
    def number(self) -> int:
        return STEPS.index(self) + 1

    @property
    def first(self) -> bool:
        return self.number == 1


STEPS = (
    Step("what", ("story", "contacts"), notice="intake/parts/pictures.html"),
    Step("where", ("where", "where_other")),
    Step("when", ("when",)),
    Step("who", ("who", "age_band")),
    Step("ongoing", ("ongoing",)),
    Step("before", ("before",)),
    Step("contact", ("how", "time", "avoid")),
    Step("files", (), notice="intake/parts/files.html"),
)
BY_SLUG = {step.slug: step for step in STEPS}
LAST = STEPS[-1]


def door(value: str | None) -> str:
    """`value` if it is one of the three doors, else empty."""
    return value if value in DOORS else ""


def after(step: Step) -> Step | None:
    """The next question, or None when the answers can be looked at."""
    return STEPS[step.number] if step.number < len(STEPS) else None


def before(step: Step) -> Step | None:
    """The question before, or None at the first."""
    return STEPS[step.number - 2] if step.number > 1 else None


def tells_something(answers: Mapping[str, str]) -> bool:
    """Whether there is anything to send: words about what happened, or a link, a name, a number."""
    return bool(answers.get("story", "").strip() or answers.get("contacts", "").strip())

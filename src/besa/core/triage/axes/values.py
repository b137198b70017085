"""The outcome of judging a referral: four axes that stay apart, what each rests on, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

LEVELS = range(5)


class Axis(StrEnum):
    """What a referral is looked at for. There is no sum of these: they answer different questions."""

    DANGER = "danger"
    ACTIONABILITY = "actionability"
    DECAY = "decay"
    NOVELTY = "novelty"


class Certainty(IntEnum):
    """How much of what an axis asks for the referral tells. UNKNOWN is not low: it stands in the middle."""

    UNKNOWN = 0
    PARTLY = 1
    KNOWN = 2


@dataclass(frozen=True, order=True, slots=True)
class Evidence:
    """A place in the referral ("people[1].phones[0]") and, in a text, the characters text[start:end].

    `rule` is then the word rule that found them. Paths follow the fields of `besa.core.formats.Referral`.
    """

    path: str
    start: int = 0
    end: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """One rule that applies: to which level it raises an axis (or lowers it to, for a damper), and its evidence."""

    rule: str
    version: int
    level: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral stands on one axis, 0 to 4. `dampers` are what holds it down; `missing` are open questions."""

    axis: Axis
    level: int
    certainty: Certainty
    reasons: tuple[Ground, ...] = ()
    dampers: tuple[Ground, ...] = ()
    missing: tuple[str, ...] = ()


class Grade(StrEnum):
    """How telling an indicator of trafficking is for its dimension, as the ILO and the Commission graded theirs."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator for which the referral holds evidence. An indicator is not a finding."""

    id: str
    version: int
    dimension: str
    grade: Grade
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Trafficking:
    """Indicators with evidence; the dimensions that together they make positive; and those nothing here can show."""

    indicators: tuple[Indicator, ...] = ()
    dimensions: tuple[str, ...] = ()
    not_computable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Axes:
    """One referral judged. Any override means that a person looks at it now, whatever the axes say.

    `ruleset` names the exact rules (a digest of all that judges).
    """

    danger: Standing
    actionability: Standing
    decay: Standing
    novelty: Standing
    overrides: tuple[Ground, ...]
    trafficking: Trafficking
    ruleset: str

    @property
    def standings(self) -> tuple[Standing, Standing, Standing, Standing]:
        return self.danger, self.actionability, self.decay, self.novelty

"""What follows when several States can act, as values: criteria, consultation, earlier judgments, the interview."""

from __future__ import annotations

from dataclasses import dataclass

from besa.core.jurisdiction.logic import Step, Truth, missing


@dataclass(frozen=True)
class Says:
    """What the facts of the case say of one State to one criterion: each fact with its truth, never a sum."""

    state: str
    facts: tuple[Step, ...]


@dataclass(frozen=True)
class Criterion:
    """One criterion for deciding which State should prosecute. `label`, `text` and `questions` are messages.

    `questions` is what the case does not say and somebody has to ask; `cites` the provisions that it is from.
    """

    id: str
    label: str
    text: str
    says: tuple[Says, ...]
    questions: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Duty:
    """A duty of a treaty and, for each State that can act or may be able to, whether it binds it in this case today.

    `value`: yes when it binds as many of them as it needs (two to consult; one to spare the child).
    """

    id: str
    label: str
    treaty: str
    cites: tuple[str, ...]
    bound: tuple[tuple[str, Step], ...]
    value: Truth

    @property
    def cells_missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cell for _state, step in self.bound for cell in missing(step)[1]))


@dataclass(frozen=True)
class Rule:
    """One rule on earlier proceedings between two States, and whether it bars a second prosecution here."""

    id: str
    label: str
    treaty: str
    cites: tuple[str, ...]
    step: Step

    @property
    def value(self) -> Truth:
        return self.step.truth


@dataclass(frozen=True)
class EarlierProceedings:
    """Proceedings in one State, and what they mean for another. `label` is a message.

    `value`: yes: a rule in force between the two, or the law of the second, bars another prosecution; no: none of them
    does; unknown: see the rules. `own_law` is what the second State's own law says of proceedings abroad: a cell of
    its own, and the grounds that it takes away.
    """

    judged_in: str
    outcome: str
    state: str
    label: str
    value: Truth
    rules: tuple[Rule, ...]
    own_law: tuple[Step, ...]


@dataclass(frozen=True)
class Conflicts:
    """`able`: the States that can act by their own law; `perhaps`: tied ones of which it is not known.

    `earlier` is empty when the case says there are no proceedings; `earlier_known` is False when it says nothing.
    `follows` are messages: what to do when more than one State wants to hear the child.
    """

    able: tuple[str, ...]
    perhaps: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    consultation: tuple[Duty, ...]
    earlier_known: bool
    earlier: tuple[EarlierProceedings, ...]
    interview: tuple[Duty, ...]
    follows: tuple[str, ...]

    @property
    def states(self) -> tuple[str, ...]:
        return (*self.able, *self.perhaps)

    @property
    def several(self) -> bool:
        """Whether more than one State can act, or may be able to."""
        return len(self.states) > 1

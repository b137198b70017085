"""In which order a queue is read: classes with a reason, then one axis after the other. Never one number.

The classes are data (rules/order.yaml): the first whose condition holds is the class of a referral. Inside a class the
steps decide one after the other, and whoever waits longest comes first of two that are equal in everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from besa.core.triage.axes.values import Axes, Axis
from besa.core.triage.rules import RulesWrong, read_mapping

_STEPS = (*Axis, "time-and-place", "signs")
_STRONG, _MOST_SIGNS = 3, 4
_PACKED = 20  # more than any step can reach
_LAST = "9999"


@dataclass(frozen=True)
class QueueClass:
    """`override`: only what a person must see now. `least`: alternatives of lowest levels; none means everything.

    `because`: rules that must all be among the reasons; `spoken`: strong signs of danger must stand in words.
    """

    id: str
    label: str
    override: bool
    least: tuple[Mapping[str, int], ...]
    because: frozenset[str]
    spoken: bool


@dataclass(frozen=True)
class Step:
    """What decides inside a class: an axis; "signs": how many rules see strong signs of danger, up to four;
    "time-and-place": what waiting loses, times who can be found here; or `because`: whether that rule is a reason.
    """

    id: str
    label: str
    because: str = ""


@dataclass(frozen=True)
class QueueOrder:
    classes: tuple[QueueClass, ...]
    steps: tuple[Step, ...]
    waiting: str
    same: str

    def because(self) -> set[str]:
        """Every rule that a class or a step asks for."""
        return {rule for each in self.classes for rule in each.because} | {s.because for s in self.steps if s.because}

    def texts(self) -> Iterator[str]:
        yield from (each.label for each in self.classes)
        yield from (step.label for step in self.steps)
        yield from (self.waiting, self.same)


@dataclass(frozen=True)
class Difference:
    """Why one stands above another: the label of the class or step that decides, and both values.

    `kind`: class, step, waiting or same. For a class, `upper` and `lower` are ids of classes; for a step, numbers.
    """

    kind: str
    label: str
    upper: str
    lower: str


Place = tuple[int, tuple[int, ...], str, str]


def class_of(axes: Axes, order: QueueOrder) -> QueueClass:
    """The class a referral is read in."""
    levels = {standing.axis.value: standing.level for standing in axes.standings}
    reasons = {ground.rule for standing in axes.standings for ground in standing.reasons}
    for each in order.classes:
        if each.override and not axes.overrides:
            continue
        if not each.because <= reasons or (each.spoken and not _spoken(axes)):
            continue
        if not each.least or any(all(levels[axis] >= least for axis, least in one.items()) for one in each.least):
            return each
    return order.classes[-1]


def _spoken(axes: Axes) -> bool:
    return any(each.rule for ground in axes.danger.reasons if ground.level >= _STRONG for each in ground.evidence)


def place(axes: Axes, order: QueueOrder, *, arrived: datetime | None = None, name: str = "") -> Place:
    """What to sort a queue by, lowest first: stable, and total if `name` differs. `arrived` with time zone, in UTC."""
    number = order.classes.index(class_of(axes, order))
    steps = tuple(-_value(axes, step) for step in order.steps)
    return number, steps, arrived.isoformat() if arrived else _LAST, name


def packed(spot: Place) -> int:
    """Class and steps as one number to sort by, lowest first: each step only decides where all before it are equal."""
    number, steps, _, _ = spot
    for step in steps:
        number = number * _PACKED + (_PACKED - 1 + step)
    return number


def unpacked(number: int, order: QueueOrder, *, arrived: datetime | None = None, name: str = "") -> Place | None:
    """The place behind a number of `packed`; None where no class of this order is behind it."""
    steps: list[int] = []
    for _ in order.steps:
        number, step = divmod(number, _PACKED)
        steps.insert(0, step - _PACKED + 1)
    return (
        (number, tuple(steps), arrived.isoformat() if arrived else _LAST, name) if number < len(order.classes) else None
    )


def why_above(upper: Place, lower: Place, order: QueueOrder) -> Difference:
    """The first thing in which two places differ, in words."""
    if upper[0] != lower[0]:
        above, below = order.classes[upper[0]], order.classes[lower[0]]
        return Difference("class", above.label, above.id, below.id)
    for step, ours, theirs in zip(order.steps, upper[1], lower[1], strict=True):
        if ours != theirs:
            return Difference("step", step.label, str(-ours), str(-theirs))
    if upper[2] != lower[2]:
        return Difference("waiting", order.waiting, upper[2], lower[2])
    return Difference("same", order.same, upper[3], lower[3])


def _value(axes: Axes, step: Step) -> int:
    if step.because:
        return any(ground.rule == step.because for standing in axes.standings for ground in standing.reasons)
    if step.id == "time-and-place":
        return axes.decay.level * axes.actionability.level
    if step.id == "signs":
        return min(_MOST_SIGNS, sum(ground.level >= _STRONG for ground in axes.danger.reasons))
    return {standing.axis.value: standing.level for standing in axes.standings}[step.id]


def read_order(path: Path) -> QueueOrder:
    content = read_mapping(path)
    classes, steps = content.get("classes"), content.get("steps")
    if not isinstance(classes, list) or not isinstance(steps, list):
        raise RulesWrong(path.name, "classes", "the order needs classes and steps")
    read = tuple(_class(each, path.name) for each in classes)
    if not read or read[-1].least or read[-1].override or read[-1].because or read[-1].spoken:
        raise RulesWrong(path.name, "classes", "the last class must hold everything: give it no condition")
    for step in steps:
        if step["id"] not in _STEPS and not step.get("because"):
            raise RulesWrong(path.name, "steps", f"'{step['id']}' is no step: use one of {', '.join(_STEPS)}")
    return QueueOrder(
        read,
        tuple(Step(step["id"], step["label"], step.get("because", "")) for step in steps),
        str(content["waiting"]),
        str(content["same"]),
    )


def _class(entry: Mapping[str, object], source: str) -> QueueClass:
    least = entry.get("least", [])
    if not isinstance(least, list) or not all(set(each) <= set(Axis) for each in least):
        raise RulesWrong(source, f"{entry.get('id')}.least", "must be a list of lowest levels by axis")
    because = entry.get("because", [])
    if not isinstance(because, list) or not all(isinstance(each, str) for each in because):
        raise RulesWrong(source, f"{entry.get('id')}.because", "must be a list of rules")
    return QueueClass(
        str(entry["id"]),
        str(entry["label"]),
        entry.get("override") == "yes",
        tuple({axis: int(level) for axis, level in each.items()} for each in least),
        frozenset(because),
        entry.get("spoken") == "yes",
    )

"""What a format could not carry: found by reading back what was written and comparing, so that nothing is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from besa.core.formats.values import Person, Referral, Text

# How a referral arrived is no part of what it says.
_NOT_CONTENT = frozenset({"format"})


@dataclass(frozen=True, slots=True)
class Lost:
    """A value of a referral that does not come back: `where` names the field, `text` is the value."""

    where: str
    text: str


class CannotExpress(Exception):
    """The format has no place for these values of a referral. Nothing of that referral was written."""

    def __init__(self, losses: tuple[Lost, ...]) -> None:
        super().__init__("No place for: " + ", ".join(sorted({loss.where for loss in losses})))
        self.losses = losses


def lost(before: Referral, after: Referral) -> tuple[Lost, ...]:
    """Every value of `before` that `after` has not. The order of people, uploads and the like does not matter."""
    return tuple(_between(_comparable(before), _comparable(after), ""))


def _comparable(referral: Referral) -> dict[str, Any]:
    values = {each.name: getattr(referral, each.name) for each in fields(referral) if each.name not in _NOT_CONTENT}
    # An index says nothing where the order may change: whom an account belongs to is compared instead.
    values["people"] = tuple((replace(person, of=None), _owner(referral, person)) for person in referral.people)
    return values


def _owner(referral: Referral, person: Person) -> Person | None:
    known = person.of is not None and 0 <= person.of < len(referral.people)
    return replace(referral.people[person.of], of=None) if known and person.of is not None else None


def _between(before: Any, after: Any, where: str) -> Iterator[Lost]:
    if before == after:
        return
    if isinstance(before, dict):
        for name, value in before.items():
            yield from _between(value, after.get(name), f"{where}.{name}".removeprefix("."))
    elif isinstance(before, Text):
        if not isinstance(after, Text) or before.text not in after.text:
            yield Lost(f"{where}.text", before.text)
    elif is_dataclass(before):
        for field in fields(before):
            old, new = getattr(before, field.name), getattr(after, field.name, None)
            yield from _between(old, new, f"{where}.{field.name}")
    elif isinstance(before, tuple):
        yield from _among(before, after if isinstance(after, tuple) else (), where)
    elif before not in (None, ""):
        yield Lost(where, str(before))


def _among(before: tuple[Any, ...], after: tuple[Any, ...], where: str) -> Iterator[Lost]:
    """Equal values are paired first, then the rest in order; a text may also stand inside a longer one."""
    left = list(after)
    unpaired = []
    for value in before:
        if value in left:
            left.remove(value)
        else:
            unpaired.append(value)
    for index, value in enumerate(unpaired):
        if isinstance(value, Text) and any(value.text in other.text for other in after):
            continue
        yield from _between(value, left[index] if index < len(left) else None, where)

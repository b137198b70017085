"""Whose entries lead somewhere: not those of the company that reports, its contact person or a police officer."""

from __future__ import annotations

from besa.core.formats import Person, Referral, Role

_FOLLOWED = frozenset({Role.REPORTED, Role.CHILD, Role.RECIPIENT})


def followed(person: Person) -> bool:
    """True for people a report is about, and for accounts that belong to one of them."""
    return person.role in _FOLLOWED or (person.role is Role.OTHER and person.of is not None)


def people_of(referral: Referral) -> list[tuple[int, Person]]:
    """The people a report is about, with their numbers in `Referral.people`."""
    return [(at, person) for at, person in enumerate(referral.people) if followed(person)]

"""What can be wrong with who works here: nobody to receive reports, nobody to stand in, no second step."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator

from besa.node.people import comparison, factor_seals, queries
from besa.node.people.models import DeskKey, Recovery, Staff
from besa.node.people.vouching import KeySwapped
from besa.node.platform import home
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Receiving desk")
def receiving(occasion: Occasion) -> Iterator[Finding]:
    """Reports are sealed to a desk that at least two people can open."""
    desks = [desk for desk in queries.desk_lines() if desk.receives_public]
    if not desks:
        yield Finding(
            "Receiving desk", FAILS, "no desk receives public reports", "Mark one at Desks, on the staff pages."
        )
    for desk in desks:
        few = desk.holders < 2
        yield Finding(
            f"Receiving desk, {desk.name}",
            (FAILS if desk.holders == 0 else WARNING) if few else OK,
            f"{desk.holders} of {desk.members} members hold its key",
            "Add members, and have one who holds the key give it to those who wait." if few else "",
        )


@check("Public keys")
def vouched_keys(occasion: Occasion) -> Iterator[Finding]:
    """Nobody exchanged the public key of a desk, a person or the recovery shares behind the node's back."""
    swapped = []
    rows: list[Recovery | DeskKey | Staff] = [*Recovery.objects.all(), *DeskKey.objects.all(), *Staff.objects.all()]
    for row in rows:
        try:
            _ = row.public
        except (KeySwapped, ValueError) as error:
            swapped.append(str(error))
    yield Finding(
        "Public keys",
        FAILS if swapped else OK,
        f"{len(swapped)} were exchanged" if swapped else "every key was written by this node",
        "Somebody wrote to the database. Keep a copy, find out who, and restore the keys from a backup."
        if swapped
        else "",
        tuple(swapped),
    )


@check("Rights and keys of desks")
def as_stated(occasion: Occasion) -> Iterator[Finding]:
    """Desks, versions of their keys, rights and memberships are as the ledger saw them made and changed."""
    different = comparison.differences()
    yield Finding(
        "Rights and keys of desks",
        FAILS if different else OK,
        f"{len(different)} are not as the ledger says" if different else "all are as the ledger says",
        "Somebody wrote to the database. Keep a copy, find out who, run `besa ledger verify`, restore from a backup."
        if different
        else "",
        different,
    )


@check("Second steps")
def owned_factors(occasion: Occasion) -> Iterator[Finding]:
    """Nobody moved a second step from one account to another, or wrote one, behind the node's back."""
    moved = [
        f"{row.get_type_display()} of {row.user.username} ({row.user.pseudonym})"
        for row in Authenticator.objects.select_related("user").order_by("pk")
        if not factor_seals.belongs(row)
    ]
    yield Finding(
        "Second steps",
        FAILS if moved else OK,
        f"{len(moved)} were moved or written" if moved else "each belongs to its account",
        "Somebody wrote to the database. They open nothing. Keep a copy, find out who, and remove these second steps."
        if moved
        else "",
        tuple(moved),
    )


@check("Administrators")
def administrators(occasion: Occasion) -> Iterator[Finding]:
    """There are two, each with a second step."""
    people = Staff.objects.filter(is_active=True, is_administrator=True)
    with_step = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("user_id", flat=True)
    )
    without = sum(person not in with_step for person in people.values_list("pk", flat=True))
    yield Finding(
        "Administrators, second step",
        (WARNING if home.is_demo() else FAILS) if without else OK,
        f"{without} of {people.count()} have none" if without else f"all {people.count()} have one",
        "Each signs in once and sets it up; nobody can do it for them." if without else "",
    )
    yield Finding(
        "Administrators, number",
        OK if people.count() >= 2 else WARNING,
        f"{people.count()}",
        "" if people.count() >= 2 else "Make a second one: people fall ill and lose phones.",
    )


@check("Accounts")
def unfinished(occasion: Occasion) -> Iterator[Finding]:
    """No starting password lies about unused."""
    open_ones = Staff.objects.filter(is_active=True, starting_password_until__gt=occasion.now).count()
    yield Finding(
        "Accounts",
        WARNING if open_ones else OK,
        f"{open_ones} still have their starting password" if open_ones else "none waits with a starting password",
        "See that each signs in soon, or reset it." if open_ones else "",
    )

"""Compare the tables with what was stated in the ledger about desks, keys, rights and members; name differences.

Sentences are for the operator of the machine, in English, like all of `besa check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from besa.node.people import statements
from besa.node.people.models import Desk, DeskKey, Membership, Staff
from besa.node.people.statements import Statement
from besa.node.platform import ledger

_Said = dict[str, tuple[bytes, ...]]


def differences() -> tuple[str, ...]:
    """One sentence for each thing that the database says otherwise than the ledger. Reads all four tables."""
    return (*_keys(), *_desks(), *_people(), *_memberships())


def _keys() -> Iterator[str]:
    said = ledger.digests(statements.KEY)
    names = dict(Desk.objects.values_list("pk", "name"))
    for row in DeskKey.objects.order_by("desk_id", "version"):
        statement = statements.of_key(row)
        what = f"Key {row.version} of the desk {names[row.desk_id]}"
        if statement.about not in said:
            yield f"{what} is in the database, and the ledger never saw it made."
        elif not _holds(statement, said):
            yield f"{what} is another one than the ledger saw made."
        said.pop(statement.about, None)
    for about in said:
        desk, _, version = about.removeprefix("desk-").partition("-key-")
        name = names.get(int(desk), f"number {desk}")
        yield f"Key {version} of the desk {name} is gone from the database; reports may be sealed to an older one."


def _desks() -> Iterator[str]:
    said = ledger.digests(statements.DESK)
    for row in Desk.objects.order_by("pk"):
        now = statements.of_desk(row)
        if now.about not in said:
            yield f"The desk {row.name} is in the database, and the ledger never saw it made."
        elif not _holds(now, said):
            yield _about_desk(row, said)
        said.pop(now.about, None)
    for about in said:
        yield f"A desk that the ledger saw made ({about}) is gone from the database."


def _about_desk(row: Desk, said: _Said) -> str:
    arrive = {True: "arrive there", False: "do not arrive there"}
    for kind, receives in product(Desk.Kind.values, (True, False)):
        supposed = Desk(pk=row.pk, slug=row.slug, name=row.name, kind=kind, receives_public=receives)
        if _holds(statements.of_desk(supposed), said):
            changed = []
            if receives != row.receives_public:
                changed.append(f"public reports {arrive[row.receives_public]}; by the ledger they {arrive[receives]}")
            if kind != row.kind:
                changed.append(f"it is of the kind {row.kind}; by the ledger of the kind {kind}")
            return f"The desk {row.name}: {'; '.join(changed)}."
    return f"The desk {row.name}: its name or short name is another one than the ledger says."


def _people() -> Iterator[str]:
    said = ledger.digests(statements.PERSON)
    for row in Staff.objects.order_by("pk"):
        now = statements.of_person(row)
        who = f"{row.username} ({row.pseudonym})"
        if now.about not in said:
            yield f"The account {who} is in the database, and the ledger never saw it made."
        elif not _holds(now, said):
            yield f"The account {who}: {_about_person(row, now, said)}."
        said.pop(now.about, None)
    for about in said:
        yield f"An account that the ledger saw made ({about}) is gone from the database."


def _about_person(row: Staff, now: Statement, said: _Said) -> str:
    names = ("open", "administrator", "auditor", "lawyer")
    here = (row.is_active, row.is_administrator, row.is_auditor, row.is_lawyer)
    for supposed in product((True, False), repeat=4):
        for key in (str(now.facts["public_key"]), ""):
            if _holds(statements.rights(row.pseudonym, supposed, key), said):
                changed = [
                    f"{name}: {_yes(is_so)}, by the ledger {_yes(was)}"
                    for name, is_so, was in zip(names, here, supposed, strict=True)
                    if is_so != was
                ]
                if key != now.facts["public_key"]:
                    changed.append("it has a key; by the ledger none")
                return "; ".join(changed)
    return "its public key (and perhaps its rights) is another one than the ledger says"


def _memberships() -> Iterator[str]:
    said = ledger.digests(statements.MEMBERSHIP)
    names = dict(Desk.objects.values_list("pk", "name"))
    roles = {
        (desk_id, pseudonym): role
        for desk_id, pseudonym, role in Membership.objects.values_list("desk_id", "staff__pseudonym", "role")
    }
    known = {_whose(about): about for about in said}
    for desk_id, pseudonym in sorted({*roles, *known}):
        role = roles.get((desk_id, pseudonym), "")
        if _holds(statements.of_membership(desk_id, pseudonym, role), said):
            continue
        possible = ("", *Membership.Role.values)
        was = next((r for r in possible if _holds(statements.of_membership(desk_id, pseudonym, r), said)), None)
        by_ledger = "unknown" if was is None and known.get((desk_id, pseudonym)) else was or "no member"
        desk = names.get(desk_id, f"number {desk_id}")
        yield f"{pseudonym} in the desk {desk}: {role or 'no member'}, by the ledger {by_ledger}."


def _whose(about: str) -> tuple[int, str]:
    desk, _, pseudonym = about.removeprefix("desk-").partition("-")
    return int(desk), pseudonym


def _holds(statement: Statement, said: _Said) -> bool:
    """Whether this is the newest thing said."""
    entries = said.get(statement.about, ())
    return bool(entries) and entries[-1] == statement.digest(len(entries) - 1)


def _yes(value: bool) -> str:  # noqa: FBT001 - a fact put into words
    return "yes" if value else "no"

"""What other rooms and our own pages may ask about staff and desks. Frozen values, never rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from besa.core.sealing import PublicKey
from besa.node.people.models import Desk, DeskKey, Grant, Membership, Recovery, Staff


@dataclass(frozen=True)
class DeskPublic:
    """A desk as whoever seals to it needs it: the newest key only."""

    desk_id: int
    desk_key_id: int
    slug: str
    public_key: PublicKey


@dataclass(frozen=True)
class DeskName:
    """A desk as a menu shows it."""

    desk_id: int
    slug: str
    name: str


@dataclass(frozen=True)
class DeskLine:
    """A desk in a list. `holders` of `members` hold its newest key."""

    desk_id: int
    slug: str
    name: str
    kind: str
    receives_public: bool
    members: int
    holders: int
    key_version: int


@dataclass(frozen=True)
class MemberLine:
    """A member of a desk; `has_key` is False while they wait to be given the newest key."""

    staff_id: int
    pseudonym: str
    name: str
    role: str
    since: datetime
    has_key: bool
    is_active: bool
    fingerprint: str


@dataclass(frozen=True)
class StaffLine:
    """An account in a list. `ready` means that the person has chosen their own password."""

    staff_id: int
    pseudonym: str
    username: str
    name: str
    is_administrator: bool
    is_auditor: bool
    is_lawyer: bool
    is_active: bool
    ready: bool
    starting_password_until: datetime | None
    last_login: datetime | None
    desks: tuple[str, ...]


def receiving_desks() -> tuple[DeskPublic, ...]:
    """The desks that new public reports are sealed to."""
    # Only their keys are looked at: a spoilt key of another desk must not keep anybody from reporting.
    receiving = list(Desk.objects.filter(receives_public=True).values_list("pk", flat=True))
    return _newest_keys(*receiving) if receiving else ()


def current_desk_key(desk_id: int) -> DeskPublic:
    """The newest key of one desk.

    Raises:
        LookupError: there is no such desk.
    """
    for desk in _newest_keys(desk_id):
        return desk
    raise LookupError(desk_id)


def older_keys(desk_id: int | None = None) -> dict[int, tuple[int, ...]]:
    """The ids of the key versions that newer ones replaced, by desk (of one desk, or of all). One query."""
    versions = keys_of_desks(desk_id)
    return {desk: keys[:-1] for desk, keys in versions.items() if len(keys) > 1}


def keys_of_desks(desk_id: int | None = None) -> dict[int, tuple[int, ...]]:
    """The ids of every key version by desk, the newest last. One query."""
    rows = DeskKey.objects.order_by("desk_id", "version")
    if desk_id is not None:
        rows = rows.filter(desk=desk_id)
    found: dict[int, tuple[int, ...]] = {}
    for desk, key in rows.values_list("desk_id", "pk"):
        found[desk] = (*found.get(desk, ()), key)
    return found


def desks_of(staff_id: int) -> tuple[DeskLine, ...]:
    """The desks someone is a member of and holds the newest key of, by name."""
    newest = {desk.desk_key_id: desk.desk_id for desk in _newest_keys()}
    held = Grant.objects.filter(staff=staff_id, desk_key__in=newest).values_list("desk_key_id", flat=True)
    mine = set(Membership.objects.filter(staff=staff_id).values_list("desk_id", flat=True))
    wanted = mine & {newest[key] for key in held}
    return tuple(line for line in desk_lines() if line.desk_id in wanted)


def desk_lines() -> tuple[DeskLine, ...]:
    """Every desk, by name."""
    newest = {desk.desk_id: desk.desk_key_id for desk in _newest_keys()}
    versions = dict(DeskKey.objects.filter(pk__in=newest.values()).values_list("pk", "version"))
    holders = set(Grant.objects.filter(desk_key__in=newest.values()).values_list("desk_key_id", "staff_id"))
    members: dict[int, list[int]] = {}
    for desk_id, staff_id in Membership.objects.values_list("desk_id", "staff_id"):
        members.setdefault(desk_id, []).append(staff_id)
    return tuple(
        DeskLine(
            desk_id=desk.pk,
            slug=desk.slug,
            name=desk.name,
            kind=desk.kind,
            receives_public=desk.receives_public,
            members=len(members.get(desk.pk, ())),
            holders=sum((newest[desk.pk], staff) in holders for staff in members.get(desk.pk, ())),
            key_version=versions[newest[desk.pk]],
        )
        for desk in Desk.objects.order_by("name")
    )


def desk_line(slug: str) -> DeskLine:
    """One desk by its short name.

    Raises:
        LookupError: there is none.
    """
    for line in desk_lines():
        if line.slug == slug:
            return line
    raise LookupError(slug)


def desk_names(ids: Iterable[int]) -> dict[int, str]:
    """Names of desks by id."""
    return dict(Desk.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def member_lines(desk_id: int) -> tuple[MemberLine, ...]:
    """The members of a desk, leads first."""
    newest = current_desk_key(desk_id).desk_key_id
    holders = set(Grant.objects.filter(desk_key=newest).values_list("staff_id", flat=True))
    rows = Membership.objects.filter(desk=desk_id).select_related("staff")
    lines = (
        MemberLine(
            staff_id=row.staff_id,
            pseudonym=row.staff.pseudonym,
            name=row.staff.display_name,
            role=row.role,
            since=row.since,
            has_key=row.staff_id in holders,
            is_active=row.staff.is_active,
            fingerprint=row.staff.fingerprint,
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda line: (line.role != Membership.Role.LEAD, line.name)))


def desk_menu(ids: Iterable[int]) -> tuple[DeskName, ...]:
    """These desks, by name. One query."""
    rows = Desk.objects.filter(pk__in=set(ids)).order_by("name").values_list("pk", "slug", "name")
    return tuple(DeskName(*row) for row in rows)


def members_of(desk_id: int) -> frozenset[int]:
    """Staff ids of the active members of a desk who hold its newest key, and so can open its records."""
    newest = current_desk_key(desk_id).desk_key_id
    members = Staff.objects.filter(is_active=True, memberships__desk=desk_id, grants__desk_key=newest)
    return frozenset(members.values_list("pk", flat=True))


def is_lead(staff_id: int, desk_id: int) -> bool:
    """Whether someone leads the desk and holds its newest key."""
    leads = Membership.objects.filter(desk=desk_id, staff=staff_id, role=Membership.Role.LEAD)
    return staff_id in members_of(desk_id) and leads.exists()


def pseudonym(staff_id: int) -> str:
    """The name someone has in the ledger."""
    return Staff.objects.values_list("pseudonym", flat=True).get(pk=staff_id)


def staff_names(ids: Iterable[int]) -> dict[int, str]:
    """Names people are shown by, by staff id."""
    return dict(Staff.objects.filter(pk__in=set(ids)).values_list("pk", "display_name"))


def names_of_pseudonyms(pseudonyms: Iterable[str]) -> dict[str, str]:
    """Names by ledger pseudonym, for those who may see both."""
    return dict(Staff.objects.filter(pseudonym__in=set(pseudonyms)).values_list("pseudonym", "display_name"))


def staff_lines() -> tuple[StaffLine, ...]:
    """Every account, by name, closed ones last."""
    desks: dict[int, list[str]] = {}
    for staff_id, name in Membership.objects.order_by("desk__name").values_list("staff_id", "desk__name"):
        desks.setdefault(staff_id, []).append(name)
    return tuple(
        StaffLine(
            staff_id=person.pk,
            pseudonym=person.pseudonym,
            username=person.username,
            name=person.display_name,
            is_administrator=person.is_administrator,
            is_auditor=person.is_auditor,
            is_lawyer=person.is_lawyer,
            is_active=person.is_active,
            ready=bool(person.public_key),
            starting_password_until=person.starting_password_until,
            last_login=person.last_login,
            desks=tuple(desks.get(person.pk, ())),
        )
        for person in Staff.objects.order_by("-is_active", "display_name")
    )


def staff_line(pseudonym: str) -> StaffLine:
    """One account by its pseudonym.

    Raises:
        LookupError: there is none.
    """
    for line in staff_lines():
        if line.pseudonym == pseudonym:
            return line
    raise LookupError(pseudonym)


def is_set_up() -> bool:
    """Whether `besa init` has made the first administrator."""
    return Staff.objects.exists() and Recovery.objects.exists()


def _newest_keys(*desks: int) -> tuple[DeskPublic, ...]:
    """The newest key of each of `desks`, or of every desk if none is named."""
    # Only what seals: on PostgreSQL the public face may read no other column (rights.py).
    needed = ("desk_id", "version", "public_key", "public_key_vouch", "desk__slug")
    rows = DeskKey.objects.select_related("desk").only(*needed).order_by("desk_id", "version")
    if desks:
        rows = rows.filter(desk__in=desks)
    newest = {row.desk_id: row for row in rows}
    return tuple(DeskPublic(row.desk_id, row.pk, row.desk.slug, row.public) for row in newest.values())


def sole_holder_of(staff_id: int) -> tuple[str, ...]:
    """Names of the desks whose newest key nobody else holds: losing this person's key means the printed shares."""
    newest = {desk.desk_key_id: desk.desk_id for desk in _newest_keys()}
    holders: dict[int, set[int]] = {}
    for key_id, holder in Grant.objects.filter(desk_key__in=newest).values_list("desk_key_id", "staff_id"):
        holders.setdefault(key_id, set()).add(holder)
    alone = [newest[key_id] for key_id, people in holders.items() if people == {staff_id}]
    return tuple(sorted(desk_names(alone).values()))

"""What a referral shows of whoever is reported: keys that another referral can show too, by kind of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from besa.core.formats import Referral, Role

TELLING = ("account", "phone", "e-mail", "device", "file")
"""Whoever shares one of these is the same person, as a rule: the service's number of the account or its name there, a
telephone number, a mailbox, a device, a file that nobody else has."""
WEAK = ("text", "handle", "address", "name")
"""A lead and no more: a number, wallet or account that stands in words, the name of an account at another service, an
address on the Internet on the same day (or a household's), a person's name."""
KINDS = (*TELLING, *WEAK)
# What providers write where they have nothing; two reports that share it share nothing.
PLACEHOLDERS = frozenset({"unknown", "null@example.com", "000000000000000", "n/a"})

Shown = Mapping[str, frozenset[str]]


def shown(referral: Referral, written: Iterable[str] = ()) -> Shown:
    """Keys by kind, placeholders left out. `written`: keys that stand in its words, as "phone:…" or "account:…"."""
    found: dict[str, set[str]] = {kind: set() for kind in (*KINDS, "media")}
    for person in referral.people:
        if person.role is not Role.REPORTED:
            continue
        found["phone"] |= {f"{each.calling_code}{each.number}".replace("+", "") for each in person.phones}
        found["e-mail"] |= {each.address for each in person.emails}
        found["device"] |= {f"{each.kind} {each.value}" for each in person.devices if each.value not in PLACEHOLDERS}
        found["name"] |= {" ".join(person.names)} if person.names else set()
        for used in person.networks:
            found["address"].add(_household(used.ip) or f"{used.ip} {used.at.text[:10] if used.at else ''}")
        if person.account:
            service = person.account.service or referral.provider
            names = [name for name in person.account.screen_names if name]
            found["account"] |= {f"{service} {name}" for name in names if name not in PLACEHOLDERS}
            found["account"] |= {f"{service} #{person.account.identifier}"} if person.account.identifier else set()
            found["handle"] |= set(names)
    for upload in referral.uploads:
        found["media"] |= {value for _, value in upload.digests}
    found["text"] |= set(written)
    return {kind: frozenset(keys - PLACEHOLDERS) for kind, keys in found.items()}


def _household(ip: str) -> str:
    """The first 64 bits of an IPv6 address: one line, whichever device used it."""
    return ip.partition("::")[0] if "::" in ip else ""


def with_own_files(shows: Sequence[Shown], persons: Sequence[str]) -> list[Shown]:
    """The same, with files as evidence ("file") where all reports that hold one are about the same person."""
    holders: dict[str, set[str]] = defaultdict(set)
    for keys, person in zip(shows, persons, strict=True):
        for digest in keys["media"]:
            holders[digest].add(person)
    return [
        {**keys, "file": frozenset(digest for digest in keys["media"] if len(holders[digest]) == 1)} for keys in shows
    ]


def shared(one: Shown, other: Shown) -> tuple[str, ...]:
    """The kinds of evidence that two referrals share, the most telling first."""
    return tuple(kind for kind in KINDS if _meet(kind, one, other))


def _meet(kind: str, one: Shown, other: Shown) -> bool:
    if kind != "text":
        return not one[kind].isdisjoint(other[kind])
    return not (one[kind].isdisjoint(_all(other)) and other[kind].isdisjoint(_all(one)))


def _all(keys: Shown) -> frozenset[str]:
    """What words can meet: other words, or the same thing in a field."""
    fields = {f"{kind}:{key}" for kind in ("phone", "account") for key in keys[kind]}
    return keys["text"] | fields


def ties(keys: Shown, kinds: Iterable[str]) -> frozenset[str]:
    """The keys of some kinds, so that what is equal in two referrals is equal here, in words or in a field."""
    found = {f"{kind}:{key}" for kind in kinds if kind != "text" for key in keys[kind]}
    return frozenset(found | keys["text"]) if "text" in kinds else frozenset(found)


def connected(keys: Sequence[frozenset[str]], inside: Sequence[Hashable] | None = None) -> list[int | None]:
    """Reports joined by any shared key (only with others of the same `inside`), each named by its first report."""
    root = list(range(len(keys)))

    def top(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    first: dict[Hashable, int] = {}
    for report, here in enumerate(keys):
        for key in here:
            owner = first.setdefault((inside[report], key) if inside else key, report)
            root[top(report)] = top(owner)
    return [top(report) if here else None for report, here in enumerate(keys)]

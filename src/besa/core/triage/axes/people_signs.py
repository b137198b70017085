"""Who is in a referral: children, the reported account, ages. Names are never read, only whether there is one."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date, datetime

from besa.core.formats import Person, Referral, Role
from besa.core.triage.axes.facts import Facts, plain_name
from besa.core.triage.axes.roles import people_of

ADULT = 18
_PAYING = frozenset(
    {
        "cashapp", "paypal", "venmo", "zelle", "westernunion", "moneygram", "binance", "coinbase", "revolut", "wise",
        "skrill", "paysafecard", "paysera", "ria",
    }
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}")
_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?|^(\d{4})$")


def add(referral: Referral, facts: Facts, now: datetime) -> None:
    today = now.date()
    ages = [(at, person.role, ages_of(person, today)) for at, person in people_of(referral)]
    for at, person in people_of(referral):
        path = f"people[{at}]"
        if person.role is Role.CHILD:
            _child(person, path, facts)
        elif person.role is Role.RECIPIENT:
            facts.sign("recipient-listed", path)
        elif person.role is Role.REPORTED:
            _reported(person, path, facts)
        if person.account:
            _account(person, path, facts)
    _ages(ages, facts)
    _shared(referral, facts)


def _child(person: Person, path: str, facts: Facts) -> None:
    facts.sign("child-listed", path)
    if any(name.strip() for name in person.names):
        whole = any(" " in name.strip() for name in person.names)
        facts.sign("child-named" if whole else "child-part-named", f"{path}.names")
    for field in ("addresses", "school", "phones", "estimated_location"):
        if getattr(person, field):
            facts.sign("child-placed", f"{path}.{field}")


def _reported(person: Person, path: str, facts: Facts) -> None:
    if any(" " in name.strip() for name in person.names) and (person.addresses or person.born):
        facts.sign("person-named", f"{path}.names")


def _account(person: Person, path: str, facts: Facts) -> None:
    account = person.account
    if account is None:
        return
    if account.identifier or account.screen_names or account.profile_urls:
        facts.sign("account", f"{path}.account")
    if plain_name(account.service) in _PAYING:
        facts.sign("payment", f"{path}.account.service")
    if account.groups:
        facts.sign("groups", f"{path}.account.groups")
    if account.compromised:
        facts.sign("account-compromised", f"{path}.account.compromised")
    if account.disabled is not None and person.role is Role.REPORTED:
        facts.sign("account-closed" if account.disabled else "account-active", f"{path}.account.disabled")


def ages_of(person: Person, today: date) -> tuple[tuple[str, int], ...]:
    """(field, age in whole years) by what is said and by the date of birth; nothing for what cannot be read."""
    found = []
    if (said := _NUMBER.search(person.age)) and int(said.group()) < 120:
        found.append(("age", int(said.group())))
    if born := _DATE.search(person.born.strip()):
        year = int(born.group(1) or born.group(4))
        month, day = int(born.group(2) or 7), int(born.group(3) or 1)
        age = today.year - year - ((today.month, today.day) < (month, day))
        if 0 <= age < 120:
            found.append(("born", age))
    return tuple(found)


def _ages(ages: list[tuple[int, Role, tuple[tuple[str, int], ...]]], facts: Facts) -> None:
    children, adults = [], []
    for at, role, found in ages:
        for field, age in found:
            path = f"people[{at}].{field}"
            if role is Role.CHILD or (role is Role.RECIPIENT and age < ADULT):
                children.append(path)
                facts.sign("child-age-known", path)
                if age < 13:
                    facts.sign("child-under-13", path)
                if age < 3:
                    facts.sign("child-very-young", path)
            elif role is Role.REPORTED and age >= ADULT:
                adults.append(path)
        if len(found) == 2 and abs(found[0][1] - found[1][1]) > 1:
            facts.sign("age-disputed", f"people[{at}].born")
    if children and adults:
        for path in (*children, *adults):
            facts.sign("age-gap", path)


def _shared(referral: Referral, facts: Facts) -> None:
    """The same device, or address with port, in the entries of two people: one hand may hold both accounts."""
    holders: dict[tuple[str, Hashable], dict[int, str]] = {}
    for at, person in people_of(referral):
        if not person.account:
            continue
        for number, device in enumerate(person.devices):
            key: tuple[str, Hashable] = ("shared-device", (plain_name(device.kind), device.value.casefold()))
            holders.setdefault(key, {})[at] = f"people[{at}].devices[{number}]"
        for number, network in enumerate(person.networks):
            if network.port:
                key = ("shared-network", (network.ip, network.port))
                holders.setdefault(key, {})[at] = f"people[{at}].networks[{number}]"
    for (sign, _), paths in holders.items():
        if len(paths) > 1:
            for path in paths.values():
                facts.sign(sign, path)

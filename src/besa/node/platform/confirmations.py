"""Who vouched for what the country pack and the clocks say: BESA_HOME/confirmations.yaml, written by `besa confirm`.

A confirmation names the item, the person, the time and a digest of what was confirmed: when a new version of the
program says something else, nobody has confirmed that, and `besa check` lists it again. Later entries overrule earlier
ones, and none is ever removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from besa.core.casework import Clock, case_clocks, referral_clocks
from besa.node.platform import ledger
from besa.node.platform.actors import OPERATOR
from besa.node.platform.country import Country

FILE = "confirmations.yaml"
_HEAD = "# Who confirmed what the country pack says. Written by `besa confirm`; later entries overrule earlier ones.\n"


class ConfirmationsBroken(ValueError):
    """The file of this home cannot be read; the text says where it lies and what to do."""


class UnknownItem(LookupError):
    """The country pack holds no item of this name."""


@dataclass(frozen=True)
class Item:
    """Something a person has to vouch for. `name` such as al/numbers/police; `says` in one line; `todo` before that."""

    name: str
    says: str
    source: str
    todo: str
    digest: str


@dataclass(frozen=True)
class Confirmation:
    """One entry of the file; `digest` is empty where somebody took a confirmation back."""

    item: str
    by: str
    at: str
    says: str
    digest: str


def items(here: Country) -> tuple[Item, ...]:
    """Everything in the pack that a person has to confirm, in the order of its files."""
    found: list[Item] = []
    kept: dict[str, Any]
    for number in here.numbers:
        says = f"{number.label}: {number.number}" + (f" ({number.note})" if number.note else "")
        kept = {"kind": number.kind, "number": number.number, "label": number.label, "note": number.note}
        found.append(_item(here, "numbers", number.key, says, f"{number.sure}: {number.source}", "dial it", kept))
    for number in here.unknown_numbers:
        todo = "find out whether there is one; add it to the pack, or confirm that there is none"
        kept = {"kind": number.kind, "number": None, "label": number.label, "note": number.note}
        found.append(_item(here, "numbers", number.key, f"{number.label}: none known", number.source, todo, kept))
    for body in here.authorities:
        says = f"{body.kind}: {' / '.join(body.names.values())}"
        kept = {"kind": body.kind, "names": dict(body.names)}
        found.append(_item(here, "authorities", body.key, says, f"{body.sure}: {body.source}", "ask the body", kept))
    for clock in here.clocks.values():
        says = f"an answer within {clock.hours} hours ({clock.basis})"
        kept = {"hours": clock.hours, "basis": clock.basis, "citation": clock.citation}
        found.append(_item(here, "clocks", clock.key, says, clock.citation, "decide whether you can keep it", kept))
    found += [_clock(here, "case-clocks", one) for one in case_clocks().values() if not one.confirmed]
    found += [_clock(here, "referral-clocks", one) for one in referral_clocks().values() if not one.confirmed]
    found += letters(here)
    url = here.exit_url
    found.append(_item(here, "exit", "url", url, "a page that says nothing about its visitor", "open it", {"url": url}))
    return tuple(found)


def letters(here: Country) -> list[Item]:
    """The words of each letter to another State's authority, in each language, that no lawyer has confirmed."""
    from besa.core.jurisdiction.letters import (
        letters as every,  # not before it is asked for: the public face writes none
    )

    found = []
    for one in every().values():
        for code, wording in one.wordings.items():
            if not wording.confirmed:
                kept = {"title": wording.title, "blocks": [[block.kind, *block.words] for block in wording.blocks]}
                todo = "have a lawyer who speaks the language read it"
                source = f"packs/law/letters/{one.id}.yaml"
                found.append(_item(here, "letters", f"{one.id}-{code}", wording.title, source, todo, kept))
    return found


def _clock(here: Country, kind: str, one: Clock) -> Item:
    span = f"{one.hours} hours" if one.hours < 3 * 24 else f"{one.hours // 24} days"
    high = f", {one.hours_high} hours where it is urgent" if one.hours_high != one.hours else ""
    says = f"{span}{high} ({one.basis})"
    kept = {"hours": one.hours, "hours_high": one.hours_high, "basis": one.basis, "citation": one.citation}
    source = f"{one.citation}; read {one.read}"
    return _item(here, kind, one.code, says, source, "have a lawyer of the country read it", kept)


def _item(here: Country, file: str, key: str, says: str, source: str, todo: str, kept: Mapping[str, Any]) -> Item:
    """`kept` is what pages show or keep: a change there undoes a confirmation, a better source does not."""
    name = f"{here.code}/{file}/{key}"
    text = json.dumps({"item": name, **kept}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Item(name, says, source, todo, sha256(text.encode()).hexdigest())


def standing(home: Path) -> Mapping[str, Confirmation]:
    """The last word about every item, by its name; empty when nobody confirmed anything yet.

    Raises:
        ConfirmationsBroken: the file is there and is not what `besa confirm` writes.
    """
    return {one.item: one for one in _read(home)}


def confirmed(here: Country, home: Path) -> frozenset[str]:
    """The names of the items that hold today: confirmed, not taken back, and saying the same as then.

    Raises:
        ConfirmationsBroken: as above.
    """
    known = standing(home)
    return frozenset(one.name for one in items(here) if one.name in known and known[one.name].digest == one.digest)


def case_clock_holds(one: Clock, here: Country, home: Path) -> bool:
    """Whether somebody vouches for a clock of cases as it is today.

    Raises:
        ConfirmationsBroken: as above.
    """
    wanted = _clock(here, "case-clocks", one)
    said = standing(home).get(wanted.name)
    return one.confirmed or (said is not None and said.digest == wanted.digest)


def waiting(here: Country, home: Path) -> tuple[Item, ...]:
    """What nobody vouches for today.

    Raises:
        ConfirmationsBroken: as above.
    """
    held = confirmed(here, home)
    return tuple(one for one in items(here) if one.name not in held)


def item(name: str, here: Country) -> Item:
    """The item of this name, which may leave out the country: `numbers/police`.

    Raises:
        UnknownItem: there is none; the text names those of the same file, or all files.
    """
    known = {one.name: one for one in items(here)}
    found = known.get(name) or known.get(f"{here.code}/{name}")
    if found is None:
        raise UnknownItem(f"There is no '{name}' in the country pack. There are: {', '.join(known)}.")
    return found


def confirm(one: Item, *, by: str, home: Path, now: datetime, holds: bool = True) -> None:
    """Write down that `by` vouches for `one`, or (`holds` false) that they take it back; with a mark in the ledger.

    Raises:
        ValueError: no name was given.
        ConfirmationsBroken: the file of this home cannot be read, so nothing is added to it.
    """
    name = " ".join(by.split())
    if not name:
        raise ValueError("Say who confirms this: a person's name, which stands beside it from now on.")
    entry = Confirmation(one.name, name, now.isoformat(timespec="seconds"), one.says, one.digest if holds else "")
    earlier = _read(home)
    with transaction.atomic():
        ledger.record(
            actor=OPERATOR,
            verb="platform.country.confirmed" if holds else "platform.country.doubted",
            object_id=one.name,
            payload={"by": name, "digest": one.digest},
            now=now,
        )
        _write(home, (*earlier, entry))


def _read(home: Path) -> tuple[Confirmation, ...]:
    try:
        about = (home / FILE).stat()
    except FileNotFoundError:
        return ()
    return _parsed(home / FILE, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _parsed(file: Path, _changed: int, _size: int) -> tuple[Confirmation, ...]:
    """The file as it was at this moment: report pages ask every time."""
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8")) or []
        return tuple(Confirmation(**{key: str(value) for key, value in entry.items()}) for entry in raw)
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, AttributeError) as error:
        raise ConfirmationsBroken(
            f"{file} is not what `besa confirm` writes ({type(error).__name__}). Restore it from a backup, or move it"
            " away and confirm again."
        ) from error


def _write(home: Path, entries: tuple[Confirmation, ...]) -> None:
    """Whole or not at all."""
    lines = [{**vars(entry)} for entry in entries]
    fresh = home / f".{FILE}.{os.getpid()}"
    fresh.write_text(_HEAD + yaml.safe_dump(lines, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")
    fresh.replace(home / FILE)

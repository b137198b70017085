"""What changes the law of this node: propose, accept, refuse, withdraw. One lawyer proposes, another one decides."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import inf
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from besa.core.jurisdiction import auditing
from besa.core.jurisdiction.auditing import Audit
from besa.core.jurisdiction.law import writing
from besa.core.jurisdiction.law.changing import Change as LawChange
from besa.core.jurisdiction.law.changing import as_meant, as_written, changed
from besa.node.law import effects, overlay, queries
from besa.node.law.models import Change, WorkList
from besa.node.law.problems import (
    AlreadyDecided,
    AlreadyProposed,
    AtOnce,
    CellChanged,
    NoReason,
    NoSuchChange,
    NotALawyer,
    NothingChanges,
    NotOwnChange,
    OwnChange,
    SourceOfTomorrow,
    TooLarge,
    WeakSource,
)
from besa.node.people.keyring import Keyring
from besa.node.platform import jobs, ledger

RENEW: Final = "law.renew_worklist"
_LARGEST: Final = 20_000
_LONGEST: Final = 4_000


def propose(
    cell: str,
    *,
    claims: list[dict[str, Any]],
    sources: Mapping[str, dict[str, Any]],
    reason: str,
    keyring: Keyring,
    now: datetime,
) -> UUID:
    """Say what a cell should say, for another lawyer to decide. `claims` and `sources` as in the law's files.

    Raises:
        LawBroken: it is no claim, or the law would not hold together; the text names cell and cure.
        LawProblem: no lawyer, no reason, too large, nothing new, a weak source, one proposal is open already.
    """
    _need_lawyer(keyring)
    _need_words(reason)
    if len(json.dumps([claims, dict(sources)])) > _LARGEST:
        raise TooLarge
    law = queries.current()
    wanted = LawChange(cell, claims, dict(sources))
    changed(law, [wanted])
    said = as_meant(wanted, law)
    before = as_written(cell, law)
    if said == before:
        raise NothingChanges
    _check_sources(said, wanted.sources, now.date())
    try:
        with transaction.atomic():
            row = Change.objects.create(
                cell=cell,
                claims=said,
                before=before,
                sources=wanted.sources,
                release=writing.digest(as_written(cell, overlay.release())),
                reason=reason.strip(),
                proposed_by_id=keyring.staff_id,
                proposed_at=now,
            )
            _mark("proposed", row, keyring)
    except IntegrityError as error:
        raise AlreadyProposed from error
    return row.pk


def accept(change_id: UUID, *, answer: str = "", keyring: Keyring, now: datetime) -> None:
    """Let a change count from now on; the answers that it turns are kept with it.

    Raises:
        LawBroken: the law has changed so that it no longer holds together with this change.
        LawProblem: no lawyer, one's own change, decided already, the cell has changed since.
    """
    _need_lawyer(keyring)
    _need_words(answer, needed=False)
    with transaction.atomic():
        wanted = _wanted(_not_decided(change_id, keyring, own=False))
    # Seconds of thinking happen between two transactions; what could have changed meanwhile is looked at again.
    turned = effects.of_change(wanted, on=now.date())
    try:
        with transaction.atomic():
            row = _not_decided(change_id, keyring, own=False)
            law = queries.current()
            if writing.digest(as_written(row.cell, law)) != writing.digest(row.before):
                raise CellChanged
            changed(law, [_wanted(row)])
            last = Change.objects.aggregate(last=Max("place"))["last"] or 0
            row.place, row.effects = last + 1, turned
            _decide(row, Change.State.ACCEPTED, answer, keyring, now)
            jobs.enqueue(RENEW, now=now)
    except IntegrityError as error:  # the place is taken: the law is another one than was looked at
        raise AtOnce from error


def refuse(change_id: UUID, *, answer: str, keyring: Keyring, now: datetime) -> None:
    """Say no to somebody's change, and why; raises LawProblem."""
    _need_lawyer(keyring)
    _need_words(answer)
    with transaction.atomic():
        _decide(_not_decided(change_id, keyring, own=False), Change.State.REFUSED, answer, keyring, now)


def withdraw(change_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Take one's own proposal back before anybody has decided; raises LawProblem."""
    _need_lawyer(keyring)
    with transaction.atomic():
        _decide(_not_decided(change_id, keyring, own=True), Change.State.WITHDRAWN, "", keyring, now)


def renew_worklist(*, on: date, seconds: float = inf) -> bool:
    """Make the work list of the law as it counts now, if the one that is kept is of another law or a week old.

    Returns whether there is more to do after so many seconds; what was begun goes on in this process.
    """
    version = queries.version()
    if WorkList.objects.filter(version=version, made_on__gt=on - timedelta(days=7)).exists():
        return False
    made, steps = _under_way(version, on)
    began = time.monotonic()
    for _ in steps:
        if time.monotonic() - began > seconds:
            return True
    tasks = [[one.cell, one.kind, one.alone, one.at_all, one.detail] for one in made.tasks()]
    _under_way.cache_clear()
    values = {"made_on": on, "tasks": tasks, "readers": effects.readers(on=on)}
    with transaction.atomic():
        WorkList.objects.exclude(version=version).delete()
        WorkList.objects.update_or_create(version=version, defaults=values)
    return False


@lru_cache(maxsize=1)
def _under_way(version: str, on: date) -> tuple[Audit, Iterator[None]]:
    made = auditing.Audit(queries.current(), on=on)
    return made, made.steps()


def content(row: Change) -> dict[str, str]:
    """What a ledger entry about a change keeps the digest of: whoever rewrites the row, is found."""
    return {
        "cell": row.cell,
        "claims": writing.digest(row.claims),
        "before": writing.digest(row.before),
        "sources": writing.digest([row.sources]),
        "reason": row.reason,
        "answer": row.answer,
    }


def ledger_name(row: Change) -> str:
    """What the ledger calls a change."""
    return f"law-change-{row.pk.hex}"


def _wanted(row: Change) -> LawChange:
    return LawChange(row.cell, row.claims, row.sources)


def _need_lawyer(keyring: Keyring) -> None:
    if not keyring.is_lawyer:
        raise NotALawyer


def _need_words(text: str, *, needed: bool = True) -> None:
    if needed and not text.strip():
        raise NoReason
    if len(text) > _LONGEST:
        raise TooLarge


def _check_sources(claims: list[dict[str, Any]], sources: Mapping[str, dict[str, Any]], today: date) -> None:
    """A source that nobody else can find is none: an address with a host, and the place in it."""
    placed = {one["id"] for claim in claims for one in claim.get("sources", ()) if one.get("at")}
    for ident, raw in sources.items():
        host = urlsplit(str(raw.get("address", ""))).hostname or ""
        if "." not in host or " " in str(raw.get("address", "")) or ident not in placed:
            raise WeakSource
        if any(str(raw.get(key, "")) > today.isoformat() for key in ("read", "as_of")):
            raise SourceOfTomorrow


def _not_decided(change_id: UUID, keyring: Keyring, *, own: bool) -> Change:
    row = Change.objects.select_for_update().filter(pk=change_id).first()
    if row is None:
        raise NoSuchChange
    if row.state != Change.State.PROPOSED:
        raise AlreadyDecided
    if own and row.proposed_by_id != keyring.staff_id:
        raise NotOwnChange
    if not own and row.proposed_by_id == keyring.staff_id:
        raise OwnChange
    return row


def _decide(row: Change, state: Change.State, answer: str, keyring: Keyring, now: datetime) -> None:
    row.state, row.answer = state, answer.strip()
    row.decided_by_id, row.decided_at = keyring.staff_id, now
    row.save(update_fields=["state", "answer", "decided_by", "decided_at", "place", "effects"])
    _mark(state.value, row, keyring)


def _mark(act: str, row: Change, keyring: Keyring) -> None:
    ledger.record(actor=keyring.actor, verb=f"law.change.{act}", object_id=ledger_name(row), payload=content(row))

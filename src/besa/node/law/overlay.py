"""The release's law with this node's accepted changes laid over it, and where the two no longer fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from besa.core.jurisdiction import current as core_current
from besa.core.jurisdiction.law import writing
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import Change, as_written, changed
from besa.core.jurisdiction.law.library import FOLDER, Law

_UNKNOWN: Final = {"value": "unknown", "confidence": "unknown"}
_SAYS_OTHERWISE: Final = "a newer release says otherwise than the change that was accepted on this node"
_DOES_NOT_FIT: Final = "the change that was accepted on this node does not fit into this release"


@dataclass(frozen=True)
class Accepted:
    """The newest accepted change of a cell; `release` is the digest of what the release said of it then."""

    id: UUID
    change: Change
    release: str


@dataclass(frozen=True)
class Overlay:
    """`version` names what the law says, 12 hex digits. `ours`: cells in which this node's change counts; `contested`:
    cells whose change and release contradict each other, which are unknown until somebody looks."""

    law: Law
    version: str
    ours: Mapping[str, UUID]
    contested: Mapping[str, UUID]
    changes: tuple[Change, ...]


def build(release: Law, release_version: str, accepted: Iterable[Accepted]) -> Overlay:
    """Lay the changes over the law, in their order. Never raises: what does not fit makes its cell unknown."""
    found = Overlay(release, release_version, {}, {}, ())
    for one in accepted:
        found = _lay(found, release, one)
    said = "".join(f"\n{one.cell} {writing.digest(one.claims)}" for one in found.changes)
    return replace(found, version=sha256(f"{release_version}{said}".encode()).hexdigest()[:12])


def _lay(below: Overlay, release: Law, one: Accepted) -> Overlay:
    cell = one.change.cell
    theirs = as_written(cell, release)
    now = writing.digest(theirs)
    if now == writing.digest(one.change.claims):
        return below  # the release has taken the change in
    contested = now != one.release
    tries = [_against(one.change, theirs, release)] if contested else [one.change]
    tries.append(Change(cell, [{**_UNKNOWN, "note": _DOES_NOT_FIT}], {}))
    for number, change in enumerate(tries):
        try:
            law = changed(below.law, [change])
        except LawBroken:
            continue
        open_question = contested or number > 0
        return Overlay(
            law,
            "",
            below.ours if open_question else {**below.ours, cell: one.id},
            {**below.contested, cell: one.id} if open_question else below.contested,
            (*below.changes, change),
        )
    return replace(below, contested={**below.contested, cell: one.id})


def _against(change: Change, theirs: list[dict[str, Any]], release: Law) -> Change:
    """Our claims with what the release says now as a contradiction that nobody has settled."""
    if change.cell in release.provisions:
        return Change(change.cell, [{**_UNKNOWN, "note": _SAYS_OTHERWISE}], {})
    other = theirs[-1] if theirs else _UNKNOWN
    conflict: dict[str, Any] = {
        "value": other["value"],
        "sources": other.get("sources", []),
        "settled": "no",
        "why": _SAYS_OTHERWISE,
    }
    return Change(change.cell, [{**claim, "conflict": conflict} for claim in change.claims], change.sources)


def release() -> Law:
    """The law this release of Besa holds."""
    return core_current()


@cache
def release_version() -> str:
    """A name for what the files of the release say."""
    digest = sha256()
    for path in sorted(FOLDER.rglob("*.yaml")):
        digest.update(f"{path.relative_to(FOLDER)}\n".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]

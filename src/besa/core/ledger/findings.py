"""Report what checking a ledger found: each finding names the place, what stands there, what it means, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is about; the text is the stable name in JSON."""

    ENTRY_CHANGED = "entry-changed"
    ENTRY_MISSING = "entry-missing"
    ENTRY_INSERTED = "entry-inserted"
    ENTRY_MOVED = "entry-moved"
    ENTRY_UNSIGNED = "entry-beyond-checkpoint"
    ENTRY_DISPUTED = "entry-disputed"
    TILE_CHANGED = "tile-changed"
    TILE_SWAPPED = "tile-swapped"
    TILE_MISSING = "tile-missing"
    CHECKPOINT_BROKEN = "checkpoint-broken"
    CHECKPOINT_MISSING = "checkpoint-missing"
    HISTORY_REWRITTEN = "history-rewritten"
    HISTORY_CUT = "history-cut"
    ENTRY_WAITING = "entry-waiting"
    ENTRY_LATE = "entry-late"
    NOTICE = "notice"


NOT_TAMPERING = frozenset({Kind.ENTRY_WAITING, Kind.ENTRY_LATE, Kind.NOTICE})


@dataclass(frozen=True)
class Finding:
    """One thing found. `first` and `last` are sequence numbers (both included), None when it is not about entries."""

    kind: Kind
    found: str
    means: str
    todo: str
    first: int | None = None
    last: int | None = None

    @property
    def tampering(self) -> bool:
        """Whether this can only come from somebody changing what was signed, or from damage."""
        return self.kind not in NOT_TAMPERING

    @property
    def where(self) -> str:
        """The place in words, such as "entry 12" or "entries 12 to 40"; empty when it is not about entries."""
        if self.first is None:
            return ""
        if self.last is None or self.last == self.first:
            return f"entry {self.first}"
        return f"entries {self.first} to {self.last}"


@dataclass(frozen=True)
class VerifyReport:
    """The outcome of checking a whole ledger of `size` entries with this `root` (recomputed from the rows)."""

    size: int
    root: bytes | None
    entries: int
    checkpoints: int
    outside: int
    protected: int
    """Entries covered by a checkpoint that somebody outside holds: nobody here can rewrite those unnoticed."""
    findings: tuple[Finding, ...]
    left_out: int = 0
    """Findings beyond the number that is listed."""

    @property
    def intact(self) -> bool:
        return not self.left_out and not any(finding.tampering for finding in self.findings)


class Collected(Iterable[Finding]):
    """Findings as they come, up to a limit, so that a ruined log does not fill the memory."""

    def __init__(self, limit: int = 1000) -> None:
        self.limit = limit
        self.left_out = 0
        self._listed: list[Finding] = []

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._listed)

    @property
    def full(self) -> bool:
        return len(self._listed) >= self.limit

    def add(self, finding: Finding) -> None:
        if self.full:
            self.left_out += 1
        else:
            self._listed.append(finding)

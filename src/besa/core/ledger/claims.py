"""Hold a log against every checkpoint ever seen of it, and remember per source where it stopped agreeing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from besa.core.ledger.checkpoints import Checkpoint
from besa.core.ledger.errors import NoteBroken
from besa.core.ledger.findings import Collected, Finding, Kind
from besa.core.ledger.notes import Note
from besa.core.ledger.vkeys import VerifierKey

DATABASE = "the database"
ARCHIVE = "checkpoints/log.txt"
"""The two places that keep every checkpoint of a node; any other source is an outside one."""

TODO = (
    "Keep a copy of the database and of the checkpoints folder as they are now, and compare with the last backup. "
    "Tell whoever holds the checkpoint: their copy is the proof."
)


@dataclass(frozen=True, order=True)
class Claim:
    """A signed checkpoint as found in `source`; `size` is where it was filed and must be the size it states."""

    size: int
    source: str
    text: str


def opened(claim: Claim, keys: tuple[VerifierKey, ...]) -> Checkpoint:
    """The checkpoint of a claim, if the log with these keys signed it.

    Raises:
        NoteBroken: it did not, or the claim is filed under another size than it states.
    """
    note = Note.parse(claim.text)
    note.vouched_by(keys)
    if note.checkpoint.origin != keys[0].name:
        raise NoteBroken(f"got origin {note.checkpoint.origin}, expected {keys[0].name}")
    if note.checkpoint.size != claim.size:
        raise NoteBroken(f"got size {note.checkpoint.size}, expected {claim.size} where it is filed")
    return note.checkpoint


def largest_signed(claims: Iterable[Claim], keys: tuple[VerifierKey, ...]) -> int:
    """The size of the first of `claims` (given largest first) that the log really signed, 0 without one."""
    for claim in claims:
        with suppress(NoteBroken):
            return opened(claim, keys).size
    return 0


@dataclass
class _Source:
    agreed: int = 0
    disagreed: int | None = None
    bad: int = 0
    cut: int = 0


@dataclass
class Judge:
    """Opens claims with the log's keys and keeps, per source, how far it agrees with the log as it is."""

    keys: tuple[VerifierKey, ...]
    found: Collected
    checked: int = 0
    outside: int = 0
    protected: int = 0
    resigned: bool = False
    _sources: dict[str, _Source] = field(default_factory=dict)
    _absent: dict[str, list[int]] = field(default_factory=dict)
    _opened: tuple[int, str] = (-1, "")
    _checkpoint: Checkpoint | None = None

    def open(self, claim: Claim) -> Checkpoint | None:
        """The checkpoint of a claim if the log signed it, else None and a finding."""
        if self._opened == (claim.size, claim.text):  # the database and the archive mostly hold the same text
            return self._checkpoint
        try:
            self._checkpoint = opened(claim, self.keys)
        except NoteBroken as error:
            self.found.add(
                Finding(
                    Kind.CHECKPOINT_BROKEN,
                    f"The checkpoint for size {claim.size} in {claim.source}: {error}.",
                    "This stored checkpoint is not what this node signed: it was changed, or written by somebody else.",
                    TODO,
                )
            )
            return None
        self._opened = claim.size, claim.text
        return self._checkpoint

    def weigh(self, claim: Claim, *, agrees: bool, end: int) -> None:
        """Remember whether the log agrees with an opened claim; `end` is how many rows the log has now."""
        source = self._sources.setdefault(claim.source, _Source())
        self.checked += 1
        outside = claim.source not in (DATABASE, ARCHIVE)
        self.outside += outside
        if agrees:
            source.agreed = max(source.agreed, claim.size)
            self.protected = max(self.protected, claim.size) if outside else self.protected
        elif claim.size > end:
            source.cut = max(source.cut, claim.size)
        else:
            source.bad += 1
            source.disagreed = claim.size if source.disagreed is None else source.disagreed

    def absent(self, size: int, where: str) -> None:
        """Remember that one of the two complete collections lacks a checkpoint the other has."""
        self._absent.setdefault(where, []).append(size)

    def cut_at(self) -> tuple[int, str]:
        """(largest signed size beyond the end of the log, in which sources), (0, "") if there is none."""
        cut = {name: source.cut for name, source in self._sources.items() if source.cut}
        return max(cut.values(), default=0), ", ".join(sorted(cut))

    def findings(self) -> Iterator[Finding]:
        """What the sources say together."""
        ranges: dict[tuple[int, int], list[str]] = {}
        for name, source in sorted(self._sources.items()):
            if source.disagreed is not None:
                ranges.setdefault((source.agreed, source.disagreed), []).append(name)
        signed_again = (
            any(source.agreed >= min(last for _, last in ranges) for source in self._sources.values() if not source.bad)
            if ranges
            else False
        )
        for (agreed, disagreed), names in sorted(ranges.items()):
            yield _rewritten(agreed, disagreed, names, signed_again=signed_again)
        for where, sizes in self._absent.items():
            yield _absent_finding(where, sizes)


def _rewritten(agreed: int, disagreed: int, names: Iterable[str], *, signed_again: bool) -> Finding:
    how = (
        "The history was rewritten and signed again, so whoever did it could use this node's signing keys."
        if signed_again
        else "The rows and the stored tree were changed together, without the signing keys."
    )
    return Finding(
        Kind.HISTORY_REWRITTEN,
        f"The log does not give the root that was signed for size {disagreed} ({', '.join(names)}); "
        f"the last size at which it still agrees there is {agreed}.",
        f"{how} At least one of these entries is not what it was: changed, taken out, put in or moved.",
        TODO,
        agreed,
        disagreed - 1,
    )


def _absent_finding(where: str, sizes: list[int]) -> Finding:
    some = ", ".join(str(size) for size in sizes[:5]) + (" …" if len(sizes) > 5 else "")
    return Finding(
        Kind.CHECKPOINT_MISSING,
        f"{len(sizes)} signed checkpoint{'s are' if len(sizes) > 1 else ' is'} gone from {where} (for size {some}).",
        "Somebody removed proof of what the log was; the other copy still has it.",
        TODO,
    )

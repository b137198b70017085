"""Check a whole stored log against its signed checkpoints in one pass and flat memory, and name what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from besa.core.ledger.claims import ARCHIVE, DATABASE, Claim, Judge
from besa.core.ledger.explain import TODO, cut, explain
from besa.core.ledger.findings import Collected, Finding, Kind, VerifyReport
from besa.core.ledger.frontier import Frontier
from besa.core.ledger.stored import BLOCK, Block, Blocks, StoredLog, read_block
from besa.core.ledger.tilecheck import UpperTiles, tile_findings
from besa.core.ledger.vkeys import VerifierKey

Progress = Callable[[int, int], None]
Ranges = list[tuple[int, int]]
MANY = 10_000
MAX_SIZE = 2**63 - 1


def audit(
    log: StoredLog,
    claims: Iterable[Claim],
    *,
    keys: tuple[VerifierKey, ...],
    size: int,
    end: int,
    archived: int | None = None,
    progress: Progress = lambda done, size: None,
) -> VerifyReport:
    """Recompute the log and compare it with every claim.

    Args:
        claims: signed checkpoints, sorted by size.
        keys: the log's verifier keys, all under its origin.
        size: the largest size that was ever signed, as far as the claims know.
        end: one more than the largest sequence any row has.
        archived: the last size the archive holds; None when there is no archive to compare the database with.
    """
    return _Audit(log, keys, size, end, archived).run(claims, progress)


class _Audit:
    def __init__(
        self, log: StoredLog, keys: tuple[VerifierKey, ...], size: int, end: int, archived: int | None
    ) -> None:
        self.log, self.size, self.end, self.archived = log, size, end, archived
        self.found = Collected()
        self.judge = Judge(keys, self.found)
        self.rows: Frontier | None = Frontier()
        self.tiles: Frontier | None = self.rows
        self.entries = 0
        self.pending: Ranges = []
        self.bad_rows: Ranges = []
        self.bad_tiles: Ranges = []
        self.disputed: Ranges = []

    def run(self, claims: Iterable[Claim], progress: Progress) -> VerifyReport:
        groups = _Groups(claims)
        self._weigh_all(groups.upto(0))
        upper = UpperTiles(self.log, self.size)
        for start in range(0, self.size, BLOCK):
            block = read_block(self.log, start, min(start + BLOCK, self.size))
            self._note_damage(block)
            upper.take(block)
            self._walk(block, groups)
            progress(start + len(block.actual), self.size)
        self.disputed += self.pending
        for beyond in groups.upto(MAX_SIZE):  # nothing so large was ever signed, so each of these is a finding
            for claim in beyond:
                self.judge.open(claim)
        self._explain()
        for finding in upper.findings():
            self.found.add(finding)
        root = self.rows.root if self.rows and self.rows.size == self.size else None
        return VerifyReport(
            self.size,
            root,
            self.entries,
            self.judge.checked,
            self.judge.outside,
            self.judge.protected,
            tuple(self.found),
            self.found.left_out,
        )

    def _note_damage(self, block: Block) -> None:
        self.entries += sum(actual is not None for actual in block.actual)
        for sequence in block.doubles:
            self.found.add(
                Finding(
                    Kind.ENTRY_INSERTED,
                    f"More than one row claims the place {sequence!r:.40}, or it is no whole number.",
                    "A row was put in next to the signed one.",
                    TODO,
                    sequence if isinstance(sequence, int) else None,
                )
            )
        for first, last, problem in block.damaged:
            if first < self.end:  # what lies beyond the end is told as one cut, not tile by tile
                self.found.add(
                    Finding(
                        Kind.TILE_MISSING,
                        f"{problem[0].upper()}{problem[1:]}.",
                        "Part of the stored tree is gone; the entries themselves may be whole (see other findings).",
                        "The tree can be computed again from the rows. Find out why the tile is gone.",
                        first,
                        last,
                    )
                )

    def _walk(self, block: Block, groups: _Groups) -> None:
        done = 0
        for claims in groups.upto(block.start + len(block.actual)):
            until = claims[0].size - block.start
            self._grow(block, done, until)
            self._weigh(claims)
            done = until
        self._grow(block, done, len(block.actual))

    def _grow(self, block: Block, start: int, stop: int) -> None:
        actual, signed = block.actual[start:stop], block.signed[start:stop]
        together = self.rows is self.tiles and actual == signed
        self.rows = _extend(self.rows, actual)
        self.tiles = self.rows if together else _extend(self.tiles, signed)
        if actual == signed and None not in actual:
            return
        for offset, (row, tile) in enumerate(zip(actual, signed, strict=True), block.start + start):
            if row is None or (tile is not None and row != tile):
                if self.pending and (self.pending[-1][1] == offset - 1 or len(self.pending) > MANY):
                    self.pending[-1] = self.pending[-1][0], offset
                else:
                    self.pending.append((offset, offset))

    def _weigh_all(self, groups: Iterator[list[Claim]]) -> None:
        for claims in groups:
            self._weigh(claims)

    def _weigh(self, claims: list[Claim]) -> None:
        row_root = self.rows.root if self.rows else None
        tile_root = row_root if self.tiles is self.rows else self.tiles.root if self.tiles else None
        size = claims[0].size
        by_rows = by_tiles = False
        for claim in claims:
            checkpoint = self.judge.open(claim)
            if checkpoint:
                by_rows |= checkpoint.root == row_root
                by_tiles |= checkpoint.root == tile_root
                self.judge.weigh(claim, agrees=checkpoint.root in (row_root, tile_root), end=self.end)
        self._note_absent(size, {claim.source for claim in claims})
        if by_tiles and not by_rows:
            self.rows = self.tiles
            self._settle(self.bad_rows)
        elif by_rows and not by_tiles:
            self.tiles = self.rows
            self._settle(self.bad_tiles)

    def _settle(self, blamed: Ranges) -> None:
        for first, last in self.pending:
            if blamed and blamed[-1][1] == first - 1:
                blamed[-1] = blamed[-1][0], last
            else:
                blamed.append((first, last))
        self.pending = []

    def _note_absent(self, size: int, sources: set[str]) -> None:
        if self.archived is None or not sources & {DATABASE, ARCHIVE}:
            return
        if DATABASE not in sources:
            self.judge.absent(size, DATABASE)
        elif ARCHIVE not in sources and size < self.archived:
            self.judge.absent(size, ARCHIVE)

    def _explain(self) -> None:
        blocks = Blocks(self.log, self.size, self.end)
        signed_end, sources = self.judge.cut_at()
        if signed_end:
            self.found.add(cut(self.end, signed_end - 1, f"So says {sources}; the stored tree is cut off too."))
        for finding in explain(blocks, self.bad_rows):
            self.found.add(finding)
        for finding in tile_findings(blocks, self.bad_tiles):
            self.found.add(finding)
        for first, last in self.disputed:
            if signed_end and first >= self.end:
                continue
            self.found.add(
                Finding(
                    Kind.ENTRY_DISPUTED,
                    "The rows and the stored tree disagree here, and neither gives the root that was signed.",
                    "Rows and tree were both changed; which of them is nearer to the truth cannot be told from here.",
                    TODO,
                    first,
                    last,
                )
            )
        for finding in self.judge.findings():
            self.found.add(finding)


class _Groups:
    """Claims of the same size together, taken in order of size."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._groups = groupby(claims, key=lambda claim: claim.size)
        self._next: list[Claim] | None = None

    def upto(self, size: int) -> Iterator[list[Claim]]:
        while True:
            if self._next is None:
                self._next = next((list(group) for _, group in self._groups), None)
            if self._next is None or self._next[0].size > size:
                return
            claims, self._next = self._next, None
            yield claims


def _extend(frontier: Frontier | None, leaves: list[bytes | None]) -> Frontier | None:
    if frontier is None or None in leaves:
        return None
    return frontier.extend(leaf for leaf in leaves if leaf is not None)

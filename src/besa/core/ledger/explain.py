"""Turn "these rows are not what was signed" into what was done: changed, taken out, put in, moved or cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from besa.core.ledger.entries import flaw
from besa.core.ledger.findings import Finding, Kind
from besa.core.ledger.stored import Blocks, RowValues

WINDOW = 64
"""How far to look for the place where rows and signed hashes agree again."""
SHIFT_COST = 4
"""Taking out or putting in moves all later entries; a few changed rows in place are the likelier story."""
REMEMBERED = 20_000

TODO = (
    "Keep a copy of the database and of the checkpoints folder as they are now. Compare with the last backup to see "
    "what the entry was, and find out who could write to the database."
)


@dataclass
class _Story:
    """What the walk has seen so far; places are sequence numbers as signed, rows are sequence numbers as stored."""

    changed: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    missing: dict[int, bytes] = field(default_factory=dict)
    inserted: dict[int, bytes] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.changed) + len(self.missing) + len(self.inserted)


def explain(blocks: Blocks, ranges: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    """Findings for rows that differ from hashes the signed tree vouches for; `ranges` of (first, last), in order."""
    story = _Story()
    place = shift = 0
    for first, last in ranges:
        place = max(place, first)
        # once rows are renumbered everything later differs, so the walk goes on past the range
        while place < blocks.size and (place <= last or shift) and len(story) < REMEMBERED:
            signed = blocks.signed(place)
            if signed is None or blocks.actual(place + shift) == signed:
                place += 1
            else:
                changed, inserted, deleted = _likeliest(blocks, place, shift)
                _remember(story, blocks, place, shift, changed, inserted, deleted)
                place += changed + deleted
                shift += inserted - deleted
    yield from _tell(blocks, story, shift)
    yield from _unsigned(blocks, blocks.size + max(shift, 0))


def _remember(story: _Story, blocks: Blocks, place: int, shift: int, changed: int, inserted: int, deleted: int) -> None:
    for at in range(place, min(place + changed, blocks.size)):
        actual, signed = blocks.actual(at + shift), blocks.signed(at)
        if signed is not None and actual is None:
            story.missing[at] = signed
        elif signed is not None and actual is not None and actual != signed:
            story.changed[at] = actual, signed
    for row in range(place + shift, place + shift + inserted):
        story.inserted[row] = blocks.actual(row) or b""
    for at in range(place, place + deleted):
        story.missing[at] = blocks.signed(at) or b""


def _likeliest(blocks: Blocks, place: int, shift: int) -> tuple[int, int, int]:
    """(rows changed in place, rows put in, entries taken out) that costs least until both sides agree again."""
    best, cost = (WINDOW, 0, 0), 2 * WINDOW
    for count in range(1, WINDOW + 1):
        if count >= cost:
            break
        if place + count >= blocks.size:  # the end is no proof that both sides agree again, only the last resort
            if count + 2 * SHIFT_COST < cost:
                best, cost = (count, 0, 0), count + 2 * SHIFT_COST
        elif _agree(blocks, place + count, shift):
            best, cost = (count, 0, 0), count
        if count + SHIFT_COST < cost:
            if _agree(blocks, place, shift + count):
                best, cost = (0, count, 0), count + SHIFT_COST
            elif _agree(blocks, place + count, shift - count):
                best, cost = (0, 0, count), count + SHIFT_COST
    return best


def _agree(blocks: Blocks, place: int, shift: int) -> bool:
    signed = blocks.signed(place)
    return signed is not None and blocks.actual(place + shift) == signed


def _tell(blocks: Blocks, story: _Story, shift: int) -> Iterator[Finding]:
    origin = {signed: place for place, (_, signed) in story.changed.items()}
    origin |= {signed: place for place, signed in story.missing.items() if signed}
    moved = {place: origin[actual] for place, (actual, _) in story.changed.items() if actual in origin}
    moved |= {row: origin[actual] for row, actual in story.inserted.items() if actual in origin}
    away = set(moved.values())
    for row, place in sorted(moved.items()):
        yield Finding(
            Kind.ENTRY_MOVED,
            f"The row numbered {row} is the one that was signed as entry {place}.",
            "Entries were put in another order after they were signed: who did what first is no longer as recorded.",
            TODO,
            row,
        )
    for first, last in runs(sorted(set(story.changed) - set(moved))):
        yield _changed(blocks, first, last, story)
    for first, last in runs(sorted(set(story.missing) - away)):
        yield _missing(blocks, first, last, closed=bool(shift))
    for first, last in runs(sorted(set(story.inserted) - set(moved))):
        yield _inserted(blocks, first, last)


def _changed(blocks: Blocks, first: int, last: int, story: _Story) -> Finding:
    if first == last:
        actual, signed = story.changed[first]
        row = blocks.row(first)
        found = f"got leaf hash {actual.hex()[:16]}…, expected {signed.hex()[:16]}…. {reads(row)}"
    else:
        found = f"{last - first + 1} rows in a row do not give the leaf hashes that were signed."
    return Finding(
        Kind.ENTRY_CHANGED,
        found,
        "The row was changed after it was signed: its time, actor, verb, object or digest is not the original.",
        TODO,
        first,
        last,
    )


def _missing(blocks: Blocks, first: int, last: int, *, closed: bool) -> Finding:
    if last == blocks.size - 1:
        return cut(first, last, "The tree still holds their hashes.")
    found = "The row is gone" if first == last else "The rows are gone"
    found += ", and later rows were renumbered to close the gap" if closed else ""
    return Finding(
        Kind.ENTRY_MISSING,
        f"{found}; the tree still holds the hash.",
        "Somebody deleted what was recorded: an act that was done can no longer be read here.",
        TODO,
        first,
        last,
    )


def _inserted(blocks: Blocks, first: int, last: int) -> Finding:
    found = "A row was put in here and later rows were renumbered to make room."
    return Finding(
        Kind.ENTRY_INSERTED,
        f"{found} {reads(blocks.row(first))}" if first == last else found,
        "This row was never signed: it claims an act that nobody recorded when it is said to have happened.",
        TODO,
        first,
        last,
    )


def _unsigned(blocks: Blocks, start: int) -> Iterator[Finding]:
    beyond = [row[0] for row in islice(blocks.log.rows(start, blocks.end), REMEMBERED) if isinstance(row[0], int)]
    for first, last in runs(sorted(set(beyond))):
        yield Finding(
            Kind.ENTRY_UNSIGNED,
            f"Rows stand beyond the {blocks.size} entries that were signed. {reads(blocks.row(first))}",
            "These rows were given a place in the order by somebody else than the sequencer.",
            TODO,
            first,
            last,
        )


def cut(first: int, last: int, found: str) -> Finding:
    """The finding for a log that ends too early."""
    return Finding(
        Kind.HISTORY_CUT,
        f"The log ends before entry {first}, but {last + 1} entries were signed. {found}",
        "The newest entries were cut off, or an older backup was put back over a newer ledger.",
        "If you have just restored a backup, these acts are lost and this gap stays visible; write down why. If not: "
        + TODO,
        first,
        last,
    )


def reads(row: RowValues | None) -> str:
    """A row in words, for whoever has to compare it with a backup."""
    if row is None:
        return "There is no row."
    problem = flaw(*row[1:])
    if problem:
        return f"The row cannot be an entry: {problem}."
    _, name, at_ms, actor, verb, object_id, _ = row
    moment = datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(" ", "seconds") if at_ms < 2**47 else f"{at_ms} ms"
    return f"The row reads: {moment}, {actor}, {verb}, {object_id} ({name})."


def runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """(first, last) of each stretch of consecutive numbers in a sorted list."""
    start = previous = None
    for number in numbers:
        if start is None or previous is None:
            start = number
        elif number != previous + 1:
            yield start, previous
            start = number
        previous = number
    if start is not None and previous is not None:
        yield start, previous

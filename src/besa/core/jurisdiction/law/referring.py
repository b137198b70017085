"""Which provisions, cells and acts ask for a cell: what to read again when it changes."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.law.library import Law, expressions_of


def referring(ident: str, law: Law) -> tuple[str, ...]:
    """Ids of the provisions and cells that name it, `acts.<code>` for acts; the order is that of the law."""
    return tuple(dict.fromkeys(_referring(ident, law)))


def _referring(ident: str, law: Law) -> Iterator[str]:
    if ident in law.provisions:
        for one in law.provisions.values():
            if ident in (*one.adds_to, *one.displaces, one.localisation):
                yield one.id
        return
    owner, _, rest = ident.partition(".")
    part, _, name = rest.partition(".")
    words: tuple[str, ...]
    if part == "law":
        words, state = ("cell", "child_under"), owner
        yield from (f"acts.{act.code}" for act in law.acts.by_code.values() if _asks(act.punishable, words, name))
        yield from (f"acts.{act.code}" for act in law.acts.by_code.values() if act.limitation == name)
    elif part == "reservations":
        words, state = ("reserved",), owner
        yield from (one.id for one in law.provisions.values() if one.reservable == name)
    elif part == "treaties":
        words, name, state = ("party_to",), name.rpartition(".")[0], owner
        yield from (one.id for one in law.provisions.values() if one.treaty == name)
    else:
        words, name, state = ("party_to",), owner, ""
        yield from (one.id for one in law.provisions.values() if one.treaty == owner)
    yield from _in_conditions(words, name, state, law)


def _in_conditions(words: tuple[str, ...], name: str, state: str, law: Law) -> Iterator[str]:
    for one in law.provisions.values():
        if any(_asks(found, words, name) for found in (one.tie, one.when) if found is not None):
            yield one.id
    for code, each in law.recorded.items():
        if state in ("", code):
            for cell in each.cells():
                if any(_asks(found, words, name) for claim in cell.claims for found in expressions_of(claim)):
                    yield cell.id


def _asks(expression: Expression, words: tuple[str, ...], name: str) -> bool:
    return any(part.word in words and part.value == name for part in expression.every())

"""What a file cannot know of the others: sources, articles and acts exist, and no rule displaces itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from besa.core.jurisdiction.conditions.expressions import TIES_OF_A_STATE, Expression
from besa.core.jurisdiction.law.acts import Acts
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.claims import Cell, Claim
from besa.core.jurisdiction.law.gaps import FILE as GAPS
from besa.core.jurisdiction.law.gaps import Gap
from besa.core.jurisdiction.law.instruments import FILE as INSTRUMENTS
from besa.core.jurisdiction.law.library import Law, expressions_of
from besa.core.jurisdiction.law.sources import Source
from besa.core.jurisdiction.law.states import State
from besa.core.jurisdiction.law.treaties import OWN_GROUNDS, Offence, Provision, Treaty


def before(
    states: Mapping[str, State],
    treaties: Mapping[str, Treaty],
    acts: Acts,
    sources: Mapping[str, Source],
    gaps: Mapping[str, Gap],
) -> None:
    """What must be so before times can be worked out."""
    for state in states.values():
        for cell in state.cells():
            _check_sources(cell, sources)
        for ident in state.treaties:
            if ident not in treaties:
                raise LawBroken(
                    f"states/{state.code}.yaml",
                    f"treaties: {ident}",
                    "there is no treaties/{treaty}.yaml",
                    treaty=ident,
                )
    _check_names(states)
    seen: dict[str, str] = {}
    for treaty in treaties.values():
        file = f"treaties/{treaty.id}.yaml"
        _check_sources(treaty.in_force, sources)
        for provision in treaty.provisions:
            if provision.id in seen:
                raise LawBroken(file, provision.id, "stands twice, also in {file}", file=seen[provision.id])
            seen[provision.id] = file
            _check_citations(provision.claim, provision.id, file, sources)
        for offence in treaty.offences:
            _check_offence(offence, file, acts)
    for gap in gaps.values():
        for basis in gap.basis:
            if basis not in seen:
                raise LawBroken(GAPS, gap.id, "there is no provision '{provision}'", provision=basis)


def after(law: Law) -> None:
    """What can be seen once everything stands together."""
    for treaty in law.treaties.values():
        for provision in treaty.provisions:
            _check_references(provision, treaty, law)
    _check_circles(law)
    for state in law.recorded.values():
        for cell in state.cells():
            for claim in cell.claims:
                for ground, _expression in claim.when_for or ():
                    if ground not in OWN_GROUNDS:
                        named = ", ".join(OWN_GROUNDS)
                        raise LawBroken(cell.file, cell.id, "'{ground}' is no ground", ground=ground, known=named)
    asked = {name for act in law.acts.by_code.values() for name in _names(act.punishable)}
    known = asked | {name for state in law.recorded.values() for name in state.law}
    for where, expression in law.expressions():
        _check_expression(where, expression, law, known)
    for state in law.recorded.values():
        asks = {name: _asked(cell) for name, cell in state.law.items()}
        for name in asks:
            _follow(name, asks, [], state)


def _asked(cell: Cell) -> set[str]:
    """The other cells of the same State that a cell's conditions ask for."""
    return {name for claim in cell.claims for expression in expressions_of(claim) for name in _names(expression)}


def _names(expression: Expression) -> set[str]:
    """The cells of a State that an expression asks for."""
    return {
        part.value
        for part in expression.every()
        if part.word in ("cell", "child_under") and isinstance(part.value, str)
    }


def _follow(name: str, asks: Mapping[str, set[str]], path: list[str], state: State) -> None:
    if name in path:
        circle = " asks for ".join((*path[path.index(name) :], name))
        raise LawBroken(
            f"states/{state.code}.yaml", f"{state.code}.law.{name}", "asks for itself: {circle}", circle=circle
        )
    for other in sorted(asks.get(name, ())):
        _follow(other, asks, [*path, name], state)


def _check_offence(offence: Offence, file: str, acts: Acts) -> None:
    where = f"offences: {offence.article}"
    _check_acts(offence.acts, where, file, acts)
    for part in offence.when.every() if offence.when else ():
        if part.word in TIES_OF_A_STATE:
            raise LawBroken(
                file, where, "'{word}' is a tie to a State and says nothing of the act: put it into a provision",
                word=part.word,
            )  # fmt: skip


def _check_names(states: Mapping[str, State]) -> None:
    named: dict[str, str] = {}
    for state in states.values():
        for name in (state.code, *state.also):
            if name in named:
                raise LawBroken(
                    f"states/{state.code}.yaml",
                    "also",
                    "'{name}' is also a name of {state}",
                    name=name,
                    state=named[name],
                )
            named[name] = state.code


def _check_sources(cell: Cell, sources: Mapping[str, Source]) -> None:
    for claim in cell.claims:
        _check_citations(claim, cell.id, cell.file, sources)


def _check_citations(claim: Claim, ident: str, file: str, sources: Mapping[str, Source]) -> None:
    conflict = claim.conflict.sources if claim.conflict else ()
    quoted = (claim.wording.source,) if claim.wording else ()
    for citation in (*claim.sources, *conflict, *quoted):
        if citation.source not in sources:
            raise LawBroken(
                file,
                ident,
                "there is no source '{source}' in sources.yaml: add it, or correct the id",
                source=citation.source,
            )
    _check_wording(claim, ident, file, sources)


def _check_wording(claim: Claim, ident: str, file: str, sources: Mapping[str, Source]) -> None:
    source = sources[claim.wording.source.source] if claim.wording else None
    if source is not None and (source.address_status != "verbatim" or source.tier == "low"):
        raise LawBroken(
            file, f"{ident}: wording",
            "'{source}' is no source to quote from: its address is not checked, or it is not near enough to the law; "
            "quote from one that others can open and read", source=source.id,
        )  # fmt: skip


def _check_acts(named: Iterable[str], where: str, file: str, acts: Acts) -> None:
    for act in named:
        if act not in acts.by_code:
            raise LawBroken(file, where, "there is no act '{act}'", act=act, known=", ".join(acts.by_code))


def _check_references(provision: Provision, treaty: Treaty, law: Law) -> None:
    file = f"treaties/{treaty.id}.yaml"
    localised = (provision.localisation,) if provision.localisation else ()
    for other in (*provision.adds_to, *provision.displaces, *localised):
        if other not in law.provisions:
            raise LawBroken(file, provision.id, "there is no provision '{provision}'", provision=other)
        if law.provisions[other].treaty != treaty.id:
            raise LawBroken(
                file, provision.id, "'{other}' is of another treaty: a provision displaces only its own", other=other
            )
    for article in provision.offences or ():
        if treaty.offences and not any(covers(article, offence.article) for offence in treaty.offences):
            raise LawBroken(file, provision.id, "no offence of this treaty is of article '{article}'", article=article)


def covers(article: str, other: str) -> bool:
    """Whether an article as cited is the other, or holds it: 18 holds 18(1)(a), not 180."""
    return other == article or (other.startswith(article) and not other[len(article)].isalnum())


def _check_circles(law: Law) -> None:
    done: set[str] = set()
    for start in law.provisions:
        path: list[str] = []
        _walk(start, law, path, done)


def _walk(ident: str, law: Law, path: list[str], done: set[str]) -> None:
    if ident in done:
        return
    provision = law.provisions[ident]
    if ident in path:
        circle = " displaces ".join((*path[path.index(ident) :], ident))
        raise LawBroken(
            f"treaties/{provision.treaty}.yaml",
            ident,
            "displaces itself: {circle}; take one of them out",
            circle=circle,
        )
    path.append(ident)
    for other in provision.displaces:
        _walk(other, law, path, done)
    path.pop()
    done.add(ident)


def _check_expression(where: str, expression: Expression, law: Law, known: set[str]) -> None:
    file = _file(where, law)
    for name in sorted(_names(expression) - known):
        raise LawBroken(
            file, where, "no State has an entry '{value}': write the name of one, without the State before it",
            value=name,
        )  # fmt: skip
    for part in expression.every():
        if part.word == "act_in":
            _check_acts(part.value, where, file, law.acts)
        if part.word == "party_to" and part.value not in law.treaties:
            raise LawBroken(file, where, "there is no treaty '{value}'", value=part.value)


def _file(where: str, law: Law) -> str:
    first = re.split(r"[. ]", where, maxsplit=1)[0]
    if first == "instruments":
        return INSTRUMENTS
    if where in law.provisions:
        return f"treaties/{law.provisions[where].treaty}.yaml"
    return (
        f"treaties/{first}.yaml" if first in law.treaties else f"states/{first}.yaml" if "." in where else "acts.yaml"
    )

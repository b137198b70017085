"""Entries of the law as a page shows them: what it says in words, how sure, when, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from besa.core.jurisdiction import naming as engine
from besa.core.jurisdiction import valued
from besa.core.jurisdiction import wording as sentences
from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.law.changing import Change, read_change, read_provision
from besa.core.jurisdiction.law.citations import Citation
from besa.core.jurisdiction.law.claims import Claim, Conflict
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.sources import Source, read_source
from besa.core.jurisdiction.law.treaties import Provision
from besa.core.jurisdiction.logic import Step, Truth
from besa.node.law import naming, wording

# The most telling first: what a list of a State is counted by.
SURE = ("sourced", "weak", "recalled", "contested", "unknown")


@dataclass(frozen=True)
class Condition:
    """One line of a condition, and what hangs on it."""

    text: str
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Cited:
    """A source and the place in it, as a reader wants them."""

    id: str
    title: str
    address: str
    at: str
    tier: str
    checked: str
    read: date
    describes: date


@dataclass(frozen=True)
class Contradiction:
    value: str
    sources: tuple[Cited, ...]
    settled: bool
    why: str


@dataclass(frozen=True)
class Said:
    """One claim. `sure` is a code of SURE, `how_sure` its words; `since` the first day of which its sources speak;
    `wording` what is quoted of the law itself, as a piece of a page, and `worded_at` where."""

    value: str
    condition: Condition | None
    by_ground: tuple[tuple[str, Condition], ...]
    sure: str
    how_sure: str
    starts: date | None
    ends: date | None
    since: date | None
    sources: tuple[Cited, ...]
    contradiction: Contradiction | None
    note: str
    wording: str = ""
    worded_at: Cited | None = None

    @property
    def last_read(self) -> date | None:
        return max((one.read for one in self.sources), default=None)


@dataclass(frozen=True)
class Entry:
    """A cell or a provision by its id and its name; `said` is empty where nothing is recorded.

    `text` is what a provision says, in its own language and with the translation beside it, as a piece of a page;
    `about` what else is recorded of it: labels and words.
    """

    id: str
    name: str
    said: tuple[Said, ...]
    text: str = ""
    about: tuple[tuple[str, str], ...] = ()


def entry(ident: str, law: Law, *, short: bool = False) -> Entry:
    """What the law that counts says in one place; `short` for a page that names the State already."""
    voice = wording.on_page()
    name = _short_name(ident, law) if short else str(engine.cell(ident, law, voice))
    if ident in law.provisions:
        return _provision(law.provisions[ident], name, law, law.sources)
    cell = law.by_id.get(ident)
    return Entry(ident, name, tuple(_said(claim, law) for claim in cell.claims) if cell else ())


def _short_name(ident: str, law: Law) -> str:
    voice = wording.on_page()
    _owner, _, rest = ident.partition(".")
    part, _, name = rest.partition(".")
    if part == "law" and not name.startswith("penalty."):
        return str(engine.cell_of_law(name, voice))
    if part == "reservations":
        return str(engine.provision(name, law, voice))
    return str(engine.cell(ident, law, voice))


def as_proposed(cell: str, claims: list[dict[str, Any]], sources: Mapping[str, dict[str, Any]], law: Law) -> Entry:
    """The same of claims in the form of the files, which need not count today; raises LawBroken if they are none."""
    name = str(engine.cell(cell, law, wording.on_page()))
    if not claims:
        return Entry(cell, name, ())
    known = {**law.sources, **{ident: read_source(raw, ident) for ident, raw in sources.items()}}
    if cell in law.provisions:
        return _provision(read_provision(Change(cell, claims, {}), law), name, law, known)
    found = read_change(Change(cell, claims, {}), law)
    return Entry(cell, name, tuple(_said(claim, law, known) for claim in found.claims))


def _provision(one: Provision, name: str, law: Law, known: Mapping[str, Source]) -> Entry:
    voice = wording.on_page()
    about = [(gettext("Article"), str(engine.article_of(one.article, voice)))]
    if one.modality:
        about.append((gettext("How far it obliges"), naming.modalities()[one.modality]))
    if one.reservable:
        about.append((gettext("Which reservation there may be"), str(engine.provision(one.reservable, law, voice))))
    return Entry(one.id, name, (_said(one.claim, law, known),), voice.legal(one.text), tuple(about))


def condition(expression: Expression, law: Law) -> Condition:
    """A condition in words, its parts below it."""
    voice = wording.on_page()
    if expression.word == "party_to":
        said = naming.party_to(engine.treaty(expression.value, law, voice))
    else:
        said = sentences.sentence(Step(Truth.UNKNOWN, expression.word, expression.value), law, voice)
    return Condition(said, tuple(condition(part, law) for part in expression.parts))


def counted(many: Iterable[Iterable[Claim]], sources: Mapping[str, Source]) -> dict[str, int]:
    """How many entries, each given by its claims, are how sure: as their least sure claim."""
    found = dict.fromkeys(SURE, 0)
    for claims in many:
        found[max((how_sure(one, sources) for one in claims), key=SURE.index)] += 1
    return found


def how_sure(claim: Claim, sources: Mapping[str, Source]) -> str:
    """A code of SURE: what is contradicted is not sure, whatever its source."""
    if claim.contested:
        return "contested"
    if claim.value == "unknown":
        return "unknown"
    if claim.confidence != "sourced":
        return claim.confidence
    cited = [sources[one.source] for one in claim.sources if one.source in sources]
    weak = all(one.tier == "low" or one.address_status != "verbatim" for one in cited)
    return "weak" if weak else "sourced"


def _said(claim: Claim, law: Law, sources: Mapping[str, Source] | None = None) -> Said:
    known = law.sources if sources is None else sources
    sure = how_sure(claim, known)
    words, quoted = wording.on_page(), claim.wording
    since = min((known[one.source].describes for one in claim.sources if one.source in known), default=None)
    return Said(
        value=_value(claim.value),
        condition=condition(claim.when, law) if claim.when else None,
        by_ground=tuple(
            (str(valued.ground(ground, words)), condition(found, law)) for ground, found in claim.when_for or ()
        ),
        sure=sure,
        how_sure=naming.sureness()[sure],
        starts=claim.starts,
        ends=claim.ends,
        since=claim.starts or claim.as_of or since,
        sources=tuple(_cited(one, known) for one in claim.sources if one.source in known),
        contradiction=_contradiction(claim.conflict, known),
        note=claim.note,
        wording=words.legal(quoted.text, quoted.language, quoted.english) if quoted else "",
        worded_at=_cited(quoted.source, known) if quoted and quoted.source.source in known else None,
    )


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return naming.years(*value)
    if isinstance(value, date):
        return naming.day(value)
    return naming.values().get(str(value), str(value))


def _cited(citation: Citation, sources: Mapping[str, Source]) -> Cited:
    one = sources[citation.source]
    return Cited(
        one.id,
        one.title,
        one.address,
        citation.at,
        naming.tiers()[one.tier],
        naming.addresses()[one.address_status],
        one.read,
        one.describes,
    )


def _contradiction(conflict: Conflict | None, sources: Mapping[str, Source]) -> Contradiction | None:
    if conflict is None:
        return None
    cited = tuple(_cited(one, sources) for one in conflict.sources if one.source in sources)
    return Contradiction(_value(conflict.value), cited, conflict.settled, conflict.why)

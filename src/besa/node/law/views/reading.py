"""Reading the law: all of it, by State, by treaty, one entry, a search, the work list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import strip_tags
from django.views.decorators.http import require_GET

from besa.core.jurisdiction import auditing
from besa.core.jurisdiction import naming as engine
from besa.core.jurisdiction import wording as sentences
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import place_of
from besa.core.jurisdiction.law.claims import Claim
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.referring import referring
from besa.core.jurisdiction.law.states import State
from besa.core.jurisdiction.worked import worked_cases
from besa.node.law import audit, naming, queries, sheet, wording
from besa.node.law.sheet import Entry
from besa.node.law.views.around import around
from besa.node.people.gate import keyring

FOUND_AT_MOST = 60


@dataclass(frozen=True)
class Row:
    """A State or treaty in the list of all."""

    id: str
    name: str
    counts: tuple[tuple[str, int], ...]


@require_GET
def law(request: HttpRequest) -> HttpResponse:
    """Every State and treaty that is recorded, and how well."""
    standing = queries.standing()
    ours, voice = standing.law, wording.on_page()
    states = [
        _row(code, str(voice.state(code, ours)), [cell.claims for cell in one.cells()], ours)
        for code, one in ours.recorded.items()
    ]
    treaties = [
        _row(one.id, str(engine.treaty(one.id, ours, voice)), [(each.claim,) for each in one.provisions], ours)
        for one in ours.treaties.values()
    ]
    values = {
        "states": sorted(states, key=lambda row: row.name),
        "treaties": treaties,
        "standing": standing,
        "contested": [sheet.entry(cell, ours) for cell in sorted(standing.contested)],
        "sureness": [(code, naming.sureness()[code]) for code in sheet.SURE],
    }
    return _page(request, "law/law.html", values)


@require_GET
def state(request: HttpRequest, code: str) -> HttpResponse:
    """What is recorded of one State."""
    ours = queries.current()
    if code not in ours.recorded:
        raise Http404
    one = ours.recorded[code]
    parts = [
        {"title": title, "entries": [sheet.entry(ident, ours, short=True) for ident in _cells(one, part)]}
        for part, title in naming.sections().items()
    ]
    values = {
        "state": one,
        "name": wording.on_page().state(code, ours),
        "parts": [part for part in parts if part["entries"]],
    }
    return _page(request, "law/state.html", values)


@require_GET
def treaty(request: HttpRequest, ident: str) -> HttpResponse:
    """What a treaty says, and whom it binds."""
    ours = queries.current()
    if ident not in ours.treaties:
        raise Http404
    one, voice = ours.treaties[ident], wording.on_page()
    bound = [
        {
            "name": voice.state(code, ours),
            "status": sheet.entry(f"{code}.treaties.{ident}.status", ours),
            "consent": sheet.entry(f"{code}.treaties.{ident}.consent", ours),
        }
        for code, each in sorted(ours.recorded.items())
        if ident in each.treaties
    ]
    values = {
        "treaty": one,
        "name": engine.treaty(ident, ours, voice),
        "in_force": sheet.entry(one.in_force.id, ours),
        "provisions": [
            {
                "entry": sheet.entry(each.id, ours),
                "article": engine.article_of(each.article, voice),
                "modality": voice(sentences.MODALITIES[each.modality]) if each.modality else "",
            }
            for each in one.provisions
        ],
        "bound": bound,
    }
    return _page(request, "law/treaty.html", values)


@require_GET
def cell(request: HttpRequest, ident: str) -> HttpResponse:
    """One entry: what it says, what hangs on it, its history."""
    standing = queries.standing()
    ours = standing.law
    place = _place(ident, ours)
    history, kept = queries.history(ident), queries.worklist()
    values = {
        "entry": sheet.entry(ident, ours),
        "place": place,
        "owner": _owner(ident, ours),
        "history": history,
        "open": next((one for one in history if one.is_open), None),
        "ours": ident in standing.ours,
        "contested": ident in standing.contested,
        "kept": kept,
        "task": kept.task_of(ident) if kept else None,
        "cases": _titles(kept.cases_reading(ident)) if kept else (),
        "referring": [_linked(one, ours) for one in referring(ident, ours)],
        "states": naming.states(),
        "lawyer": keyring(request).is_lawyer,
    }
    return _page(request, "law/cell.html", values)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Entries in whose name, words, note or sources all of the typed words stand."""
    typed = request.GET.get("q", "")[:200]
    wanted = typed.lower().split()
    ours = queries.current()
    found: list[Entry] = []
    if wanted:
        for ident in (*ours.by_id, *ours.provisions):
            one = sheet.entry(ident, ours)
            if all(word in _text(one) for word in wanted):
                found.append(one)
                if len(found) > FOUND_AT_MOST:
                    break
    values = {"typed": typed, "found": found[:FOUND_AT_MOST], "more": len(found) > FOUND_AT_MOST}
    return _page(request, "law/search.html", values)


@require_GET
def worklist(request: HttpRequest) -> HttpResponse:
    """What of the law is wanting, what would settle most answers first."""
    kind, owner, number = (request.GET.get(name, "") for name in ("kind", "of", "page"))
    ours = queries.current()
    shown = audit.page(
        on=timezone.localdate(),
        kind=kind if kind in auditing.KINDS else "",
        owner=owner if owner in ours.recorded or owner in ours.treaties else "",
        number=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )
    voice = wording.voice()
    owners = sorted((voice.state(code, ours), code) for code in ours.recorded)
    return _page(request, "law/worklist.html", {"page": shown, "kind": kind, "of": owner, "owners": owners})


def _page(request: HttpRequest, template: str, values: dict[str, object]) -> HttpResponse:
    return render(request, template, {**around(), **values})


def _row(ident: str, name: str, claims: Iterable[Iterable[Claim]], ours: Law) -> Row:
    words, counts = naming.sureness(), sheet.counted(claims, ours.sources)
    return Row(ident, name, tuple((words[code], number) for code, number in counts.items()))


def _cells(one: State, part: str) -> list[str]:
    return [cell.id for cell in one.cells() if cell.id.startswith(f"{one.code}.{part}.")]


def _place(ident: str, ours: Law) -> object:
    try:
        return place_of(ident, ours)
    except LawBroken as error:
        raise Http404 from error


def _owner(ident: str, ours: Law) -> dict[str, str]:
    """The State or treaty whose page lists the entry."""
    voice = wording.on_page()
    first = ours.provisions[ident].treaty if ident in ours.provisions else ident.partition(".")[0]
    if first in ours.treaties:
        return {"treaty": first, "name": str(engine.treaty(first, ours, voice))}
    return {"state": first, "name": str(voice.state(first, ours))}


def _linked(ident: str, ours: Law) -> dict[str, str]:
    voice = wording.on_page()
    if ident.startswith("acts."):
        return {"name": str(engine.act(ident.removeprefix("acts."), ours, voice)), "cell": ""}
    return {"name": str(engine.cell(ident, ours, voice)), "cell": ident}


def _titles(names: tuple[str, ...]) -> list[str]:
    every = worked_cases()
    return [every[name].case.title if name in every else name for name in names]


def _text(one: Entry) -> str:
    said = " ".join(
        " ".join(
            (
                each.value,
                each.note,
                strip_tags(each.wording),
                *(f"{source.title} {source.at}" for source in each.sources),
            )
        )
        for each in one.said
    )
    return f"{one.id} {one.name} {strip_tags(one.text)} {said}".lower()

"""Where else what stands in a case was seen: in reports and in other cases, as far as the reader's desks may know.

Of other desks only that there is something, and of a child's file of another desk not even that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from besa.node.cases.models import Access, Case, File, Sighting
from besa.node.cases.queries.lists import lines_of
from besa.node.cases.sightings import tokens_asked
from besa.node.cases.values import CaseLine, FileRef, Shared
from besa.node.people.keyring import Keyring
from besa.node.platform.batching import batched
from besa.node.reports import queries as reports


def shared_by(file_id: UUID, *, keyring: Keyring) -> dict[UUID, Shared]:
    """For each entry of a file that is seen elsewhere: where. A fixed number of queries, however full the file is."""
    by_token: dict[bytes, set[UUID]] = {}
    for entry, token in Sighting.objects.filter(file=file_id).values_list("entry", "token"):
        by_token.setdefault(bytes(token), set()).add(entry)
    if not by_token:
        return {}
    holding = reports.holding(by_token, keyring=keyring)
    case = File.objects.values_list("case", flat=True).get(pk=file_id)
    seen, elsewhere = _in_cases(by_token, keyring, but=case)
    found: dict[UUID, Shared] = {}
    for token, entries in by_token.items():
        held = holding.get(token)
        one = Shared(
            reports=held.newest if held else (),
            more=held.seen - len(held.newest) if held else 0,
            cases=tuple(seen.get(token, {}).items()),
            elsewhere=(held is not None and held.elsewhere) or token in elsewhere,
        )
        if one.reports or one.cases or one.elsewhere:
            for entry in entries:
                found[entry] = found[entry].and_(one) if entry in found else one
    return found


def sharing_with(report_id: UUID, *, keyring: Keyring, now: datetime) -> tuple[tuple[CaseLine, ...], bool]:
    """The cases one may open that hold something of a report without having it, and whether another desk has one."""
    tokens = reports.tokens_of(report_id)
    seen, elsewhere = _in_cases(tokens, keyring, but=None)
    ids = {case for cases in seen.values() for case in cases}
    rows = Case.objects.filter(pk__in=ids).exclude(filed__report=report_id).order_by("opened_at")
    return lines_of(rows, keyring=keyring, now=now), bool(elsewhere)


def with_identifier(typed: str, *, keyring: Keyring, now: datetime) -> tuple[tuple[CaseLine, FileRef], ...]:
    """The cases in which an identifier stands, each with the first of its files that holds it, the newest first."""
    rows = _mine(tokens_asked(typed), keyring).order_by("-file__case__opened_at", "file__sort", "file")
    files: dict[UUID, FileRef] = {}
    for case, file, sort in rows.values_list("file__case", "file", "file__sort")[:500]:
        files.setdefault(case, FileRef(file_id=file, sort=sort, number=0))
    by_id = {case.pk: case for case in Case.objects.filter(pk__in=files)}
    lines = lines_of([by_id[case] for case in files], keyring=keyring, now=now)
    return tuple((line, files[line.case_id]) for line in lines)


def _in_cases(
    tokens: Iterable[bytes], keyring: Keyring, *, but: UUID | None
) -> tuple[dict[bytes, dict[UUID, str]], frozenset[bytes]]:
    """Token to id and reference of cases one may open (not `but`), and the tokens in case files one may not."""
    seen: dict[bytes, dict[UUID, str]] = {}
    elsewhere: set[bytes] = set()
    for some in batched(tokens):
        rows = _mine(some, keyring).exclude(file__case=but).order_by("file__case__opened_at")
        for token, case, reference in rows.values_list("token", "file__case", "file__case__reference"):
            seen.setdefault(bytes(token), {})[case] = reference
        others = Sighting.objects.filter(token__in=some, file__sort=File.Sort.CASE).exclude(file__case=but)
        elsewhere |= {bytes(token) for token in others.filter(~_opening(keyring)).values_list("token", flat=True)}
    return seen, frozenset(elsewhere)


def _mine(tokens: Iterable[bytes], keyring: Keyring) -> QuerySet[Sighting]:
    return Sighting.objects.filter(_opening(keyring), token__in=list(tokens))


def _opening(keyring: Keyring) -> Exists:
    return Exists(Access.objects.filter(file=OuterRef("file"), desk_id__in=keyring.desk_ids))

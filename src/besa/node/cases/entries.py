"""What stands in a file, entry by entry, in the reader's words, and where else it was seen."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from besa.node.cases import wording
from besa.node.cases.values import EntryView, OpenFile
from besa.node.cases.wording import Text
from besa.node.reports.values import QueueRow


@dataclass(frozen=True)
class SharedShown:
    """Where else an entry's identifier was seen. `reports`: id, reference, and whether it is in this case already."""

    reports: tuple[tuple[UUID, str, bool], ...]
    more: int
    cases: tuple[tuple[UUID, str], ...]
    elsewhere: bool


@dataclass(frozen=True)
class EntryShown:
    entry_id: UUID
    label: Text
    fields: dict[str, str]
    whose: str
    who: str
    at: datetime
    struck_by: str
    shared: SharedShown | None


def shared(opened: OpenFile, entry: UUID, seen: dict[UUID, QueueRow]) -> SharedShown | None:
    """Where else an entry was seen; `seen` holds the reports that the one who looks may see."""
    one = opened.shared.get(entry)
    if one is None:
        return None
    held = [(report, seen[report].reference, report in opened.reports) for report in one.reports if report in seen]
    return SharedShown(tuple(held), one.more, one.cases, one.elsewhere)


def place(entry: EntryView) -> int:
    """The child stands before who cares for it, the reported person before witnesses; the rest as it was written."""
    return list(wording.ROLES).index(entry.code) if entry.sort == "person" and entry.code in wording.ROLES else 0


def entry_shown(
    one: EntryView,
    names: dict[int, str],
    persons: dict[str, str],
    shared: SharedShown | None,
    seen: dict[UUID, QueueRow],
    standing: Container[UUID],
) -> EntryShown:
    """One entry in words. `names` of staff, `persons` of the file by the id of their entry; `standing` reports."""
    label: Text = ""
    if one.sort == "person":
        label = wording.ROLES.get(one.code, one.code)
    elif one.sort == "identifier":
        label = wording.KINDS.get(one.code, one.code)
    whose = persons.get(one.fields.get("whose", ""), "")
    struck_by = names.get(one.ended_by or 0, "")
    fields = one.fields
    if "report" in fields:
        fields = {**fields, "about": _taken_from(UUID(fields["report"]), seen, standing)}
    return EntryShown(one.entry_id, label, fields, whose, names.get(one.by, ""), one.at, struck_by, shared)


def _taken_from(report: UUID, seen: dict[UUID, QueueRow], standing: Container[UUID]) -> str:
    """Where something was taken over from, for whoever may open that; and for all, that its reporter took it back."""
    if report not in standing:
        return gettext("taken over from a report that was erased")
    return seen[report].reference if report in seen else ""

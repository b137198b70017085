"""A file's page in the reader's words: everything the template shows, and nothing it has to work out."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from besa.core.casework import Act, State, possible_acts
from besa.node.cases import actions, wording
from besa.node.cases import queries as cases
from besa.node.cases.values import Asked, CaseLine, DutyLine, DutyView, EntryView, OpenFile
from besa.node.cases.wording import Due, Text
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import queries as reports
from besa.node.reports.values import QueueRow

_REPORTS_SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Line:
    """A case in a list, in words."""

    case_id: UUID
    reference: str
    urgency: tuple[int, str, Text]
    state: Text
    due: Due | None
    late: int
    reports: int
    children: int
    who: str
    mine: bool
    desk: str
    opened_at: datetime
    outcome: str
    kept_long: bool


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A deadline in the list over all cases. `promised` is a report whose reporter waits for an answer."""

    reference: str
    file_id: UUID | None
    report_id: UUID | None
    urgency: tuple[int, str, Text]
    what: Text
    where: str
    who: str
    due: Due
    source: tuple[Text, str, bool] | None


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


@dataclass(frozen=True)
class DutyShown:
    duty_id: UUID
    task: bool
    what: Text
    text: str
    due: Due | None
    source: tuple[Text, str, bool] | None
    who: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True)
class ReportShown:
    row: QueueRow
    urgency: tuple[int, str, Text]
    owed: tuple[tuple[str, Due], ...]
    state: Text
    outcome: str
    who: str


@dataclass(frozen=True)
class DeskShown:
    desk_id: int
    name: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, kw_only=True)
class ErasingShown:
    """Somebody asked to erase the file. `mine`: the one who looks asked, so another must agree."""

    who: str
    at: datetime
    reason: Text
    mine: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The page of one file. `acts` names what may be done by the one who looks, now; `left`: who has it cannot open it
    any more; `open_reports` are those of a closed case."""

    file_id: UUID
    line: Line
    is_child: bool
    name: str
    title: str
    people: tuple[EntryShown, ...]
    identifiers: tuple[EntryShown, ...]
    events: tuple[EntryShown, ...]
    notes: tuple[EntryShown, ...]
    struck: tuple[EntryShown, ...]
    erased: int
    erasing: ErasingShown | None
    kept_until: datetime | None
    retention: tuple[Text, str, bool] | None
    owed: tuple[DutyShown, ...]
    done: tuple[DutyShown, ...]
    reports: tuple[ReportShown, ...]
    more_reports: tuple[ReportShown, ...]
    gather_all: bool
    open_reports: int
    hidden_reports: int
    erased_reports: int
    others: tuple[tuple[UUID, str], ...]
    desks: tuple[DeskShown, ...]
    leads: bool
    left: bool
    acts: frozenset[str]
    history: tuple[tuple[datetime, str, str], ...]


def line(row: CaseLine, *, names: dict[int, str], desks: dict[int, str], keyring: Keyring, now: datetime) -> Line:
    """One case of a list in words."""
    return Line(
        case_id=row.case_id,
        reference=row.reference,
        urgency=wording.urgency(row.urgency),
        state=wording.STATES.get(row.state, row.state),
        due=None if row.closed_at else wording.due(since=row.due_since, at=row.due, now=now),
        late=row.late,
        reports=row.reports,
        children=row.children,
        who=names.get(row.assigned_to or 0, ""),
        mine=row.assigned_to == keyring.staff_id,
        desk=desks.get(row.desk_id, ""),
        opened_at=row.opened_at,
        outcome=wording.outcome(row.outcome),
        kept_long=(until := cases.kept_until(row.closed_at)) is not None and until <= now,
    )


def lines(rows: tuple[CaseLine, ...], *, keyring: Keyring, now: datetime) -> tuple[Line, ...]:
    """These cases in words; two queries."""
    names = people.staff_names(row.assigned_to for row in rows if row.assigned_to)
    desks = people.desk_names(row.desk_id for row in rows)
    return tuple(line(row, names=names, desks=desks, keyring=keyring, now=now) for row in rows)


def owed(
    rows: tuple[DutyLine, ...], promised: dict[UUID, tuple[UUID, str]], *, keyring: Keyring, now: datetime
) -> tuple[Owed, ...]:
    """What is about to expire, the earliest first: of the cases, and the answers promised in their reports."""
    names = people.staff_names(row.assigned_to for row in rows if row.assigned_to)
    found = [
        Owed(
            reference=row.reference,
            file_id=row.file_id,
            report_id=None,
            urgency=wording.urgency(row.urgency),
            what=wording.duty(row.sort, row.clock),
            where=gettext("A child's file") if row.file_sort == "child" else "",
            who=names.get(row.assigned_to or 0, ""),
            due=due,
            source=wording.source(row.clock),
        )
        for row in rows
        if (due := wording.due(since=row.since, at=row.due, now=now))
    ]
    found += [
        Owed(
            reference=promised[row.report_id][1],
            file_id=None,
            report_id=row.report_id,
            urgency=wording.urgency(row.urgency),
            what=what,
            where=row.reference,
            who="",
            due=due,
            source=None,
        )
        for row in reports.rows_of(promised, keyring=keyring)
        for what, since, at in _promised(row)
        if (due := wording.due(since=since, at=at, now=now))
    ]
    return tuple(sorted(found, key=lambda one: one.due.at))


def _promised(row: QueueRow) -> Iterator[tuple[str, datetime | None, datetime | None]]:
    """What is owed for a report: what, since when, until when (None: nothing)."""
    if row.source == "public":
        yield gettext("A reporter was promised an answer"), row.waiting_since, row.answer_due
    else:
        yield gettext("Somebody takes the referral"), row.received_at, row.take_due
        yield gettext("The source was promised the outcome"), row.received_at, row.answer_due


def sheet(opened: OpenFile, *, keyring: Keyring, now: datetime) -> Sheet:
    """Put an opened file into words. Asks the tables a fixed number of times, however full it is."""
    desks = people.desk_names({opened.line.desk_id, *(access.desk_id for access in opened.accesses)})
    persons = {str(e.entry_id): e.fields["name"] for e in opened.entries if e.sort == "person"}
    shown: dict[str, list[EntryShown]] = {"person": [], "identifier": [], "event": [], "note": [], "struck": []}
    wanted = {*opened.reports, *(report for one in opened.shared.values() for report in one.reports)}
    wanted |= {UUID(one.fields["report"]) for one in opened.entries if "report" in one.fields}
    standing = reports.standing(wanted)
    seen = {row.report_id: row for row in reports.rows_of(wanted, keyring=keyring)}
    names = people.staff_names(_staff(opened) | {row.claimed_by for row in seen.values() if row.claimed_by})
    for entry in sorted(opened.entries, key=_place):
        where = _shared(opened, entry.entry_id, seen)
        shown["struck" if entry.ended_at else entry.sort].append(_entry(entry, names, persons, where, seen, standing))
    rows = [seen[report] for report in opened.reports if report in seen]
    # Those still to be worked on first, the most urgent of them at the top.
    rows.sort(key=lambda row: (row.state == State.CLOSED, -row.urgency))
    shown_reports = tuple(_report(row, names, now) for row in rows)
    duties = tuple(_duty(one, names, now) for one in opened.duties)
    return Sheet(
        file_id=opened.file_id,
        line=line(opened.line, names=names, desks=desks, keyring=keyring, now=now),
        is_child=opened.sort == "child",
        name=wording.file_name(opened.sort, opened.number),
        title=opened.title,
        people=tuple(shown["person"]),
        identifiers=tuple(shown["identifier"]),
        events=tuple(sorted(shown["event"], key=lambda one: one.fields["when"])),
        notes=tuple(shown["note"]),
        struck=tuple(shown["struck"]),
        erased=opened.erased,
        erasing=erasing(opened.asked, names=names, keyring=keyring),
        kept_until=cases.kept_until(opened.line.closed_at),
        retention=wording.source(cases.RETENTION),
        owed=tuple(one for one in duties if one.done_at is None),
        done=tuple(one for one in duties if one.done_at is not None),
        reports=shown_reports[:_REPORTS_SHOWN],
        more_reports=shown_reports[_REPORTS_SHOWN:],
        gather_all=1 < len(rows) <= actions.GATHERED_AT_ONCE,
        open_reports=sum(row.state != State.CLOSED for row in rows) if opened.line.closed_at else 0,
        hidden_reports=len((standing & set(opened.reports)) - {row.report_id for row in rows}),
        erased_reports=len(set(opened.reports) - standing),
        others=tuple((other.file_id, wording.file_name(other.sort, other.number)) for other in opened.others),
        desks=tuple(
            DeskShown(one.desk_id, desks.get(one.desk_id, ""), one.given_at, names.get(one.given_by, ""))
            for one in opened.accesses
        ),
        leads=any(one.desk_id in keyring.lead_of for one in opened.accesses),
        left=_left(opened),
        acts=_acts(opened),
        history=_history(opened.file_id),
    )


def erasing(asked: Asked | None, *, names: dict[int, str], keyring: Keyring) -> ErasingShown | None:
    """Who asked to erase a file and why, in words."""
    if asked is None:
        return None
    reason = wording.ERASED_FOR.get(asked.reason, asked.reason)
    return ErasingShown(who=names.get(asked.by, ""), at=asked.at, reason=reason, mine=asked.by == keyring.staff_id)


def _acts(opened: OpenFile) -> frozenset[str]:
    if opened.sort == "child":
        return frozenset({"erase"})
    allowed = possible_acts(State(opened.line.state))
    acts = {"assign"} if {Act.CLAIM, Act.HAND_OVER} & allowed else set()
    acts |= {name for name, act in (("close", Act.CLOSE), ("reopen", Act.REOPEN)) if act in allowed}
    acts |= {"erase"} if opened.line.closed_at else set()
    return frozenset(acts)


def _left(opened: OpenFile) -> bool:
    has = opened.line.assigned_to
    if has is None or opened.sort == "child":
        return False
    return not any(has in people.members_of(access.desk_id) for access in opened.accesses)


def _staff(opened: OpenFile) -> set[int]:
    ids: set[int | None] = {opened.line.assigned_to}
    ids |= {e.by for e in opened.entries} | {e.ended_by for e in opened.entries}
    ids |= {d.assigned_to for d in opened.duties} | {d.done_by for d in opened.duties}
    ids |= {access.given_by for access in opened.accesses}
    ids |= {opened.asked.by} if opened.asked else set()
    return {staff for staff in ids if staff is not None}


def _shared(opened: OpenFile, entry: UUID, seen: dict[UUID, QueueRow]) -> SharedShown | None:
    one = opened.shared.get(entry)
    if one is None:
        return None
    held = [(report, seen[report].reference, report in opened.reports) for report in one.reports if report in seen]
    return SharedShown(tuple(held), one.more, one.cases, one.elsewhere)


def _place(entry: EntryView) -> int:
    """The child stands before who cares for it, the reported person before witnesses; the rest as it was written."""
    return list(wording.ROLES).index(entry.code) if entry.code in wording.ROLES else 0


def _report(row: QueueRow, names: dict[int, str], now: datetime) -> ReportShown:
    return ReportShown(
        row=row,
        urgency=wording.urgency(row.urgency),
        owed=tuple(
            (what, due) for what, since, at in _promised(row) if (due := wording.due(since=since, at=at, now=now))
        ),
        state=wording.REPORT_STATES.get(row.state, row.state),
        outcome=wording.outcome(row.outcome),
        who=names.get(row.claimed_by or 0, ""),
    )


def _entry(
    entry: EntryView,
    names: dict[int, str],
    persons: dict[str, str],
    shared: SharedShown | None,
    seen: dict[UUID, QueueRow],
    standing: Container[UUID],
) -> EntryShown:
    label: Text = ""
    if entry.sort == "person":
        label = wording.ROLES.get(entry.code, entry.code)
    elif entry.sort == "identifier":
        label = wording.KINDS.get(entry.code, entry.code)
    whose = persons.get(entry.fields.get("whose", ""), "")
    struck_by = names.get(entry.ended_by or 0, "")
    fields = entry.fields
    if "report" in fields:
        fields = {**fields, "about": _taken_from(UUID(fields["report"]), seen, standing)}
    return EntryShown(entry.entry_id, label, fields, whose, names.get(entry.by, ""), entry.at, struck_by, shared)


def _taken_from(report: UUID, seen: dict[UUID, QueueRow], standing: Container[UUID]) -> str:
    """Where something was taken over from, for whoever may open that; and for all, that its reporter took it back."""
    if report not in standing:
        return gettext("taken over from a report that was erased")
    return seen[report].reference if report in seen else ""


def _duty(one: DutyView, names: dict[int, str], now: datetime) -> DutyShown:
    return DutyShown(
        duty_id=one.duty_id,
        task=one.sort == "task",
        what=wording.duty(one.sort, one.clock),
        text=one.text,
        due=wording.due(since=one.since, at=one.due, now=now),
        source=wording.source(one.clock),
        who=names.get(one.assigned_to or 0, ""),
        done_at=one.done_at,
        done_by=names.get(one.done_by or 0, ""),
    )


def _history(file_id: UUID) -> tuple[tuple[datetime, str, str], ...]:
    """When, who, what: every mark on the file, newest first."""
    marks = ledger.history(str(file_id))
    known = people.names_of_pseudonyms({mark.actor.partition("/")[2] for mark in marks} - {""})
    return tuple(
        (mark.at, known.get(mark.actor.partition("/")[2], mark.actor), mark.sentence) for mark in reversed(marks)
    )

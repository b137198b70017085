"""A file's page in the reader's words: everything the template shows, and nothing it has to work out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.core.casework import Act, State, possible_acts
from besa.node.cases import actions, wording
from besa.node.cases import queries as cases
from besa.node.cases.entries import EntryShown, entry_shown, place, shared
from besa.node.cases.listing import Line, line, promised_for
from besa.node.cases.values import Asked, DutyView, OpenFile
from besa.node.cases.wording import Due, Text
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import queries as reports
from besa.node.reports.values import QueueRow

_REPORTS_SHOWN = 8


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
    for entry in sorted(opened.entries, key=place):
        where = shared(opened, entry.entry_id, seen)
        shown["struck" if entry.ended_at else entry.sort].append(
            entry_shown(entry, names, persons, where, seen, standing)
        )
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


def _report(row: QueueRow, names: dict[int, str], now: datetime) -> ReportShown:
    return ReportShown(
        row=row,
        urgency=wording.urgency(row.urgency),
        owed=tuple(
            (what, due) for what, since, at in promised_for(row) if (due := wording.due(since=since, at=at, now=now))
        ),
        state=wording.REPORT_STATES.get(row.state, row.state),
        outcome=wording.outcome(row.outcome),
        who=names.get(row.claimed_by or 0, ""),
    )


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

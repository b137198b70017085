"""A report's page in the reader's words: everything the template shows, and nothing it has to work out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext

from besa.core.casework import State, code_list, possible_acts
from besa.node.desk import marking, standing, wording
from besa.node.desk.marking import IdentifierShown, ReasonShown, Stretch
from besa.node.desk.queries.drafts import DraftView, draft
from besa.node.desk.queries.history import Event, history
from besa.node.desk.queries.lines import Line, line, source_names
from besa.node.desk.replies import ReplyTemplate, templates
from besa.node.desk.wording import Text
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import confirmations, country, environment
from besa.node.reports import queries as reports
from besa.node.reports.values import ContactRule, FileView, MessageView, OpenReport, QueueRow


@dataclass(frozen=True)
class FileShown:
    file_id: object
    name: str
    size: int


@dataclass(frozen=True)
class Said:
    """One message of the conversation; `who` is a colleague's name, or empty for the reporter."""

    ours: bool
    who: str
    at: datetime
    read_at: datetime | None
    text: tuple[Stretch, ...]
    files: tuple[FileShown, ...]


@dataclass(frozen=True)
class NoteShown:
    who: str
    at: datetime
    text: str


@dataclass(frozen=True)
class ReferralShown:
    who: str
    at: datetime
    authority: str
    reason: str


@dataclass(frozen=True)
class LabelBox:
    code: str
    label: str
    hint: str
    checked: bool


@dataclass(frozen=True)
class LabelSection:
    code: str
    title: str
    boxes: tuple[LabelBox, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The page of one report. `acts` names what may be done by the one who looks, now."""

    line: Line
    reporter_language: str
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[ReasonShown, ...]
    rules_or_person: str
    story: tuple[Stretch, ...]
    contacts: tuple[Stretch, ...]
    contact_rule: ContactRule
    has_rule: bool
    files: tuple[FileShown, ...]
    identifiers: tuple[IdentifierShown, ...]
    said: tuple[Said, ...]
    notes: tuple[NoteShown, ...]
    labels: tuple[LabelSection, ...]
    labels_standing: tuple[tuple[str, str], ...]
    referrals: tuple[ReferralShown, ...]
    clocks: tuple[tuple[Text, datetime], ...]
    events: tuple[Event, ...]
    acts: frozenset[str]
    colleagues: tuple[tuple[int, str], ...]
    authorities: tuple[tuple[str, str, bool], ...]
    outcomes: tuple[tuple[str, str], ...]
    templates: tuple[ReplyTemplate, ...]
    draft: DraftView
    has_reporter: bool


def sheet(opened: OpenReport, *, keyring: Keyring, now: datetime) -> Sheet:
    """Put an opened report into words. Asks the tables a fixed number of times, however long the report is."""
    row = opened.row
    members = people.member_lines(row.desk_id)
    names = people.staff_names(_staff(opened))
    unsent = draft(row.report_id, opened.key, keyring=keyring)
    told_reasons = marking.judge_told(opened)
    theirs = [m for m in opened.messages if m.side == "reporter"]
    spoken = {m.message_id: marking.judge_message(m.text, row.language) for m in theirs}
    texts = [
        ("story", opened.told.story, told_reasons),
        ("contacts", opened.told.contacts, told_reasons),
        *(("story", m.text, spoken[m.message_id]) for m in theirs),
    ]
    found = marking.found_in([*(text for _, text, _ in texts), opened.told.where_other])
    readings = {reading for read in found for reading in read}
    elsewhere = reports.seen_elsewhere(readings, report_id=row.report_id, keyring=keyring)
    standing = frozenset(label.code for label in opened.labels)
    rule = opened.told.contact_rule
    return Sheet(
        line=line(
            row, names=names, desks=_desks(row.desk_id, keyring), keyring=keyring, now=now, sources=_sources(row)
        ),
        reporter_language=row.language,
        facts=_facts(opened),
        reasons=marking.reasons_shown(row.reasons, texts),
        rules_or_person=_judged_by(opened, names),
        story=marking.marked("story", opened.told.story, told_reasons),
        contacts=marking.marked("contacts", opened.told.contacts, told_reasons),
        contact_rule=rule,
        has_rule=bool(rule.how.strip() or rule.when.strip() or rule.avoid.strip()),
        files=_files(opened.files),
        identifiers=marking.identifiers_shown(found, elsewhere),
        said=tuple(_said(m, spoken.get(m.message_id, ()), names) for m in opened.messages),
        notes=tuple(NoteShown(names.get(n.author, ""), n.at, n.text) for n in opened.notes),
        labels=label_sections(standing if unsent.labels is None else unsent.labels),
        labels_standing=tuple((code, wording.label("labels", code)) for code in sorted(standing)),
        referrals=tuple(
            ReferralShown(names.get(r.by, ""), r.at, authority_name(r.authority), r.reason)
            for r in opened.referrals_out
        ),
        clocks=_clocks(opened),
        events=history(opened, names=names, authority=authority_name),
        acts=_acts(opened, keyring),
        colleagues=tuple(
            (m.staff_id, m.name) for m in members if m.has_key and m.is_active and m.staff_id != keyring.staff_id
        ),
        authorities=_authorities(),
        outcomes=tuple((o.code, gettext(o.label)) for o in code_list("outcomes").valid_on(timezone.localdate(now))),
        templates=tuple(t for t in templates() if t.doors in ("any", row.door) or row.door == "other"),
        draft=unsent,
        has_reporter=opened.has_reporter,
    )


def authority_name(key: str) -> str:
    """A competent body's name in the reader's language; a key the pack no longer has stands for itself."""
    found = [a for a in _country().authorities if a.key == key]
    return found[0].name_in(get_language() or "en") if found else key


def _country() -> country.Country:
    return country.load(environment.current().country)


def _authorities() -> tuple[tuple[str, str, bool], ...]:
    """Key, name in the reader's language, and whether somebody confirmed it; a broken file confirms nothing."""
    here = _country()
    try:
        held = confirmations.confirmed(here, environment.current().home)
    except (confirmations.ConfirmationsBroken, OSError):
        held = frozenset()
    language = get_language() or "en"
    return tuple((a.key, a.name_in(language), f"{here.code}/authorities/{a.key}" in held) for a in here.authorities)


def _staff(opened: OpenReport) -> set[int]:
    ids: set[int | None] = {opened.row.claimed_by}
    ids |= {m.author for m in opened.messages} | {n.author for n in opened.notes}
    ids |= {s.by for s in opened.steps} | {s.to for s in opened.steps}
    ids |= {r.by for r in opened.referrals_out} | {a.by for a in opened.assessments}
    return {staff for staff in ids if staff is not None}


def _desks(desk_id: int, keyring: Keyring) -> dict[int, str]:
    return people.desk_names({desk_id}) if len(keyring.desk_ids) > 1 else {}


def _sources(row: QueueRow) -> dict[str, str]:
    return source_names() if row.source != standing.PUBLIC else {}


def _facts(opened: OpenReport) -> tuple[tuple[str, str], ...]:
    row = opened.row
    where = wording.answer("where", row.where)
    if opened.told.where_other.strip():
        where = f"{where}: {marking.without_tricks(opened.told.where_other.strip())}"
    return (
        (gettext("Who reports"), wording.answer("doors", row.door)),
        (gettext("Who is affected"), wording.answer("who", opened.who)),
        (gettext("Age of the child"), wording.answer("age_bands", row.age_band)),
        (gettext("Where it happened"), where),
        (gettext("When"), wording.answer("when", opened.when)),
        (gettext("Still going on?"), wording.answer("ongoing", row.ongoing)),
        (gettext("Reported before?"), wording.answer("before", opened.before)),
        (gettext("Language"), wording.language(row.language)),
    )


def _judged_by(opened: OpenReport, names: dict[int, str]) -> str:
    last = opened.assessments[-1] if opened.assessments else None
    return names.get(last.by or 0, "") if last else ""


def _files(files: Iterable[FileView]) -> tuple[FileShown, ...]:
    nameless = gettext("a file without a name")
    return tuple(FileShown(f.file_id, marking.without_tricks(f.name) or nameless, f.size) for f in files)


def _said(message: MessageView, reasons: Iterable[object], names: dict[int, str]) -> Said:
    ours = message.side == "desk"
    text = (Stretch(message.text),) if ours else marking.marked("story", message.text, reasons)  # type: ignore[arg-type]
    return Said(ours, names.get(message.author or 0, ""), message.at, message.read_at, text, _files(message.files))


def label_sections(checked: frozenset[str]) -> tuple[LabelSection, ...]:
    """The labels to choose from today, by section."""
    sections: dict[str, list[LabelBox]] = {}
    for entry in code_list("labels").valid_on(timezone.localdate()):
        box = LabelBox(
            entry.code, gettext(entry.label), gettext(entry.hint) if entry.hint else "", entry.code in checked
        )
        sections.setdefault(entry.section, []).append(box)
    return tuple(LabelSection(code, wording.section(code), tuple(boxes)) for code, boxes in sections.items())


def _clocks(opened: OpenReport) -> tuple[tuple[Text, datetime], ...]:
    row = opened.row
    moments: tuple[tuple[Text, datetime | None], ...] = (
        (gettext("Received"), row.received_at),
        (gettext("First read"), opened.first_read_at),
        (gettext("First answered"), opened.first_answered_at),
        (gettext("Waiting since"), row.waiting_since),
        (gettext("Answer promised by"), row.answer_due),
        (gettext("Closed"), opened.closed_at),
    )
    if row.source != standing.PUBLIC:
        moments = (
            (gettext("Received"), row.received_at),
            (gettext("To be taken by"), row.take_due),
            (gettext("First read"), opened.first_read_at),
            (gettext("Somebody took it"), opened.first_taken_at),
            (gettext("The provider keeps it at least until"), row.kept_until),
            (gettext("Closed"), opened.closed_at),
            (gettext("Outcome promised to the source by"), row.answer_due),
            (gettext("Outcome told to the source"), opened.source_told_at),
        )
    return tuple((word, at) for word, at in moments if at is not None)


def _acts(opened: OpenReport, keyring: Keyring) -> frozenset[str]:
    """What the one who looks may do now: the table of the report's life, and whose it is."""
    row = opened.row
    acts = {str(act) for act in possible_acts(State(row.state))}
    mine = row.claimed_by == keyring.staff_id
    if row.claimed_by is not None:
        acts.discard("claim")
    if not mine:
        acts -= {"answer", "hand_over", "close", "erase"}
        if row.desk_id not in keyring.lead_of or row.claimed_by is None:
            acts.discard("return")
    else:
        acts |= {"classify", "judge", "refer"}
    if not opened.has_reporter:
        acts.discard("answer")
    return frozenset(acts)

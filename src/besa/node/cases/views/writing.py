"""What is written into a file: one page, one form, one act; what is wrong is said there and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from besa.core.casework import NotPossible, Outcome
from besa.core.sealing import SealBroken
from besa.core.triage import Urgency
from besa.node.cases import actions, forms, queries, wording
from besa.node.cases.forms import FileForm, Offered, settable
from besa.node.cases.values import FileHead
from besa.node.cases.views.doorway import case_page, looks_ahead
from besa.node.cases.wording import Text
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.platform.spans import in_words

Do = Callable[[UUID, Any, Keyring, datetime], UUID | None]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`title` heads the page, `button` does it, `said` is said afterwards at the part `spot`; `hint` explains."""

    form: type[FileForm]
    do: Do
    title: Text
    button: Text
    said: Text
    spot: str
    hint: Text = ""
    case_only: bool = False
    opens: bool = False  # the names of people are among the choices, so the file is opened, with a mark


def _person(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.add_person(file, **form.cleaned_data, keyring=held, now=now)


def _identifier(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.add_identifier(file, **form.cleaned_data, keyring=held, now=now)


def _event(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.add_event(file, when=form.when(), text=_lines(form), **_once(form), keyring=held, now=now)


def _note(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.write_note(file, _lines(form), **_once(form), keyring=held, now=now)


def _task(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    typed = form.cleaned_data
    actions.set_task(file, _lines(form), due=typed["due"], to=typed["to"], **_once(form), keyring=held, now=now)


def _deadline(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    typed = form.cleaned_data
    actions.set_deadline(
        file, clock=typed["clock"], text=_lines(form), due=typed["due"], **_once(form), keyring=held, now=now
    )


def _child(file: UUID, form: Any, held: Keyring, now: datetime) -> UUID:
    typed = form.cleaned_data
    return actions.open_child_file(
        file, name=typed["name"], desk_id=typed["desk"], **_once(form), keyring=held, now=now
    )


def _access(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.give_access(file, form.cleaned_data["desk"], keyring=held, now=now)


def _assign(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.assign(file, to=form.cleaned_data["to"], keyring=held, now=now)


def _judge(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.judge(file, form.cleaned_data["urgency"], keyring=held, now=now)


def _close(file: UUID, form: Any, held: Keyring, now: datetime) -> None:
    actions.close(file, Outcome(form.cleaned_data["outcome"]), keyring=held, now=now)


def _once(form: Any) -> dict[str, UUID | None]:
    return {"submission": form.cleaned_data["submission"]}


def _lines(form: Any) -> str:
    text: str = form.cleaned_data["text"]
    return text.replace("\r\n", "\n")


SHEETS: Mapping[str, Sheet] = {
    "person": Sheet(
        form=forms.PersonForm,
        do=_person,
        title=_("Add a person"),
        button=_("Add the person"),
        said=_("The person is added."),
        spot="people",
        hint=_("A person is somebody real, not an account. Accounts and numbers go under identifiers."),
    ),
    "identifier": Sheet(
        form=forms.IdentifierForm,
        do=_identifier,
        title=_("Add an identifier"),
        button=_("Add the identifier"),
        said=_("The identifier is added."),
        spot="identifiers",
        hint=_("A number, an account, an address: what somebody can be found by."),
        opens=True,
    ),
    "event": Sheet(
        form=forms.EventForm,
        do=_event,
        title=_("Add to the timeline"),
        button=_("Add it"),
        said=_("It is in the timeline."),
        spot="timeline",
    ),
    "note": Sheet(
        form=forms.NoteForm,
        do=_note,
        title=_("Write a note"),
        button=_("Save the note"),
        said=_("Your note is saved."),
        spot="notes",
        hint=_("Everybody who may open this file can read it, and nobody else."),
    ),
    "task": Sheet(
        form=forms.TaskForm,
        do=_task,
        title=_("Add a task"),
        button=_("Add the task"),
        said=_("The task is added."),
        spot="owed",
    ),
    "deadline": Sheet(
        form=forms.DeadlineForm,
        do=_deadline,
        title=_("Set a deadline"),
        button=_("Set the deadline"),
        said=_("The deadline is set."),
        spot="owed",
    ),
    "child": Sheet(
        form=forms.ChildForm,
        do=_child,
        title=_("Open a child's file"),
        button=_("Open the child's file"),
        said=_("The child's file is open. Only the desk you chose can open it."),
        spot="top",
        hint=_(
            "Each child has a file of its own, apart from the reported person's. Desks that may open this case do not "
            "see it, nor that it exists, until its desk gives them access."
        ),
        case_only=True,
    ),
    "access": Sheet(
        form=forms.AccessForm,
        do=_access,
        title=_("Give another desk access"),
        button=_("Give access"),
        said=_("The desk can open this file now."),
        spot="desks",
        hint=_(
            "They can read everything in this file, also what was written before. They get neither the reports in it "
            "nor any other file of the case."
        ),
    ),
    "assign": Sheet(
        form=forms.AssignForm,
        do=_assign,
        title=_("Who has this case"),
        button=_("Give them the case"),
        said=_("It is written down who has the case."),
        spot="top",
        case_only=True,
    ),
    "judge": Sheet(
        form=forms.UrgencyForm,
        do=_judge,
        title=_("Change the urgency"),
        button=_("Change the urgency"),
        said=_("The urgency is changed."),
        spot="top",
        case_only=True,
    ),
    "close": Sheet(
        form=forms.CloseForm,
        do=_close,
        title=_("Close the case"),
        button=_("Close the case"),
        said=_("The case is closed."),
        spot="top",
        hint=_("Its clocks stop. It can be opened again."),
        case_only=True,
    ),
}


@case_page
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, file_id: UUID, name: str) -> HttpResponse:
    """Show a form, or do what it says."""
    if request.method == "GET" and (ahead := looks_ahead(request)):
        return ahead
    held = keyring(request)
    now = timezone.now()
    page = SHEETS[name]
    try:
        head = queries.head(file_id, keyring=held)
        if page.case_only and head.sort != "case":
            raise Http404
        offered = _offered(head, page, held, now)
        form = page.form(request.POST if request.method == "POST" else None, offered=offered)
        if form.is_bound and form.is_valid():
            try:
                made = page.do(file_id, form, held, now)
            except actions.AlreadyWritten:
                made = None  # a double click: it is done, so say so
            messages.success(request, str(page.said))
            return redirect(f"{reverse('cases:file', args=[made or file_id])}#{page.spot}")
    except (queries.NoSuchCase, KeyNotHeld) as error:
        raise Http404 from error
    except SealBroken:
        return render(request, "cases/broken.html", status=409)
    except actions.NotLead:
        form.add_error(None, gettext("Only a lead of a desk that may open this file decides who else may."))
    except NotPossible:
        form.add_error(None, gettext("This case has moved on meanwhile. Nothing was changed."))
    except actions.NotAMember:
        form.add_error(None, gettext("This colleague cannot open the case. Choose somebody else."))
    values = {"page": page, "form": form, "head": head, "clocks": _clocks(head) if name == "deadline" else ()}
    return render(request, "cases/write.html", values, status=422 if form.is_bound else 200)


def _clocks(head: FileHead) -> list[tuple[Text, str, tuple[Text, str, bool] | None]]:
    """What each clock that can be chosen is, how long it runs, and on what it rests."""
    high = head.urgency >= Urgency.URGENT
    return [
        (
            wording.CLOCKS.get(one.code, one.code),
            in_words(timedelta(hours=one.hours_high if high else one.hours)),
            wording.source(one.code),
        )
        for one in settable(head.sort)
    ]


def _offered(head: FileHead, page: Sheet, held: Keyring, now: datetime) -> Offered:
    persons: tuple[tuple[str, str], ...] = ()
    if page.opens:
        opened = actions.open_file(head.file_id, keyring=held, now=now)
        standing = [entry for entry in opened.entries if entry.sort == "person" and entry.ended_at is None]
        persons = tuple((str(entry.entry_id), entry.fields["name"]) for entry in standing)
    who: dict[int, str] = {}
    if page.form in (forms.TaskForm, forms.AssignForm):
        who = people.staff_names({staff for desk in head.desks for staff in people.members_of(desk)})
    desks: tuple[tuple[int, str], ...] = ()
    if page.form is forms.ChildForm:
        desks = tuple((desk.desk_id, desk.name) for desk in people.desk_menu(held.desk_ids))
    elif page.form is forms.AccessForm:
        desks = tuple((desk.desk_id, desk.name) for desk in people.desk_lines() if desk.desk_id not in head.desks)
    colleagues = tuple(sorted(who.items(), key=lambda one: one[1]))
    return Offered(head.sort, colleagues, persons, desks, head.urgency, held.staff_id)

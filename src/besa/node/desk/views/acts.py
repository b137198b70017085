"""What is done to a report: one address per act, all reached by the one form of the report's page.

Every button of that form sends along whatever was typed anywhere on the page, so the first thing each act does is to
keep it, sealed. Whatever happens then (somebody was faster, the report moved on, the line broke), it is not lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from besa.core.casework import NotPossible, Outcome
from besa.node.desk import actions as desk
from besa.node.desk.forms import AnswerForm, CloseForm, HandOverForm, LabelsForm, NoteForm, ReferForm, UrgencyForm
from besa.node.desk.views.doorway import desk_page
from besa.node.desk.views.queue import place
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.reports import actions as reports
from besa.node.reports import queries

Do = Callable[[UUID, dict[str, object], Keyring, datetime], object]


@dataclass(frozen=True, kw_only=True)
class Act:
    """`form` reads what the act needs, `do` calls the room `reports`; then `said` is said and `sends` is no draft.

    `back`: the work on this report is over for now, so the queue comes next; else the part `spot` of the page, where
    it is also said what happened (what is wrong with the form: at `form_spot`, if that is elsewhere).
    """

    do: Do
    said: str
    form: type[forms.Form] | None = None
    sends: frozenset[str] = frozenset()
    back: bool = False
    spot: str = "work"
    form_spot: str = ""


def _claim(report: UUID, _: dict[str, object], held: Keyring, now: datetime) -> None:
    reports.claim(report, keyring=held, now=now)


def _return(report: UUID, _: dict[str, object], held: Keyring, now: datetime) -> None:
    reports.return_to_queue(report, keyring=held, now=now)


def _hand_over(report: UUID, typed: dict[str, object], held: Keyring, now: datetime) -> None:
    reports.hand_over(report, to=int(str(typed["to"])), keyring=held, now=now)


def _answer(report: UUID, typed: dict[str, object], held: Keyring, now: datetime) -> None:
    submission = bytes.fromhex(str(typed["submission"]))
    reports.answer(report, str(typed["answer"]), keyring=held, submission=submission, now=now)


def _note(report: UUID, typed: dict[str, object], held: Keyring, now: datetime) -> None:
    reports.write_note(report, str(typed["note"]).replace("\r\n", "\n"), keyring=held, now=now)


def _classify(report: UUID, typed: dict[str, object], held: Keyring, now: datetime) -> None:
    labels = typed["labels"]
    assert isinstance(labels, list)
    reports.classify(report, frozenset(labels), keyring=held, now=now)


def _judge(report: UUID, typed: dict[str, object], held: Keyring, now: datetime) -> None:
    reports.judge_again(report, int(str(typed["urgency"])), keyring=held, now=now)


def _refer(report: UUID, typed: dict[str, object], held: Keyring, now: datetime) -> None:
    reason = str(typed["reason"]).replace("\r\n", "\n")
    reports.refer_out(report, str(typed["authority"]), reason, keyring=held, now=now)


def _close(report: UUID, typed: dict[str, object], held: Keyring, now: datetime) -> None:
    reports.close(report, Outcome(str(typed["outcome"])), keyring=held, now=now)


def _reopen(report: UUID, _: dict[str, object], held: Keyring, now: datetime) -> None:
    reports.reopen(report, keyring=held, now=now)


def _acts() -> Mapping[str, Act]:
    return {
        "claim": Act(do=_claim, said=gettext("This report is yours now.")),
        "return": Act(do=_return, said=gettext("Everybody can take this report again."), back=True),
        "hand-over": Act(
            do=_hand_over, said=gettext("Your colleague has this report now."), form=HandOverForm, back=True
        ),
        "answer": Act(
            do=_answer,
            said=gettext("Your answer is sent."),
            form=AnswerForm,
            sends=frozenset({"answer"}),
            spot="sent",
            form_spot="answer",
        ),
        "note": Act(
            do=_note, said=gettext("Your note is saved."), form=NoteForm, sends=frozenset({"note"}), spot="notes"
        ),
        "classify": Act(
            do=_classify,
            said=gettext("The labels are saved."),
            form=LabelsForm,
            sends=frozenset({"labels"}),
            spot="labels",
        ),
        "judge": Act(do=_judge, said=gettext("The urgency is changed."), form=UrgencyForm),
        "refer": Act(
            do=_refer,
            said=gettext("It is written down that this report was passed on."),
            form=ReferForm,
            sends=frozenset({"reason"}),
            spot="referrals",
            form_spot="work",
        ),
        "close": Act(do=_close, said=gettext("The report is closed."), form=CloseForm, back=True),
        "reopen": Act(do=_reopen, said=gettext("The report is open again.")),
    }


NAMES = ("claim", "return", "hand-over", "answer", "note", "classify", "judge", "refer", "close", "reopen")


@desk_page
@require_POST
def act(request: HttpRequest, report_id: UUID, name: str) -> HttpResponse:
    """Do one act, then show the report (or the queue) again."""
    held = keyring(request)
    now = timezone.now()
    keep_typed(request, report_id, held, now)
    doing = _acts()[name]
    typed: dict[str, object] = {}
    if doing.form is not None:
        form = doing.form(request.POST)
        if not form.is_valid():
            place_of_error = doing.form_spot or doing.spot
            messages.error(request, str(next(iter(form.errors.values()))[0]), extra_tags=place_of_error)
            return _page(report_id, place_of_error)
        typed = form.cleaned_data
    try:
        doing.do(report_id, typed, held, now)
    except reports.AlreadyReceived:
        pass  # a double click: it is done, so say so
    except (queries.NoSuchReport, KeyNotHeld) as error:
        raise Http404 from error
    except (reports.NotClaimed, NotPossible, ValueError) as error:
        messages.warning(request, _kindly(error), extra_tags="work")
        return _page(report_id, "work")
    if doing.sends:
        desk.let_go(report_id, doing.sends, keyring=held, now=now)
    messages.success(request, doing.said, extra_tags="" if doing.back else doing.spot)
    return redirect(f"{place(request)}#r-{report_id}") if doing.back else _page(report_id, doing.spot)


def keep_typed(
    request: HttpRequest, report_id: UUID, held: Keyring, now: datetime, *, answer: str | None = None
) -> None:
    """Keep whatever the page's form carries and was not sent yet; `answer` takes the place of the one typed."""
    fields = {name: request.POST.getlist(name) for name in ("answer", "note", "reason") if name in request.POST}
    if answer is not None:
        fields["answer"] = [answer]
    if not fields and "labels_were" not in request.POST:
        return
    chosen = request.POST.getlist("labels")
    if set(chosen) != set(request.POST.get("labels_were", "").split()):
        fields["labels"] = chosen
    try:
        desk.keep_draft(report_id, fields, keyring=held, now=now)
    except (queries.NoSuchReport, KeyNotHeld) as error:
        raise Http404 from error


def _kindly(error: Exception) -> str:
    """What stood in the way, for the person who tried. What they typed is kept as a draft in every case."""
    if isinstance(error, reports.NotClaimed):
        if error.by is None:
            return gettext("Take this report first. What you wrote is kept.")
        who = people.staff_names([error.by]).get(error.by, "")
        return gettext("%(name)s has this report now. What you wrote is kept.") % {"name": who}
    if isinstance(error, NotPossible):
        return gettext("This report has moved on meanwhile. Look at it again; what you wrote is kept.")
    return gettext("This was not possible. Look at the report again; what you wrote is kept.")


def _page(report_id: UUID, spot: str) -> HttpResponse:
    return redirect(f"{reverse('desk:report', args=[report_id])}#{spot}")

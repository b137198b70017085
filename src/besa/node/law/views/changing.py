"""Changing the law: propose, look at what it would turn, accept or refuse; what was decided stays to be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from besa.core.jurisdiction import naming as engine
from besa.core.jurisdiction.conditions.expressions import FACTS, WORKED_OUT, parse
from besa.core.jurisdiction.law import writing
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import Change, as_written, place_of
from besa.core.jurisdiction.law.library import Law
from besa.node.law import actions, effects, naming, queries, sheet, wording
from besa.node.law.forms import NEW_TIME, AnswerForm, form_for
from besa.node.law.problems import LawProblem, NoSuchChange
from besa.node.law.views.around import around
from besa.node.law.views.turned import in_words
from besa.node.people.gate import keyring, lawyer


@lawyer
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, ident: str) -> HttpResponse:
    """A form for one claim of one entry; what is wrong is said there, and nothing typed is lost."""
    law = queries.current()
    try:
        place_of(ident, law)
    except LawBroken as error:
        raise Http404 from error
    claims = as_written(ident, law)
    which = request.GET.get("claim", "0")
    if which != NEW_TIME and not (which.isdecimal() and int(which[:4]) < max(len(claims), 1)):
        raise Http404
    form = form_for(ident, law)(
        request.POST if request.method == "POST" else None,
        cell=ident, law=law, claims=claims, which=which, today=timezone.localdate(),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            said, sources = form.proposed()
            made = actions.propose(
                ident,
                claims=said,
                sources=sources,
                reason=form.cleaned_data["reason"],
                keyring=keyring(request),
                now=timezone.now(),
            )
        except LawBroken as broken:
            form.add_error(None, broken.told_with_place(wording.voice()))
        except LawProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, gettext("Your proposal is kept. Another lawyer decides on it."))
            return redirect("law:change", made)
    values = {
        "form": form,
        "entry": sheet.entry(ident, law),
        "which": which,
        "sources": sorted(law.sources.values(), key=lambda one: one.title),
        "words": vocabulary(law),
    }
    return render(request, "law/propose.html", {**around(), **values}, status=422 if form.errors else 200)


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What waits for a second lawyer, and what was decided."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 6 else 1
    decided, total = queries.decided(page)
    law, voice = queries.current(), wording.on_page()

    def lines(many: tuple[queries.Change, ...]) -> list[dict[str, Any]]:
        return [
            {"change": one, "name": engine.cell(one.cell, law, voice), "state": naming.states()[one.state]}
            for one in many
        ]

    values = {
        "open": lines(queries.waiting()),
        "decided": lines(decided),
        "page": page,
        "pages": max(1, -(-total // queries.PAGE)),
    }
    return render(request, "law/changes.html", {**around(), **values})


@require_GET
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """One change: before and after, which answers it turns, who said what."""
    return _change(request, change_id, AnswerForm())


@lawyer
@require_POST
def accept(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Let it count."""
    return _decide(request, change_id, actions.accept, gettext("The change counts from now on."))


@lawyer
@require_POST
def refuse(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Say no, and why."""
    return _decide(request, change_id, actions.refuse, gettext("The change is refused."))


@lawyer
@require_POST
def withdraw(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Take one's own proposal back."""
    try:
        actions.withdraw(change_id, keyring=keyring(request), now=timezone.now())
    except NoSuchChange as error:
        raise Http404 from error
    except LawProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("Your proposal is withdrawn."))
    return redirect("law:change", change_id)


def _decide(request: HttpRequest, change_id: UUID, act: Callable[..., None], done: str) -> HttpResponse:
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            act(change_id, answer=form.cleaned_data["answer"], keyring=keyring(request), now=timezone.now())
        except NoSuchChange as error:
            raise Http404 from error
        except LawBroken as broken:
            form.add_error(None, broken.told_with_place(wording.voice()))
        except LawProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, done)
            return redirect("law:change", change_id)
    return _change(request, change_id, form)


def _change(request: HttpRequest, change_id: UUID, form: AnswerForm) -> HttpResponse:
    try:
        one = queries.change(change_id)
    except NoSuchChange as error:
        raise Http404 from error
    law, held = queries.current(), keyring(request)
    broken = ""
    turned = one.effects
    if one.is_open:
        try:
            turned = effects.of_change(Change(one.cell, one.claims, one.sources), on=timezone.localdate())
        except LawBroken as error:
            broken = error.told_with_place(wording.voice())
    mine = one.proposed_by == held.staff_id
    values = {
        "change": one,
        "state": naming.states()[one.state],
        "before": _told(one, one.before, law),
        "after": _told(one, one.claims, law),
        "broken": broken,
        "turned": in_words(turned, law) if turned else None,
        "form": form,
        "may_decide": one.is_open and held.is_lawyer and not mine,
        "may_withdraw": one.is_open and held.is_lawyer and mine,
        "mine": mine,
    }
    return render(request, "law/change.html", {**around(), **values}, status=422 if form.errors else 200)


def _told(one: queries.Change, claims: list[dict[str, Any]], law: Law) -> sheet.Entry:
    try:
        return sheet.as_proposed(one.cell, claims, one.sources, law)
    except LawBroken:  # written for an earlier release, whose words are no longer all known
        return sheet.Entry(one.cell, one.cell, ())


_EXAMPLES: Final = (
    {"act_in": ["possess"]},
    {"depiction_in": ["real", "simulated"]},
    {"child_under": 14},
    {"child_under": "age_of_consent"},
    {"child_under_on_decision": 30},
    {"offender_at_least": 18},
    {"close_in_age_within": 3},
    {"max_penalty_at_least": 1},
    {"max_penalty_over": 10},
    {"min_penalty_at_least": 1},
    {"offence_from": "2013-04-08"},
    {"travelled_since": "2018-01-01"},
    {"years_since_offence_under": 20},
    {"cell": "csam_access"},
    {"authorised_by": "public prosecutor"},
    {"complaint_by": "the child"},
    {"without": "a complaint of the child"},
    {"open": "what nobody has answered yet"},
)


def vocabulary(law: Law) -> list[tuple[str, str]]:
    """Every word that may stand in a condition, as it is written, with what it says."""
    of_law = ({"reserved": next(iter(law.provisions))}, {"party_to": next(iter(law.treaties))})
    every = (*FACTS, *WORKED_OUT, *_EXAMPLES, *of_law)
    return [(writing.in_line(raw), str(sheet.condition(parse(raw), law).text)) for raw in every]

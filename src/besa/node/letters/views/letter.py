"""One letter: filled in, looked at, made into a file, kept on time, erased."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from besa.core.jurisdiction import telling
from besa.core.jurisdiction.letters import letters
from besa.node.cases.forms import ReasonForm
from besa.node.cases.queries import RETENTION
from besa.node.cases.values import ERASED_FOR
from besa.node.jurisdiction import answering, counted
from besa.node.jurisdiction import queries as jurisdiction
from besa.node.law import wording
from besa.node.letters import actions, filling, forms, preview, queries, sheet
from besa.node.letters.actions import Format
from besa.node.letters.values import Draft, Line
from besa.node.letters.views.shown import answered, letter_page, show, today
from besa.node.people import queries as people
from besa.node.people.gate import keyring

_TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@letter_page
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The letter's own page: what is known, what is missing, its clocks."""
    line = _opened(request, letter_id)
    if request.method != "POST":
        return _page(request, line)
    form = forms.LetterForm(request.POST, draft=line.draft)
    rows = forms.rows_form(line.draft, request.POST) if _has_rows(line.draft) else None
    if request.POST.get("seen", str(line.changed_at.timestamp())) != str(line.changed_at.timestamp()):
        said = gettext(
            "A colleague has changed this letter meanwhile. What you typed stands below; save it again to keep it."
        )
        form.add_error(None, said)
    if not form.is_valid() or (rows is not None and not rows.is_valid()):
        return _page(request, line, form=form, rows=rows)
    told = tuple(forms.rows_of(rows)) if rows is not None else ()

    def typed(now: Draft) -> Draft:
        # What others noted meanwhile (the clock, an extension) stays.
        return replace(form.changed(told), started=now.started, extensions=now.extensions)

    actions.change(letter_id, typed, keyring=keyring(request), now=timezone.now())
    if "preview" in request.POST:
        return redirect("letters:preview", letter_id)
    if "row" in request.POST:
        return redirect(f"{reverse('letters:letter', args=[letter_id])}#data")
    messages.success(request, gettext("The letter is saved."))
    return redirect("letters:letter", letter_id)


@letter_page
@require_GET
def look(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The letter as it will be, on a page."""
    line = _opened(request, letter_id)
    made = filling.filled(line.draft, answering.law(), made=timezone.now())
    values = {"line": line, "document": made.document, "sections": preview.sections(made.document)}
    shown = {**values, "missing": [wording.say(one) for one in made.missing], "name": _name(line)}
    return show(request, "preview.html", shown)


@letter_page
@require_POST
def file(request: HttpRequest, letter_id: UUID, form: Format) -> HttpResponse:
    """The letter as a file; it is in clear from here on."""
    now = timezone.now()
    law = answering.law()
    line, data = actions.download(
        letter_id, form, lambda draft: filling.filled(draft, law, made=now), keyring=keyring(request), now=now
    )
    response = HttpResponse(data, content_type=_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{line.draft.kind}-{now:%Y-%m-%d}.{form}"'
    return response


@letter_page
@require_POST
def clock(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Note the day from which the time of the letter counts."""
    line = _opened(request, letter_id)
    form = forms.ClockForm(request.POST, draft=line.draft, today=today())
    if not form.is_valid():
        return _page(request, line, clock=form)
    started = form.cleaned_data["started"]
    actions.change(letter_id, lambda now: replace(now, started=started), keyring=keyring(request), now=timezone.now())
    messages.success(request, gettext("The time counts from this day."))
    return redirect(f"{reverse('letters:letter', args=[letter_id])}#clock")


@letter_page
@require_POST
def extend(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Note that whoever holds the data keeps them for longer."""
    form = forms.ExtensionForm(request.POST, today=today())
    if not form.is_valid():
        return _page(request, _opened(request, letter_id), extension=form)
    actions.extend(letter_id, form.extension, keyring=keyring(request), now=timezone.now())
    messages.success(request, gettext("It is noted."))
    return redirect(f"{reverse('letters:letter', args=[letter_id])}#clock")


@letter_page
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Erase the letter for good, for a reason, after having been asked."""
    line, held = _opened(request, letter_id), keyring(request)
    offered = [code for code in ERASED_FOR if code != RETENTION]
    form = ReasonForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_bound and form.is_valid():
        try:
            actions.erase(letter_id, form.cleaned_data["reason"], keyring=held, now=timezone.now())
        except actions.NeedsAnother:
            said = gettext("Only a lead, or whoever began it, erases a letter. Nothing was erased.")
            messages.warning(request, said)
            return redirect("letters:letter", letter_id)
        messages.success(request, gettext("The letter is erased, for ever."))
        return redirect("letters:choose", line.assessment_id)
    may = queries.may_erase(line.made_by, line.assessment_id, keyring=held)
    values = {"line": line, "name": _name(line), "form": form, "may": may}
    return show(request, "erase.html", values, status=422 if form.is_bound else 200)


def _opened(request: HttpRequest, letter_id: UUID) -> Line:
    return actions.open_letter(letter_id, keyring=keyring(request), now=timezone.now())


def _has_rows(draft: Draft) -> bool:
    return "data" in forms.used(letters()[draft.kind])


def _name(line: Line) -> str:
    return sheet.name(line.draft, wording.voice().language)


def _page(request: HttpRequest, line: Line, **bound: Any) -> HttpResponse:
    held, answer, unanswered = keyring(request), None, False
    try:
        _found, answer = answered(request, line.assessment_id)
    except counted.NeedsReason:
        unanswered = True  # the letter itself is there all the same
    law, voice = answering.law(), wording.voice()
    shown = sheet.shown(line, answer, law, now=timezone.now(), today=today(), voice=voice)
    rows = bound.get("rows") or (forms.rows_form(line.draft) if _has_rows(line.draft) else None)
    form = bound.get("form") or forms.LetterForm(draft=line.draft)
    values = {
        "sheet": shown,
        "cautions": tuple(telling.cautions(answer, law, voice)) if answer else (),
        "line": line,
        "seen": str(line.changed_at.timestamp()),
        "assessment": jurisdiction.line(line.assessment_id, keyring=held),
        "unanswered": unanswered,
        "who": people.staff_names({line.made_by}).get(line.made_by, ""),
        "form": form,
        "rows": rows,
        "most": forms.ROWS,
        "wrong": [field for one in (form, *(rows.forms if rows else ())) for field in one if field.errors],
        "clock": bound.get("clock") or forms.ClockForm(draft=line.draft, today=today()),
        "extension": bound.get("extension") or forms.ExtensionForm(today=today()),
    }
    return show(request, "letter.html", values, status=422 if bound else 200)

"""The letters of an assessment: those that were begun, those that can be, and why others cannot."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from besa.core.jurisdiction import Answer, telling
from besa.node.jurisdiction import answering
from besa.node.jurisdiction.values import OpenAssessment
from besa.node.law import wording
from besa.node.letters import actions, filling, forms, listing, queries, sheet
from besa.node.letters.views.shown import answered, letter_page, show, today
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.platform import environment


@letter_page
@require_http_methods(["GET", "POST"])
def letters_of(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Choose a letter, out of those whose instrument is in force for both sides today."""
    found, answer = answered(request, assessment_id)
    law = answering.law()
    issuer = _issuer(request, found.described.issuer)
    usable = listing.instruments(answer, law, issuer=issuer, day=today()) if answer else {}
    form = None
    if request.method == "POST":
        form = forms.BeginForm(request.POST, values=[f"{ident}:{to}" for ident, to in usable])
        if form.is_valid() and answer:
            ident, _, to = form.cleaned_data["choice"].partition(":")
            draft = filling.begun(usable[ident, to], answer, law, reference=found.line.reference)
            once = form.cleaned_data["submission"]
            held, now = keyring(request), timezone.now()
            try:
                begun = actions.begin(draft, assessment_id=assessment_id, submission=once, keyring=held, now=now)
            except actions.AlreadyBegun:
                begun = once
            return redirect("letters:letter", begun)
    form = form or forms.BeginForm(values=[])
    return _page(request, found, answer, issuer, form)


def _issuer(request: HttpRequest, of_case: str) -> str:
    """Whose authority writes: the one chosen, else the one that the case names, else this node's own side."""
    law = answering.law()
    asked = str((request.POST if request.method == "POST" else request.GET).get("issuer", "")).lower()
    own = environment.current().country
    wanted = (asked, law.by_any_name.get(of_case, of_case), law.by_any_name.get(own, own))
    return next((code for code in wanted if code in law.states), wanted[-1])


def _page(
    request: HttpRequest, found: OpenAssessment, answer: Answer | None, issuer: str, form: forms.BeginForm
) -> HttpResponse:
    law, voice = answering.law(), wording.voice()
    lines = queries.letters_of(found.line.assessment_id, key=found.key)
    names = people.staff_names({one.made_by for one in lines})
    begun = [
        {
            "line": one,
            "name": sheet.name(one.draft, voice.language),
            "to": voice.state(one.draft.to, law),
            "who": names.get(one.made_by, ""),
        }
        for one in lines
    ]
    choices = listing.choices(answer, law, issuer=issuer, day=today(), voice=voice) if answer else ()
    states = sorted(((code, voice.state(code, law)) for code in law.states), key=lambda pair: pair[1])
    can = [one for one in choices if one.can]
    kind, side = request.GET.get("letter"), request.GET.get("to")
    wanted = [one.value for one in can if len(can) == 1 or one.instrument.letter == kind]
    wanted = [one.value for one in can if one.instrument.letter == kind and one.instrument.to == side] or wanted
    values = {
        "line": found.line,
        "chosen": wanted[0] if wanted else "",
        "title": found.described.case.title,
        "begun": begun,
        "can": can,
        "cannot": [one for one in choices if not one.can],
        "answer": answer,
        "cautions": tuple(telling.cautions(answer, law, voice)) if answer else (),
        "issuer": issuer,
        "issuer_name": voice.state(issuer, law),
        "states": states,
        "form": form,
    }
    return show(request, "list.html", values, status=422 if form.is_bound else 200)

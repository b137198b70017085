"""What belongs together: deciding about links from a report's page, and a cluster as picture and table."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from besa.node.desk import queries as desk
from besa.node.desk.views.acts import keep_typed
from besa.node.desk.views.doorway import desk_page, on_purpose
from besa.node.desk.views.queue import place
from besa.node.links import actions as links
from besa.node.links import queries as linked
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.reports import queries

NAMES = ("apart", "same", "aside", "withdraw")
_SPOT = "together"


@desk_page
@require_POST
def decide(request: HttpRequest, report_id: UUID, name: str) -> HttpResponse:
    """One decision about a link, or taking one back; then the report again, at the same place."""
    held = keyring(request)
    keep_typed(request, report_id, held, timezone.now())
    try:
        said = {"apart": _apart, "same": _same, "aside": _aside, "withdraw": _withdraw}[name](request, report_id, held)
    except _NotUnderstood as error:
        messages.error(request, str(error), extra_tags=_SPOT)
    except links.TurnTaken:
        said = gettext("Links are being worked out just now. Nothing was changed; please try again in a moment.")
        messages.warning(request, said, extra_tags=_SPOT)
    except (queries.NoSuchReport, links.NoSuchDecision, ValueError) as error:
        raise Http404 from error
    else:
        messages.success(request, said, extra_tags=_SPOT)
    return _back(request, report_id)


def _back(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """To the page it was decided on: the report's, or a cluster's."""
    code = request.POST.get("layer", "")
    if "decision" in request.POST and desk.layer_named(code):
        return redirect(f"{reverse('desk:cluster', args=[report_id, code])}#decided")
    return redirect(f"{reverse('desk:report', args=[report_id])}#{_SPOT}")


class _NotUnderstood(Exception):
    """What was typed cannot be done; the text says why."""


def _apart(request: HttpRequest, report_id: UUID, held: Keyring) -> str:
    code, _, other = request.POST.get("link", "").partition("/")
    layer = desk.layer_named(code)
    if layer is None:
        raise Http404
    links.decide_apart(layer, report_id, [UUID(other)], keyring=held, now=timezone.now())
    return gettext("The two reports are kept apart. You can take this back below.")


def _same(request: HttpRequest, report_id: UUID, held: Keyring) -> str:
    layer = desk.layer_named(request.POST.get("layer", ""))
    reference = request.POST.get("reference", "").strip()
    if layer is None or not reference:
        raise _NotUnderstood(gettext("Type the number of the other report and choose what is the same."))
    other = queries.by_reference(reference, keyring=held)
    if other is None or other.report_id == report_id:
        raise _NotUnderstood(gettext("You see no other report of that number."))
    links.decide_same(layer, report_id, other.report_id, keyring=held, now=timezone.now())
    return gettext("The two reports belong together now. You can take this back below.")


def _aside(request: HttpRequest, report_id: UUID, held: Keyring) -> str:
    token = bytes.fromhex(request.POST.get("thing", ""))
    shared = linked.links_of(report_id, keyring=held)
    if all(token != each.token for one in shared for each in one.shared):
        raise Http404
    try:
        links.set_aside(token, report_id, keyring=held, now=timezone.now())
    except links.NotALead as error:
        said = gettext("Only a lead decides that a thing says nothing: it counts for the reports of every desk.")
        raise _NotUnderstood(said) from error
    return gettext("This thing joins no reports any more, anywhere. You can take this back below.")


def _withdraw(request: HttpRequest, report_id: UUID, held: Keyring) -> str:
    links.withdraw(UUID(request.POST.get("decision", "")), keyring=held, now=timezone.now())
    return gettext("The decision is taken back.")


@desk_page
@on_purpose
def cluster(request: HttpRequest, report_id: UUID, layer: str) -> HttpResponse:
    """Everything a report belongs together with at one level, as a picture and as a table that says the same."""
    held = keyring(request)
    chosen = desk.layer_named(layer)
    if chosen is None:
        raise Http404
    try:
        shown = desk.cluster(report_id, chosen, keyring=held)
    except queries.NoSuchReport as error:
        raise Http404 from error
    values = {
        "cluster": shown,
        "decided": desk.decided_in(report_id, chosen, keyring=held),
        "report_id": report_id,
        "level": desk.layer_word(chosen),
        "code": layer,
        "queue": place(request),
    }
    return render(request, "desk/cluster.html", values)

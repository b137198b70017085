"""The gap map on the staff pages: counts of all States for every colleague; the own State's list for lawyers.

There is no address, form or filter that takes a State: the own State is that of the node.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from besa.node.cases.views.doorway import looks_ahead
from besa.node.jurisdiction import gap_map_actions as actions
from besa.node.jurisdiction import gap_map_queries as queries
from besa.node.jurisdiction import gap_map_table as table
from besa.node.jurisdiction.gap_map_forms import PurposeForm
from besa.node.jurisdiction.gap_map_values import NoMap, NoPurpose, QuotaUsed, Use
from besa.node.jurisdiction.gap_map_wording import PURPOSES
from besa.node.jurisdiction.views.shown import clock
from besa.node.law import queries as law
from besa.node.law import wording
from besa.node.people import queries as people
from besa.node.people.gate import keyring, lawyer


@require_GET
def gap_map(request: HttpRequest) -> HttpResponse:
    """Counts of all States together, with how far a newer map is."""
    held = keyring(request)
    made, done = queries.newest(), queries.progress()
    values: dict[str, Any] = {
        "made": made,
        "older": made is not None and made.version != law.version(),
        "percent": None if done is None or done >= 1000 else done // 10,
        "is_lawyer": held.is_lawyer,
    }
    if made is not None:
        values |= table.page(made.aggregate, law.current(), wording.on_page())
    return render(request, "jurisdiction/gap_map.html", values)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Ask for the map of the law as it counts."""
    keyring(request)
    actions.want(now=timezone.now())
    return redirect("jurisdiction:gap_map")


@lawyer
@clock
@require_http_methods(["GET", "POST"])
def before_own(request: HttpRequest) -> HttpResponse:
    """The form before the own State's list: purpose, quota, and who opened it lately."""
    held, now = keyring(request), timezone.now()
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            use = actions.open_own(
                purpose=form.cleaned_data["purpose"], words=form.cleaned_data["words"], keyring=held, now=now
            )
        except QuotaUsed as used:
            form.add_error(None, _shut(used))
        except NoPurpose:
            form.add_error("words", gettext("Say in a sentence what it is for."))
        except NoMap:
            form.add_error(None, gettext("There is no list to open yet. First somebody has the map made."))
        else:
            return redirect("jurisdiction:gap_map_own", use)
    made = queries.newest()
    values = {
        "form": form,
        "left": queries.left(staff_id=held.staff_id, now=now),
        "can_open": made is not None and made.has_own,
        "state_known": bool(queries.own_state()),
        "uses": _told(queries.uses()),
    }
    return render(request, "jurisdiction/gap_map_before.html", values, status=422 if form.errors else 200)


def _shut(used: QuotaUsed) -> str:
    again = date_format(timezone.localtime(used.again), "j F Y, H:i")
    if used.of_node:
        said = gettext(
            "All lawyers of this node together have opened the list as often as they may. Again from {when}."
        )
    else:
        said = gettext("You have opened the list as often as you may. Again from {when}.")
    return said.format(when=again)


def _told(uses: tuple[Use, ...]) -> list[dict[str, Any]]:
    names = people.staff_names({one.staff_id for one in uses})
    return [
        {
            "at": one.at,
            "who": names.get(one.staff_id, ""),
            "purpose": PURPOSES.get(one.purpose, one.purpose),
            "words": one.words,
        }
        for one in uses
    ]


@lawyer
@clock
@require_GET
def own(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """The own State's list, for an hour after it was opened, for whoever opened it."""
    if ahead := looks_ahead(request):
        return ahead
    held, now = keyring(request), timezone.now()
    use = queries.use_open_to(use_id, staff_id=held.staff_id, now=now)
    if use is None:
        return redirect("jurisdiction:gap_map_before")
    found = queries.own_list(use.version)
    if found is None:
        raise Http404
    values = {"use": _told((use,))[0], **table.own_page(found, law.current(), wording.on_page())}
    return render(request, "jurisdiction/gap_map_own.html", values)

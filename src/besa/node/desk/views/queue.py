"""The queue, with its filters, counts and saved views; claiming from it; whether there is something new."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from besa.core.casework import NotPossible
from besa.node.desk import actions
from besa.node.desk import queries as desk
from besa.node.desk.forms import QueueForm, ViewForm
from besa.node.desk.views.doorway import desk_page
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.referrals import queries as referrals
from besa.node.reports import actions as reports
from besa.node.reports import queries
from besa.node.reports.values import QueueFilter

_PLACE = "desk_queue"
_COUNTED = 1000


@desk_page
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits, the most urgent first."""
    held = keyring(request)
    now = timezone.now()
    form = _form(request, held)
    found = queries.queue(form.wanted(now), keyring=held, now=now, page=_page(request))
    counts = queries.counts(keyring=held, now=now)
    query = form.query()
    _remember(request, form.query(page=str(found.page) if found.page > 1 else ""))
    values = {
        "form": form,
        "filtered": bool(query),
        "lines": desk.lines(
            found.rows,
            keyring=held,
            now=now,
            say_why_above="why" in form.chosen() and form.wanted(now).order == "urgency",
        ),
        "page": found,
        "tabs": _tabs(form, counts),
        "views": [(view, view.query == query) for view in desk.saved_views(held.staff_id)],
        "query": query,
        "earlier": form.query(page=str(found.page - 1)) if found.page > 1 else "",
        "later": form.query(page=str(found.page + 1)) if found.page < found.pages else "",
        "since": int(now.timestamp()),
    }
    return render(request, "desk/queue.html", values)


@desk_page
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What one has in hand oneself: what is due first."""
    held = keyring(request)
    now = timezone.now()
    found = queries.queue(QueueFilter(claimed="mine", order="due"), keyring=held, now=now, page=_page(request))
    lines = desk.lines(found.rows, keyring=held, now=now)
    owed = tuple(line for line in lines if line.owed)
    values = {"owed": owed, "others": tuple(line for line in lines if not line.owed), "page": found}
    return render(request, "desk/mine.html", values)


@desk_page
@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Take a report from the queue without opening it, and stay in the queue."""
    held = keyring(request)
    try:
        report_id = UUID(request.POST.get("report", ""))
        reports.claim(report_id, keyring=held, now=timezone.now())
    except (ValueError, queries.NoSuchReport) as error:
        if isinstance(error, NotPossible):
            messages.warning(request, gettext("This report has moved on meanwhile. Nothing was changed."))
        else:
            raise Http404 from error
    except reports.NotClaimed as taken:
        who = people.staff_names([taken.by] if taken.by else []).get(taken.by or 0, "")
        messages.warning(request, gettext("%(name)s was faster and has this report now.") % {"name": who})
    return redirect(f"{place(request)}#r-{request.POST.get('report', '')}")


@desk_page
@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """How many reports are new, or have new words of the reporter's, after `since` (Unix time of the page)."""
    try:
        since = datetime.fromtimestamp(int(request.GET.get("since", "")), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return JsonResponse({"new": 0, "text": ""})
    new = queries.fresh_since(since, keyring=keyring(request))
    text = ngettext("%(n)d new report or message.", "%(n)d new reports or messages.", new) % {"n": new} if new else ""
    return JsonResponse({"new": new, "text": text})


@desk_page
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter one looks through under a name."""
    held = keyring(request)
    form = ViewForm(request.POST)
    filter_form = QueueForm(request.POST, desks=_desks(held), sources=referrals.sources())
    if not form.is_valid():
        messages.error(request, gettext("Give the view a name of at most 40 letters."))
    else:
        try:
            actions.save_view(form.cleaned_data["name"], filter_form.query(), keyring=held)
        except actions.TooManyViews:
            messages.error(request, gettext("You have 20 views already. Remove one first."))
    return redirect(f"{reverse('desk:queue')}?{filter_form.query()}")


@desk_page
@require_POST
def forget_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Remove one's own view."""
    actions.forget_view(view_id, keyring=keyring(request))
    return redirect(place(request))


def place(request: HttpRequest) -> str:
    """The queue as it was last looked at: filter and page."""
    query = request.session.get(_PLACE, "")
    return f"{reverse('desk:queue')}?{query}" if query else reverse("desk:queue")


def _remember(request: HttpRequest, query: str) -> None:
    # Written only when it changes: reading the queue must not mean writing.
    if request.session.get(_PLACE, "") != query:
        request.session[_PLACE] = query


def _form(request: HttpRequest, held: Keyring) -> QueueForm:
    return QueueForm(request.GET, desks=_desks(held), sources=referrals.sources())


def _desks(held: Keyring) -> tuple[people.DeskLine, ...]:
    """The desks to choose between, if there is a choice."""
    return people.desks_of(held.staff_id) if len(held.desk_ids) > 1 else ()


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _tabs(form: QueueForm, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The counts on top, each a link to what it counts."""
    chosen = form.chosen()
    kinds: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("open", gettext("Open"), {}),
        ("unread", gettext("Unread"), {"unread": "1"}),
        ("overdue", gettext("Late"), {"overdue": "1"}),
        ("mine", gettext("Mine"), {"claimed": "mine"}),
    )
    return [
        {
            "name": name,
            "count": f"{_COUNTED}+" if counts[key] > _COUNTED else str(counts[key]),
            "query": "&".join(f"{k}={v}" for k, v in wanted.items()),
            "here": chosen == wanted,
            "alarm": key == "overdue" and counts[key] > 0,
        }
        for key, name, wanted in kinds
    ]

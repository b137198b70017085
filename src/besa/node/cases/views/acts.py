"""What is done to a file with one press: strike out, tick off, take a report out, gather, take access away, reopen,
close its reports, keep what somebody asked to erase.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from besa.core.casework import NotPossible
from besa.node.cases import actions, queries
from besa.node.cases.views.doorway import case_page
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.reports import queries as reports

Do = Callable[[UUID, str, Keyring, datetime], str]


@dataclass(frozen=True)
class Press:
    """`do` is given the file and what the button carries, and says what happened; then the part `spot` is shown."""

    do: Do
    spot: str


def _strike(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.strike_out(file, UUID(what), keyring=held, now=now)
    return gettext("It is struck out, and stays readable below.")


def _done(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.tick_off(file, UUID(what), keyring=held, now=now)
    return gettext("Done.")


def _unfile(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.take_report_out(file, UUID(what), keyring=held, now=now)
    return gettext("The report is no longer part of this case. Nothing else happened to it.")


def _put_in(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.add_reports(file, [UUID(what)], keyring=held, now=now)
    return gettext("The report is in this case now.")


def _gather(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    if what == "all":
        found = actions.gather_all(file, keyring=held, now=now)
    else:
        found = actions.gather(file, UUID(what), keyring=held, now=now)
    return ngettext("%(n)d new identifier was taken over.", "%(n)d new identifiers were taken over.", found) % {
        "n": found
    }


def _take(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.assign(file, to=held.staff_id, keyring=held, now=now)
    return gettext("This case is yours now.")


def _take_access(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.take_access(file, int(what), keyring=held, now=now)
    return gettext("This desk cannot open the file any more. It has a new key.")


def _reopen(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.reopen(file, keyring=held, now=now)
    return gettext("The case is open again.")


def _conclude(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    done, left = actions.conclude_reports(file, keyring=held, now=now)
    said = ngettext("%(n)d report was closed.", "%(n)d reports were closed.", done) % {"n": done}
    if left:
        said += " " + ngettext(
            "%(n)d is left: a colleague has it, or nobody has read it yet.",
            "%(n)d are left: colleagues have them, or nobody has read them yet.",
            left,
        ) % {"n": left}
    return said


def _keep(file: UUID, what: str, held: Keyring, now: datetime) -> str:
    actions.keep(file, keyring=held, now=now)
    return gettext("The file is kept. Nothing was erased.")


PRESSES: Mapping[str, Press] = {
    "strike": Press(_strike, "top"),
    "done": Press(_done, "owed"),
    "unfile": Press(_unfile, "reports"),
    "put-in": Press(_put_in, "reports"),
    "gather": Press(_gather, "identifiers"),
    "take": Press(_take, "top"),
    "take-access": Press(_take_access, "desks"),
    "reopen": Press(_reopen, "top"),
    "conclude": Press(_conclude, "reports"),
    "keep": Press(_keep, "top"),
}


@case_page
@require_POST
def press(request: HttpRequest, file_id: UUID, name: str) -> HttpResponse:
    """Do one act, then show the file again (or the list, where the file is no longer one's own)."""
    held = keyring(request)
    doing = PRESSES[name]
    try:
        said = doing.do(file_id, request.POST.get("what", ""), held, timezone.now())
    except (queries.NoSuchCase, reports.NoSuchReport, KeyNotHeld, ValueError) as error:
        if isinstance(error, NotPossible):
            messages.warning(request, gettext("This case has moved on meanwhile. Nothing was changed."))
            return redirect("cases:file", file_id)
        raise Http404 from error
    except actions.NotLead:
        messages.warning(request, gettext("Only a lead of a desk that may open this file decides who else may."))
    except actions.LastDesk:
        messages.warning(
            request, gettext("Without this desk nobody could open the file any more. Nothing was changed.")
        )
    except actions.NotAsked:
        messages.warning(request, gettext("This case has moved on meanwhile. Nothing was changed."))
    else:
        messages.success(request, said)
    try:
        queries.head(file_id, keyring=held)
    except queries.NoSuchCase:
        return redirect("cases:list")
    return redirect(f"{reverse('cases:file', args=[file_id])}#{doing.spot}")

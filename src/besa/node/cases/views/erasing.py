"""Erase an entry, ask to erase a file, agree to it: each page says plainly what goes and what stays."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from besa.core.sealing import SealBroken
from besa.node.cases import actions, queries, wording
from besa.node.cases.forms import ReasonForm, ReferenceForm
from besa.node.cases.sheet import erasing
from besa.node.cases.values import ERASED_FOR, FileHead
from besa.node.cases.views.doorway import case_page, looks_ahead
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld

_GONE = (queries.NoSuchCase, KeyNotHeld)


@case_page
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, file_id: UUID, entry_id: UUID) -> HttpResponse:
    """Erase one entry. The file is opened for it, with its mark: the page shows which entry it is."""
    if request.method == "GET" and (ahead := looks_ahead(request)):
        return ahead
    held, now = keyring(request), timezone.now()
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        offered=[code for code in ERASED_FOR if code != queries.RETENTION],
    )
    try:
        head = queries.head(file_id, keyring=held)
        if form.is_bound and form.is_valid():
            done = actions.erase_entry(file_id, entry_id, form.cleaned_data["reason"], keyring=held, now=now)
            said = ngettext("%(n)d entry is erased.", "%(n)d entries are erased.", done) % {"n": done}
            messages.success(request, said)
            return redirect(f"{reverse('cases:file', args=[file_id])}#top")
        opened = actions.open_file(file_id, keyring=held, now=now)
    except _GONE as error:
        raise Http404 from error
    except actions.NeedsAnother:
        messages.warning(request, gettext("Only a lead, or whoever wrote it, erases an entry. Nothing was erased."))
        return redirect("cases:file", file_id)
    except SealBroken:
        return render(request, "cases/broken.html", status=409)
    found = [one for one in opened.entries if one.entry_id == entry_id]
    if not found:
        raise Http404
    theirs = sum(one.fields.get("whose") == str(entry_id) for one in opened.entries)
    values = {"head": head, "form": form, "entry": found[0], "theirs": theirs}
    return render(request, "cases/erase_entry.html", values, status=422 if form.is_bound else 200)


@case_page
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Ask to erase a file. Nothing is opened for it, and nothing goes before another person agrees."""
    held, now = keyring(request), timezone.now()
    head = _head(file_id, held)
    over = head.kept_until is not None and head.kept_until <= now
    offered = [code for code in ERASED_FOR if over or code != queries.RETENTION]
    form = ReasonForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_bound and form.is_valid():
        try:
            actions.ask_to_erase(file_id, form.cleaned_data["reason"], keyring=held, now=now)
        except _GONE as error:
            raise Http404 from error
        except (actions.StillOpen, actions.StillKept):
            messages.warning(request, gettext("This case has moved on meanwhile. Nothing was changed."))
        else:
            messages.success(request, gettext("You asked for it. A colleague must agree on the file's page."))
        return redirect(f"{reverse('cases:file', args=[file_id])}#top")
    values = {"head": head, "form": form, "going": _going(head, held), "asking": True}
    return render(request, "cases/erase.html", values, status=422 if form.is_bound else 200)


@case_page
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Agree to what a colleague asked for: the file is erased."""
    held, now = keyring(request), timezone.now()
    head = _head(file_id, held)
    names = people.staff_names([head.asked.by]) if head.asked else {}
    asked = erasing(head.asked, names=names, keyring=held)
    form = ReferenceForm(request.POST if request.method == "POST" else None, expected=head.reference)
    if asked is None or (form.is_bound and form.is_valid()):
        try:
            done = actions.erase_file(file_id, keyring=held, now=now)
        except _GONE as error:
            raise Http404 from error
        except actions.NeedsAnother:
            said = gettext("Two people who can open the file are needed, one of them a lead. Nothing was erased.")
            messages.warning(request, said)
        except (actions.NotAsked, actions.StillOpen, actions.StillKept):
            messages.warning(request, gettext("This case has moved on meanwhile. Nothing was changed."))
        else:
            said = ngettext("%(n)d file is erased, for ever.", "%(n)d files are erased, for ever.", done) % {"n": done}
            messages.success(request, said)
            return redirect("cases:list")
        return redirect("cases:file", file_id)
    values = {"head": head, "form": form, "going": _going(head, held), "asked": asked}
    return render(request, "cases/erase.html", values, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class Going:
    """What is erased: the file, which others with it, and who loses them."""

    name: str
    others: tuple[str, ...]
    desks: tuple[str, ...]


def _head(file_id: UUID, held: Keyring) -> FileHead:
    try:
        head = queries.head(file_id, keyring=held)
    except queries.NoSuchCase as error:
        raise Http404 from error
    if head.sort == "case" and head.kept_until is None:
        raise Http404
    return head


def _going(head: FileHead, held: Keyring) -> Going:
    others = queries.children(head.case_id, keyring=held) if head.sort == "case" else ()
    desks = {desk for one in (head, *others) for desk in one.desks}
    return Going(
        wording.file_name(head.sort, head.number),
        tuple(wording.file_name(one.sort, one.number) for one in others),
        tuple(sorted(people.desk_names(desks).values())),
    )

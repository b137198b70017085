"""Desks: list, make, members, recovery."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from besa.node.people import actions, queries
from besa.node.people.forms import DeskForm, MemberForm, NewDeskForm, RecoverForm
from besa.node.people.gate import administrator, administrator_or_lead, keyring
from besa.node.people.problems import DeskNameTaken, KeyChanged, PeopleProblem
from besa.node.people.queries import DeskLine, MemberLine


@administrator_or_lead
def desk_list(request: HttpRequest) -> HttpResponse:
    """The desks: all for administrators, one's own for everyone else."""
    held = keyring(request)
    lines = queries.desk_lines()
    if not held.is_administrator:
        lines = tuple(line for line in lines if line.desk_id in held.desk_ids)
    return render(request, "people/desk_list.html", {"lines": lines})


@administrator
def new_desk(request: HttpRequest) -> HttpResponse:
    """Make a desk with its first member."""
    form = NewDeskForm(request.POST or None, people=_people_with_keys())
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_desk(actor=keyring(request).actor, **form.cleaned_data)
        except DeskNameTaken as problem:
            form.add_error("slug", str(problem))
        except PeopleProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, gettext("The desk is made."))
            return redirect("people:desk", slug=form.cleaned_data["slug"])
    return render(request, "people/new_desk.html", {"form": form})


@administrator_or_lead
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """One desk: members, who holds the key, what can be done."""
    line = _line(request, slug)
    held = keyring(request)
    members = queries.member_lines(line.desk_id)
    outside = [p for p in _people_with_keys() if p[0] not in {m.staff_id for m in members}]
    leads = line.desk_id in held.lead_of or held.is_administrator
    values = {
        "desk": line,
        "members": members,
        "holds_key": line.desk_id in held.desk_ids,
        "leads": leads,
        "add_form": MemberForm(people=outside) if outside else None,
        "desk_form": DeskForm(initial={"name": line.name, "kind": line.kind, "receives_public": line.receives_public}),
    }
    return render(request, "people/desk.html", values)


@administrator
@require_POST
def change_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Rename, or change what the desk is for."""
    line = _line(request, slug)
    form = DeskForm(request.POST)
    if form.is_valid():
        try:
            actions.change_desk(line.desk_id, actor=keyring(request).actor, **form.cleaned_data)
        except PeopleProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, gettext("The desk is changed."))
    return redirect("people:desk", slug=slug)


@administrator_or_lead
@require_POST
def add_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the key to a colleague, for the first time or again."""
    line = _line(request, slug)
    form = MemberForm(request.POST, people=_people_with_keys())
    if not form.is_valid():
        messages.error(request, gettext("Please choose a colleague who has already signed in."))
        return redirect("people:desk", slug=slug)
    try:
        actions.grant_membership(line.desk_id, keyring=keyring(request), **form.cleaned_data)
    except PeopleProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("Your colleague now has the key of this desk."))
    return redirect("people:desk", slug=slug)


@administrator_or_lead
def give_again(request: HttpRequest, slug: str, pseudonym: str) -> HttpResponse:
    """Give the key again to a member who has a new one: first two people compare its fingerprint aloud."""
    line = _line(request, slug)
    member = _member(line, pseudonym)
    if request.method == "POST":
        try:
            actions.grant_membership(
                line.desk_id,
                member.staff_id,
                keyring=keyring(request),
                role=member.role,
                fingerprint=request.POST.get("fingerprint", ""),
            )
        except KeyChanged as problem:
            messages.error(request, str(problem))
            return redirect("people:give_again", slug=slug, pseudonym=pseudonym)
        except PeopleProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, gettext("Your colleague now has the key of this desk."))
        return redirect("people:desk", slug=slug)
    return render(request, "people/give_again.html", {"desk": line, "member": member})


@administrator_or_lead
def remove_member(request: HttpRequest, slug: str, pseudonym: str) -> HttpResponse:
    """End a membership; the page before says what that means for the key."""
    line = _line(request, slug)
    member = _member(line, pseudonym)
    held = keyring(request)
    if request.method == "POST":
        try:
            actions.remove_member(line.desk_id, member.staff_id, keyring=held)
        except PeopleProblem as problem:
            messages.error(request, str(problem))
            return redirect("people:desk", slug=slug)
        if member.staff_id == held.staff_id:
            return redirect("account_login")
        messages.success(request, gettext("The membership has ended and the desk has a new key."))
        if line.desk_id in held.desk_ids:
            _say(request, actions.relock_records(line.desk_id, keyring=held))
        return redirect("people:desk", slug=slug)
    return render(request, "people/remove_member.html", {"desk": line, "member": member})


@administrator_or_lead
@require_POST
def relock(request: HttpRequest, slug: str) -> HttpResponse:
    """Seal older reports to the newest key, some seconds of work a press."""
    line = _line(request, slug)
    try:
        _say(request, actions.relock_records(line.desk_id, keyring=keyring(request)))
    except PeopleProblem as problem:
        messages.error(request, str(problem))
    return redirect("people:desk", slug=slug)


def _say(request: HttpRequest, relocked: actions.Relocked) -> None:
    """How many reports are left under an older key, and why; or that none is."""
    if not relocked.left:
        messages.success(request, gettext("All reports of this desk are under its newest key."))
    for number, sentence in (
        (
            relocked.again,
            ngettext(
                "%(n)d report is left under an older key. Press the button again.",
                "%(n)d reports are left under an older key. Press the button again.",
                relocked.again,
            ),
        ),
        (
            relocked.not_held,
            ngettext(
                "%(n)d report is left, because you do not have the older key it is under. "
                "Ask a colleague who was at this desk before you to press the button.",
                "%(n)d reports are left, because you do not have the older key they are under. "
                "Ask a colleague who was at this desk before you to press the button.",
                relocked.not_held,
            ),
        ),
        (
            relocked.broken,
            ngettext(
                "%(n)d report is left, because nobody's key opens it: it was changed in the database. "
                "Tell an administrator.",
                "%(n)d reports are left, because nobody's key opens them: they were changed in the database. "
                "Tell an administrator.",
                relocked.broken,
            ),
        ),
    ):
        if number:
            messages.warning(request, sentence % {"n": number})


@administrator
def recover(request: HttpRequest, slug: str) -> HttpResponse:
    """Restore the keys of a desk from two printed lists of words."""
    line = _line(request, slug)
    form = RecoverForm(request.POST or None, people=_people_with_keys())
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.recover_desk(
                line.desk_id,
                typed["staff_id"],
                actor=keyring(request).actor,
                shares=[typed["first"], typed["second"]],
            )
        except PeopleProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, gettext("The keys of this desk are restored."))
            return redirect("people:desk", slug=slug)
    return render(request, "people/recover.html", {"desk": line, "form": form})


def _line(request: HttpRequest, slug: str) -> DeskLine:
    try:
        line = queries.desk_line(slug)
    except LookupError as error:
        raise Http404 from error
    held = keyring(request)
    if not held.is_administrator and line.desk_id not in held.desk_ids:
        # The desks of others are none of one's business, not even whether they exist.
        raise Http404
    return line


def _member(line: DeskLine, pseudonym: str) -> MemberLine:
    for member in queries.member_lines(line.desk_id):
        if member.pseudonym == pseudonym:
            return member
    raise Http404


def _people_with_keys() -> list[tuple[int, str]]:
    return [(p.staff_id, p.name) for p in queries.staff_lines() if p.ready and p.is_active]

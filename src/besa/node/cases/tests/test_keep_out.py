"""Nobody without access opens a case or a child's file, changes anything in it, or learns that it exists.

Every address of the room is tried, with every way of asking, by everybody who should not get in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from besa.node.cases import actions, urls
from besa.node.cases.models import Entry, File
from besa.node.cases.tests.conftest import NOW, At, bring_in, marks, open_session, opened_case
from besa.node.people import actions as people
from besa.node.people.keyring import Keyring, keyring_of
from besa.node.people.models import Grant, Membership, Staff
from besa.node.reports.tests.conftest import Team, renewed

TYPED = {
    "role": "reported",
    "name": "x",
    "about": "x",
    "kind": "phone",
    "text": "x",
    "day": "2026-03-01",
    "clock": "reply",
    "urgency": "1",
    "outcome": "helped",
    "reason": "asked",
    "title": "x",
    "into": "new",
}
OUTSIDERS = (
    "another desk",
    "auditor",
    "administrator",
    "waits for the key",
    "left the desk",
    "locked",
    "locked by time",
    "signed out",
)


@pytest.fixture
def full(team: Team) -> UUID:
    """A case with a report, a person, a note, a task, a child's file, and an asking to erase the child's file."""
    act: dict[str, Any] = {"keyring": team.anna, "now": NOW}
    file = opened_case(team, bring_in("+355 69 212 3456").id, title="Burri nga loja")
    actions.add_person(file, role="reported", name="Agron", about="", **act)
    actions.set_task(file, "Thirr", due=NOW, to=None, **act)
    child = actions.open_child_file(file, name="Era", desk_id=team.hotline, **act)
    actions.write_note(child, "Nëna e di", **act)
    actions.ask_to_erase(child, "asked", keyring=team.ben, now=NOW)
    return file


@pytest.fixture
def outsider(team: Team, full: UUID) -> Callable[[str], Client]:
    return lambda who: _client(who, team)


def _client(who: str, team: Team) -> Client:
    if who == "another desk":
        return _signed_in(team.cara)
    if who in ("auditor", "administrator"):
        Membership.objects.filter(staff=team.ben.staff_id).delete()
        roles = {"is_auditor": who == "auditor", "is_administrator": who == "administrator"}
        Staff.objects.filter(pk=team.ben.staff_id).update(**roles)
        return _signed_in(renewed(team.ben))
    if who == "waits for the key":
        Grant.objects.filter(staff=team.ben.staff_id).delete()
        return _signed_in(renewed(team.ben))
    if who == "left the desk":
        client = _signed_in(team.ben)
        people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
        return client
    client = _signed_in(team.anna)
    if who == "locked":
        del client.cookies[next(name for name in client.cookies if name.endswith("keys"))]
    elif who == "locked by time":
        session = client.session
        session.update({name: 1 for name in list(session.keys()) if "seen" in name})
        session.save()
    else:
        client = Client(headers={"Accept-Language": "en"})
    return client


def _signed_in(ring: Keyring) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    for name, value in open_session(Staff.objects.get(pk=ring.staff_id), ring).items():
        client.cookies[name] = value
    return client


def addresses(file: UUID, entry: UUID, case: UUID) -> Iterator[str]:
    """Every address of the room that names something."""
    ids = {"file_id": file, "entry_id": entry, "case_id": case}
    for pattern in urls.urlpatterns:
        named = {name: ids[name] for name in pattern.pattern.converters}
        if named:
            yield reverse(f"cases:{pattern.name}", kwargs=named)


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in apps.get_app_config("cases").get_models()]


def asked(client: Client, method: str, address: str, what: UUID, desk: int, hide: tuple[UUID, ...]) -> tuple[Any, ...]:
    sent = {**TYPED, "what": str(what), "desk": desk, "to": 1, "submission": str(uuid4())}
    response = getattr(client, method)(address, sent if method == "post" else {})
    body = response.content.decode()
    where = response.headers.get("Location", "")
    for one in hide:
        body, where = body.replace(str(one), "ID"), where.replace(str(one), "ID")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
    return response.status_code, where, body


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_gets_in_nor_learns_that_it_is_there(team: Team, full, outsider, who: str, method: str) -> None:
    case = File.objects.get(pk=full).case_id
    child = File.objects.get(sort="child").id
    client = outsider(who)
    before, marked = everything(), marks()
    for file in (full, child):
        entry = Entry.objects.filter(file=file).first().id
        never = uuid4(), uuid4(), uuid4()
        for real, made_up in zip(addresses(file, entry, case), addresses(*never), strict=True):
            found = asked(client, method, real, entry, team.police, (file, entry, case))
            if who.startswith("locked"):
                client = _client(who, team)
            nothing = asked(client, method, made_up, never[1], team.police, never)
            if who.startswith("locked"):
                client = _client(who, team)
            assert found == nothing, (who, method, real)
            assert found[0] in (302, 403, 404, 405), (who, method, real)
            if found[0] == 302:
                assert "/staff/cases" not in found[1].partition("next=")[0], (who, method, real)
            for secret in ("Agron", "Era", "Burri nga loja", "Nëna e di"):
                assert secret not in found[2]
    assert everything() == before
    assert [mark for mark in marks()[len(marked) :] if mark.startswith("cases.")] == []


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_list_form_search_or_report_names_it(team: Team, full, outsider, who: str) -> None:
    row = File.objects.get(pk=full).case
    client = outsider(who)
    for page in ("cases:list", "cases:expiring", "cases:new", "desk:queue", "desk:search"):
        body = client.get(reverse(page), follow=True).content.decode()
        for secret in (row.reference, str(row.id), str(full), "Burri nga loja"):
            assert secret not in body, (who, page)


def test_a_member_of_the_case_s_desk_is_kept_out_of_a_child_s_file_of_another(team: Team, full, sit) -> None:
    act: dict[str, Any] = {"now": NOW}
    actions.give_access(full, team.police, keyring=team.anna, **act)
    theirs = actions.open_child_file(full, name="Fëmija i policisë", desk_id=team.police, keyring=team.cara, **act)
    note = actions.write_note(theirs, "x", keyring=team.cara, **act)
    ben: At = sit(team.ben)
    before = everything()
    for method in ("get", "post"):
        for address in addresses(theirs, note, uuid4()):
            status, _, body = asked(ben.client, method, address, note, team.hotline, ())
            assert status in (404, 405), address
            assert "Fëmija" not in body
    assert everything() == before
    assert str(theirs) not in ben.page("file", full)
    assert "Fëmija" not in ben.page("expiring")


def test_another_file_s_entry_is_not_erased_through_one_s_own(team: Team, full, sit) -> None:
    mine = actions.open_case([], desk_id=team.police, title="x", urgency=1, keyring=team.cara, now=NOW)
    cara: At = sit(team.cara)
    entry = Entry.objects.filter(file=full).first().id
    for method in ("get", "post"):
        address = reverse("cases:erase_entry", args=[mine, entry])
        assert asked(cara.client, method, address, entry, team.police, ())[0] == 404
    assert Entry.objects.get(pk=entry).erased_at is None


def test_a_colleague_who_left_opens_nothing_with_a_keyring_that_was_kept(team: Team, full) -> None:
    kept = team.ben
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    fresh = keyring_of(Staff.objects.get(pk=kept.staff_id), kept.own)
    assert fresh.desk_ids == frozenset()
    from besa.node.cases import queries

    with pytest.raises(queries.NoSuchCase):
        actions.open_file(full, keyring=fresh, now=NOW)


def test_nothing_is_put_into_a_case_of_another_desk_nor_taken_from_its_reports(team: Team, full, sit) -> None:
    cara: At = sit(team.cara)
    case = File.objects.get(pk=full).case
    before = everything()
    [report] = case.filed.values_list("report_id", flat=True)
    for real, made_up in ((case.id, uuid4()), (full, uuid4())):
        sent = {**TYPED, "desk": team.police}
        answers = [cara.post("new", data={**sent, "into": str(into)}).status_code for into in (real, made_up)]
        assert answers[0] == answers[1] == 422
    for ids in (report, uuid4()):
        assert cara.get("new", query=f"?report={ids}").status_code == 404
        assert cara.post("new", data={**TYPED, "desk": team.police, "report": str(ids)}).status_code == 404
    assert cara.post("new", data={**TYPED, "desk": team.hotline}).status_code == 422
    assert everything() == before

"""For a desk the reports of other desks do not exist: every address answers as for a report that never was."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from besa.node.desk import urls
from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.reports import actions
from besa.node.reports.tests.conftest import sealed_upload

WITH_REPORT = [p.name for p in urls.urlpatterns if "report_id" in str(p.pattern)]
DATA = {
    "answer": "x",
    "note": "x",
    "submission": "0" * 32,
    "labels_were": "",
    "urgency": "1",
    "outcome": "helped",
    "to": "1",
    "authority": "police_cyber",
    "reason": "x",
    "identifier": "+355692123456",
    "template": "thanks",
    "reference": "x",
}


@pytest.fixture
def theirs(team, anna):
    upload = sealed_upload(b"x" * 100)
    one = bring_in("Ndodhi. +355 69 212 3456", files=(upload,))
    actions.claim(one.id, keyring=anna.ring, now=timezone.now())
    return one, upload.file_id


def test_there_are_addresses_to_try() -> None:
    assert len(WITH_REPORT) >= 16
    assert get_resolver().reverse_dict is not None


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", WITH_REPORT)
def test_another_desk_s_report_is_as_if_it_never_was(cara: At, theirs, name: str, method: str) -> None:
    one, file_id = theirs
    before = marks()

    def ask(report_id):
        args = [report_id, *{"file": [file_id], "cluster": ["person-reported"]}.get(name, [])]
        response = getattr(cara.client, method)(reverse(f"desk:{name}", args=args), DATA if method == "post" else {})
        return response.status_code, response.headers.get("Location", ""), _plain(response.content.decode(), report_id)

    existing, never = ask(one.id), ask(uuid4())
    assert existing == never
    assert existing[0] in (404, 405)
    assert marks() == before


def test_counts_queue_and_search_show_nothing_of_it(cara: At, theirs) -> None:
    one, _ = theirs
    for page in (
        cara.page("queue"),
        cara.page("mine"),
        cara.page("deadlines"),
        cara.page("queue", query="?desk=hotline"),
    ):
        assert one.received.reference not in page
    assert re.search(r"Open <b>0</b>", cara.page("queue"))
    assert cara.get("news", query="?since=1").json()["new"] == 0


def test_an_identifier_seen_by_another_desk_is_not_counted(cara: At, team, theirs) -> None:
    from besa.node.reports import queries

    found = [("phone", "+355692123456")]
    assert queries.seen_elsewhere(found, report_id=uuid4(), keyring=team.anna)
    assert not queries.seen_elsewhere(found, report_id=uuid4(), keyring=team.cara)


def test_a_member_who_has_left_sees_it_no_more(ben: At, theirs, team) -> None:
    from besa.node.people import actions as people

    one, _ = theirs
    assert ben.get("report", one.id).status_code == 200
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    assert ben.get("report", one.id).status_code in (302, 403, 404)


def _plain(page: str, report_id: object) -> str:
    page = page.replace(str(report_id), "ID")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)

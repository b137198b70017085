"""A lead sees in the queue that records are under an older key, and puts them under the newest with one press."""

from __future__ import annotations

from django.urls import reverse

from besa.node.desk.tests.conftest import At
from besa.node.people import actions as people
from besa.node.people.models import Membership
from besa.node.reports.models import Access
from besa.node.reports.tests.conftest import renewed

LEFT = "still under an older key"


def ben_left(team) -> None:
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)


def press(at: At) -> str:
    response = at.client.post(reverse("people:relock", args=["hotline"]))
    return at.client.get(response["Location"]).content.decode()


def test_the_lead_is_told_in_the_queue_and_one_press_mends_it(team, anna: At, bring) -> None:
    for _ in range(2):
        bring()
    assert LEFT not in anna.page("queue")
    ben_left(team)
    assert "2 reports of Hotline are still under an older key" in anna.page("queue")
    assert f'action="{reverse("people:relock", args=["hotline"])}"' in anna.page("queue")
    assert LEFT in anna.client.get(reverse("people:desks")).content.decode()
    assert "All reports of this desk are under its newest key." in press(anna)
    assert LEFT not in anna.page("queue")


def test_it_is_shown_to_leads_only(team, anna: At, sit, bring) -> None:
    bring()
    people.grant_membership(team.hotline, team.cara.staff_id, keyring=team.anna)
    ben_left(team)
    Membership.objects.filter(staff=team.cara.staff_id, desk=team.hotline).update(role=Membership.Role.MEMBER)
    assert LEFT not in sit(renewed(team.cara)).page("queue")
    assert LEFT in anna.page("queue")


def test_it_never_says_all_are_done_while_some_are_left(team, anna: At, bring) -> None:
    broken, _ = bring(), bring()
    Access.objects.filter(report=broken.id).update(sealed=bytes(1169))
    ben_left(team)
    said = press(anna)
    assert "All reports of this desk are under its newest key." not in said
    assert "1 report is left, because nobody&#x27;s key opens it" in said
    assert "1 report of Hotline is still under an older key" in anna.page("queue")

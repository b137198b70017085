"""The pages about people and desks, as an administrator and a lead use them."""

from __future__ import annotations

import pytest

from besa.node.people import actions, queries
from besa.node.people.models import Desk, Grant, Staff
from besa.node.people.tests.conftest import NEW_PASSWORD, PASSWORD, Browser, keyring_of_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana_in(node, browser) -> Browser:
    return browser.sign_in("ana")


class TestAColleaguesFirstDay:
    def test_from_the_invitation_to_the_key(self, ana_in, node):
        made = ana_in.post("/staff/people/invite", {"display_name": "Bora", "username": "bora", "language": "sq"})
        invitation = made.context["invitation"]
        assert invitation.starting_password in made.content.decode()
        bora = Browser()
        bora.password("bora", invitation.starting_password)
        bora.post(
            "/staff/account/password",
            {"old": invitation.starting_password, "new": NEW_PASSWORD, "again": NEW_PASSWORD},
        )
        bora.set_up_app()
        assert bora.get("/staff/reading/1").status_code == 403
        staff_id = Staff.objects.get(username="bora").pk
        ana_in.post("/staff/people/desks/hotline/add", {"staff_id": staff_id, "role": "member"})
        assert bora.get("/staff/reading/1").status_code == 200
        assert staff_id in queries.members_of(node.desk_id)

    def test_the_password_is_shown_once(self, ana_in):
        made = ana_in.post("/staff/people/invite", {"display_name": "Bora", "username": "bora", "language": "sq"})
        password = made.context["invitation"].starting_password
        for path in ("/staff/people/", f"/staff/people/{made.context['invitation'].pseudonym}"):
            assert password not in ana_in.get(path).content.decode()

    def test_mistakes_are_named_and_what_was_typed_stays(self, ana_in):
        page = ana_in.post("/staff/people/invite", {"display_name": "Bora B", "username": "ana", "language": "sq"})
        html = page.content.decode()
        assert 'href="#id_username"' in html
        assert "already has this user name" in html
        assert "Bora B" in html


class TestADesk:
    def test_it_can_be_made_renamed_and_left(self, ana_in, colleague):
        bora = colleague("bora")
        ana_in.post(
            "/staff/people/desks/new",
            {"name": "Police", "slug": "police", "kind": "police", "first_member_id": bora.pk},
        )
        desk = Desk.objects.get(slug="police")
        ana_in.post("/staff/people/desks/police/change", {"name": "Cyber police", "kind": "police"})
        desk.refresh_from_db()
        assert desk.name == "Cyber police"
        page = ana_in.get("/staff/people/desks/police")
        assert page.context["holds_key"] is False
        assert page.context["leads"] is True

    def test_removing_explains_the_new_key_then_does_it(self, ana_in, ana, node, colleague):
        bora = colleague("bora")
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        address = f"/staff/people/desks/hotline/remove/{bora.pseudonym}"
        assert "gets a new key" in ana_in.get(address).content.decode()
        assert queries.members_of(node.desk_id) == {ana.pk, bora.pk}
        ana_in.post(address)
        assert queries.members_of(node.desk_id) == {ana.pk}
        assert queries.desk_line("hotline").key_version == 2

    def test_giving_the_key_again_after_a_reset(self, ana_in, ana, node, colleague):
        bora = colleague("bora")
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        started = ana_in.post(f"/staff/people/{bora.pseudonym}/password").context["invitation"]
        actions.change_password(bora.pk, actor=bora.actor, old=started.starting_password, new=PASSWORD)
        assert "Waits for the key" in ana_in.get("/staff/people/desks/hotline").content.decode()
        ana_in.post("/staff/people/desks/hotline/add", {"staff_id": bora.pk, "role": "member"})
        assert "Waits for the key" not in ana_in.get("/staff/people/desks/hotline").content.decode()

    def test_recovery_with_the_words(self, ana_in, ana, node, colleague):
        bora = colleague("bora")
        Grant.objects.all().delete()
        wrong = {"staff_id": bora.pk, "first": node.shares[0], "second": node.shares[0]}
        assert "do not open" in ana_in.post("/staff/people/desks/hotline/recover", wrong).content.decode()
        right = {"staff_id": bora.pk, "first": node.shares[0], "second": node.shares[1]}
        assert ana_in.post("/staff/people/desks/hotline/recover", right).status_code == 302
        assert queries.members_of(node.desk_id) == {bora.pk}

    def test_a_password_manager_or_log_never_sees_the_words_again(self, ana_in, node):
        wrong = {"staff_id": 1, "first": node.shares[0], "second": "academic acid"}
        answer = ana_in.post("/staff/people/desks/hotline/recover", wrong)
        assert answer["Cache-Control"] == "no-store"


class TestEverybody:
    def test_one_sees_own_desks_factors_and_language(self, ana_in):
        page = ana_in.get("/staff/account/")
        assert "Hotline" in page.content.decode()
        ana_in.post("/staff/account/language", {"language": "mk"})
        assert '<html lang="mk"' in ana_in.get("/staff/account/").content.decode()
        assert Staff.objects.get().language == "mk"

    def test_an_unknown_person_is_simply_not_there(self, ana_in):
        assert ana_in.get("/staff/people/s-nobodyhere").status_code == 404

    def test_every_page_names_itself(self, ana_in, ana):
        titles = set()
        for path in (
            "account/", "account/password", "account/factors/key", "account/factors/codes", "people/", "people/invite",
            f"people/{ana.pseudonym}", "people/desks", "people/desks/new", "people/desks/hotline",
            f"people/desks/hotline/remove/{ana.pseudonym}", "people/desks/hotline/recover",
        ):  # fmt: skip
            html = ana_in.get(f"/staff/{path}").content.decode()
            assert html.count("<h1") == 1, path
            titles.add(html.split("<title>")[1].split("</title>")[0])
        assert len(titles) == 12

"""Locking: what is open on a screen nobody sits at, and what was being written there."""

from __future__ import annotations

import time

import pytest

from besa.node.people.models import Session
from besa.node.people.sessions import SessionStore
from besa.node.people.tests.conftest import PASSWORD, Browser, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana_in(node, browser) -> Browser:
    return browser.sign_in("ana")


def leave_alone(browser: Browser, minutes: float) -> None:
    """Let the clock of this session run, as if nobody had touched it."""
    store = SessionStore(browser.client.cookies["session"].value)
    store["seen"] = store["seen"] - int(minutes * 60)
    store.save()


def unlock(browser: Browser, password: str = PASSWORD, **more: str):
    return browser.post("/staff/account/unlock", {"password": password, **more})


class TestLocking:
    def test_the_button_locks_and_deletes_both_halves_of_the_key(self, ana_in):
        session = ana_in.client.cookies["session"].value
        stolen = ana_in.client.cookies["keys"].value
        answer = ana_in.post("/staff/account/lock", {"next": "/staff/reading/7"})
        assert answer["Location"] == "/staff/account/unlock?next=%2Fstaff%2Freading%2F7"
        assert answer.cookies["keys"].value == ""
        assert "keyring" not in SessionStore(session).load()
        ana_in.client.cookies["keys"] = stolen
        assert not ana_in.is_open()

    def test_it_locks_by_itself_after_the_set_time(self, ana_in):
        leave_alone(ana_in, 14.5)
        assert ana_in.is_open()
        leave_alone(ana_in, 15)
        stolen = ana_in.client.cookies["keys"].value
        answer = ana_in.get("/staff/reading/7")
        assert answer["Location"] == "/staff/account/unlock?next=%2Fstaff%2Freading%2F7"
        ana_in.client.cookies["keys"] = stolen
        assert not ana_in.is_open()

    def test_being_here_counts_and_polling_does_not(self, ana_in):
        leave_alone(ana_in, 10)
        ana_in.get("/staff/undecorated", **{"X-Besa-Background": "1"})
        leave_alone(ana_in, 4)
        assert ana_in.get("/staff/account/awake").status_code == 204
        leave_alone(ana_in, 14)
        assert ana_in.is_open()

    def test_polling_alone_does_not_keep_a_screen_open(self, ana_in):
        for _ in range(3):
            leave_alone(ana_in, 6)
            ana_in.get("/staff/undecorated", **{"X-Besa-Background": "1"})
        assert not ana_in.is_open()

    def test_reading_does_not_write_the_session_every_time(self, ana_in, django_assert_max_num_queries):
        ana_in.get("/staff/undecorated")
        with django_assert_max_num_queries(5) as queries:
            ana_in.get("/staff/undecorated")
        assert not [q for q in queries.captured_queries if q["sql"].startswith(("UPDATE", "INSERT"))]

    def test_a_locked_session_reaches_no_page_of_accounts_either(self, ana_in):
        ana_in.post("/staff/account/lock")
        for path in ("/staff/people/", "/staff/people/desks", "/staff/account/", "/staff/account/factors/app"):
            assert ana_in.get(path)["Location"].startswith("/staff/account/unlock")

    def test_a_part_of_a_page_asks_for_the_whole_unlock_page(self, ana_in):
        ana_in.post("/staff/account/lock")
        answer = ana_in.get(
            "/staff/undecorated", **{"HX-Request": "true", "HX-Current-URL": "http://testserver/staff/reading/7?a=1"}
        )
        assert answer.status_code == 204
        assert answer["HX-Redirect"] == "/staff/account/unlock?next=%2Fstaff%2Freading%2F7%3Fa%3D1"


class TestUnlocking:
    def test_the_password_alone_opens_it_and_leads_back(self, ana_in):
        ana_in.post("/staff/account/lock", {"next": "/staff/reading/7"})
        assert unlock(ana_in, next="/staff/reading/7")["Location"] == "/staff/reading/7"
        assert ana_in.is_open()
        assert verbs()[-1] == "people.staff.unlocked"

    def test_a_wrong_password_does_not(self, ana_in):
        ana_in.post("/staff/account/lock")
        assert "not right" in str(unlock(ana_in, "wrong password here").context["form"].errors)
        assert not ana_in.is_open()

    def test_guessing_is_slowed_down(self, ana_in):
        ana_in.post("/staff/account/lock")
        for _ in range(5):
            unlock(ana_in, "wrong password here")
        assert "wait" in str(unlock(ana_in).context["form"].errors)
        assert not ana_in.is_open()

    def test_the_session_gets_a_new_name_and_a_new_key(self, ana_in):
        old = ana_in.client.cookies["session"].value, ana_in.client.cookies["keys"].value
        ana_in.post("/staff/account/lock")
        unlock(ana_in)
        new = ana_in.client.cookies["session"].value, ana_in.client.cookies["keys"].value
        assert old[0] != new[0]
        assert old[1] != new[1]
        assert Session.objects.count() == 1

    def test_a_password_that_was_typed_long_ago_is_asked_again_before_changing_second_steps(self, ana_in):
        store = SessionStore(ana_in.client.cookies["session"].value)
        store["confirmed"] = int(time.time()) - 301
        store.save()
        answer = ana_in.get("/staff/account/factors/codes/new")
        assert answer["Location"] == "/staff/account/confirm?next=%2Fstaff%2Faccount%2Ffactors%2Fcodes%2Fnew"
        back = ana_in.post("/staff/account/confirm", {"password": PASSWORD, "next": "/staff/account/factors/codes/new"})
        assert back["Location"] == "/staff/account/factors/codes/new"
        assert ana_in.get("/staff/account/factors/codes/new").status_code == 200


class TestWhatWasBeingWritten:
    TEXT = "Faleminderit që na shkruajte. Не си виновна. ąćę " * 40

    def test_a_reply_sent_to_a_locked_screen_is_given_back_to_send(self, ana_in):
        leave_alone(ana_in, 16)
        answer = ana_in.post("/staff/reading/7?a=1", {"text": self.TEXT, "kind": "reply"})
        assert answer["Location"].startswith("/staff/account/unlock?next=%2Fstaff%2Freading%2F7")
        page = unlock(ana_in)
        draft = page.context["draft"]
        assert draft.action == "/staff/reading/7?a=1"
        assert dict(draft.fields) == {"text": self.TEXT, "kind": "reply"}
        sent = ana_in.post(draft.action, dict(draft.fields))
        assert sent.content.decode() == f"sent: {self.TEXT}"

    def test_a_page_that_locks_itself_gets_its_text_back_once(self, ana_in):
        page = "/staff/reading/7?a=1"
        typed = {"draft_page": page, "draft_action": "/staff/reading/7", "text": self.TEXT, "next": page}
        ana_in.post("/staff/account/lock", typed)
        assert unlock(ana_in, next=page)["Location"] == page
        assert ana_in.get("/staff/people/").context["typed_draft"] is None
        assert ana_in.get(page).context["typed_draft"] == {
            "action": "/staff/reading/7",
            "fields": (("text", self.TEXT),),
        }
        assert ana_in.get(page).context["typed_draft"] is None

    def test_nothing_of_it_can_be_read_in_the_database(self, ana_in):
        leave_alone(ana_in, 16)
        ana_in.post("/staff/reading/7", {"text": "canary-in-a-draft"})
        session = ana_in.client.cookies["session"].value
        # Not in the row, and not even for someone who also has the session's name from the cookie.
        assert "canary" not in Session.objects.get().session_data
        assert "canary" not in repr(SessionStore(session).load())

    def test_signing_out_throws_it_away(self, ana_in):
        ana_in.post("/staff/account/lock")
        ana_in.post("/staff/reading/7", {"text": self.TEXT})
        ana_in.post("/staff/account/sign-out")
        assert not Session.objects.exists()

    def test_a_forged_draft_leads_nowhere_else(self, ana_in):
        for bad in ("https://evil.example/", "//evil.example/x", "/elsewhere"):
            ana_in.post("/staff/account/lock", {"draft_page": bad, "draft_action": bad, "text": "x"})
            unlock(ana_in)
            store = SessionStore(ana_in.client.cookies["session"].value)
            assert "drafts" not in store.load()

    def test_passwords_and_codes_are_never_kept(self, ana_in):
        ana_in.post("/staff/account/lock")
        answer = ana_in.post(
            "/staff/account/password", {"old": PASSWORD, "new": "something new here", "again": "something new here"}
        )
        assert answer.status_code == 302
        assert "drafts" not in SessionStore(ana_in.client.cookies["session"].value).load()

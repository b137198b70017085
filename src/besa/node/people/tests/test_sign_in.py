"""Signing in: password, then a second step, and a mark in the ledger."""

from __future__ import annotations

import re
import time

import pytest

from besa.core.sealing import Turns, passwords
from besa.node.people import actions
from besa.node.people.actions.accounts import STARTING_PASSWORD_DAYS
from besa.node.people.models import Brake, Session, Staff
from besa.node.people.tests.conftest import NEW_PASSWORD, PASSWORD, Browser, verbs

pytestmark = pytest.mark.django_db


class TestFirstTime:
    def test_nothing_can_be_reached_before_signing_in(self, node, browser):
        for path in (
            "/staff/undecorated",
            "/staff/reading/1",
            "/staff/people/",
            "/staff/account/",
            "/staff/account/factors/app",
        ):
            answer = browser.get(path)
            assert answer.status_code == 302
            assert answer["Location"].startswith("/staff/account/sign-in?next=")

    def test_a_second_step_must_be_set_up_before_anything_else(self, node, browser):
        browser.password("ana")
        for path in ("/staff/undecorated", "/staff/people/", "/staff/account/", "/staff/people/desks/hotline"):
            assert browser.get(path)["Location"].startswith("/staff/account/factors/first")
        browser.set_up_app()
        assert browser.is_open()

    def test_a_starting_password_must_be_changed_before_anything_else(self, ana, browser):
        invitation = actions.create_staff(actor=ana.actor, username="Bora", display_name="Bora")
        browser.password("bora", invitation.starting_password)
        for path in ("/staff/undecorated", "/staff/account/factors/app", "/staff/account/"):
            assert browser.get(path)["Location"].startswith("/staff/account/password")
        old_and_new = {"old": invitation.starting_password, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
        assert browser.post("/staff/account/password", old_and_new).status_code == 302
        browser.set_up_app()
        assert browser.is_open()
        assert Staff.objects.get(username="bora").public is not None

    def test_an_old_starting_password_works_no_more(self, ana, browser):
        invitation = actions.create_staff(actor=ana.actor, username="bora", display_name="Bora")
        Staff.objects.filter(username="bora").update(
            starting_password_until=ana.created_at - (invitation.until - ana.created_at) / STARTING_PASSWORD_DAYS
        )
        assert browser.password("bora", invitation.starting_password).status_code == 200

    def test_spare_codes_are_shown_once(self, node, browser):
        browser.sign_in("ana")
        assert len(browser.spare_codes) == 10
        again = browser.get("/staff/account/factors/codes")
        assert not set(browser.spare_codes) & set(again.context["unused_codes"])


class TestAFloodOfSignIns:
    def test_it_is_turned_back_instead_of_holding_every_thread(self, node, browser, monkeypatch):
        monkeypatch.setattr(passwords, "TURNS", Turns(at_once=1, waiting=0))
        with passwords.TURNS.turn():
            for name in ("ana", "nobody-of-that-name"):
                assert browser.password(name).status_code == 503
        assert browser.password("ana").status_code == 302


class TestSecondStep:
    @pytest.fixture
    def again(self, node, browser) -> Browser:
        """Ana's second browser, after her password and before her code."""
        browser.sign_in("ana")
        later = Browser(app_secret=browser.app_secret, set_up_code=browser.set_up_code, spare_codes=browser.spare_codes)
        assert later.password("ana")["Location"] == "/staff/account/second-step"
        return later

    def test_the_password_alone_opens_nothing(self, again):
        assert not again.is_open()
        assert again.get("/staff/undecorated")["Location"].startswith("/staff/account/sign-in")

    def test_the_code_opens(self, again):
        assert again.second_step()["Location"] == "/staff/account/start"
        assert again.is_open()
        assert verbs()[-1] == "people.staff.signed_in"

    def test_a_wrong_code_does_not(self, again):
        assert again.second_step("000000").status_code == 200
        assert not again.is_open()

    def test_a_code_works_once_only_also_in_another_process(self, again, settings):
        code = again.code(step=1)
        again.second_step(code)
        # Another process has another cache: what allauth remembers in memory is not there.
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        thief = Browser()
        thief.password("ana")
        assert thief.second_step(code).status_code == 200
        assert not thief.is_open()

    def test_an_older_code_does_not_work_after_a_newer_one(self, again):
        older, newer = again.code(), again.code(step=1)
        again.second_step(newer)
        thief = Browser()
        thief.password("ana")
        assert thief.second_step(older).status_code == 200
        assert not thief.is_open()

    def test_the_code_of_the_set_up_is_used_up(self, again):
        assert again.second_step(again.set_up_code).status_code == 200

    def test_a_spare_code_works_once(self, again):
        spare = again.spare_codes[0]
        assert again.second_step(spare).status_code == 302
        assert again.is_open()
        thief = Browser()
        thief.password("ana")
        assert thief.second_step(spare).status_code == 200

    def test_a_session_from_before_the_set_up_ends_with_it(self, node, browser, other_browser):
        """Someone who knows the password alone, and signed in first, must not add a step of their own."""
        other_browser.password("ana")
        assert other_browser.get("/staff/account/factors/key").status_code == 200
        browser.sign_in("ana")
        for path in ("app", "key", "first"):
            answer = other_browser.get(f"/staff/account/factors/{path}")
            assert answer["Location"].startswith("/staff/account/sign-in")
        assert not other_browser.is_open()

    def test_guessing_codes_is_slowed_down(self, again):
        for _ in range(5):
            again.second_step("000000")
        answer = again.second_step()
        assert answer.status_code == 200
        assert "wait" in str(answer.context["form"].errors)
        assert "people.staff.held_back" in verbs()

    def test_waiting_too_long_between_the_steps_means_starting_again(self, again, settings):
        settings.ACCOUNT_LOGIN_TIMEOUT = -1
        assert again.second_step().status_code == 302
        assert not again.is_open()


class TestSession:
    def test_the_session_has_a_new_name_after_each_step(self, node, browser):
        browser.password("ana")
        session, key = browser.client.cookies["session"].value, browser.client.cookies["keys"].value
        browser.set_up_app()
        later = Browser(app_secret=browser.app_secret)
        later.password("ana")
        before = later.client.cookies["session"].value, later.client.cookies["keys"].value
        later.second_step()
        after = later.client.cookies["session"].value, later.client.cookies["keys"].value
        assert len({session, before[0], after[0]}) == 3
        assert len({key, before[1], after[1]}) == 3

    def test_a_planted_session_does_not_become_the_victims(self, node, browser):
        browser.sign_in("ana")
        attacker = Browser()
        attacker.password("ana", "wrong password here")
        attacker.get("/staff/account/sign-in")
        victim = Browser(app_secret=browser.app_secret)
        victim.client.cookies["session"] = "a" * 32
        victim.password("ana")
        victim.second_step()
        assert victim.is_open()
        attacker.client.cookies["session"] = "a" * 32
        assert not attacker.is_open()

    def test_signing_out_ends_it_and_deletes_the_key(self, node, browser):
        browser.sign_in("ana")
        stolen = {name: browser.client.cookies[name].value for name in ("session", "keys")}
        answer = browser.post("/staff/account/sign-out")
        assert answer.cookies["keys"].value == ""
        assert verbs()[-1] == "people.staff.signed_out"
        thief = Browser()
        for name, value in stolen.items():
            thief.client.cookies[name] = value
        assert not thief.is_open()
        assert not Session.objects.filter(staff_id__isnull=False).exists()

    def test_the_cookies_are_closed_to_scripts_and_other_sites(self, node, browser):
        browser.sign_in("ana")
        for name in ("session", "keys"):
            cookie = browser.client.cookies[name]
            assert cookie["httponly"]
            assert cookie["samesite"] == "Lax"
            assert cookie["path"] == "/"
            assert not cookie["max-age"]

    def test_staff_pages_are_never_kept_by_the_browser(self, node, browser):
        browser.sign_in("ana")
        assert browser.get("/staff/account/")["Cache-Control"] == "no-store"

    def test_public_pages_in_the_same_process_ask_for_no_session(self, node, browser, django_assert_num_queries):
        browser.sign_in("ana")
        with django_assert_num_queries(0):
            answer = browser.get("/")
        assert "Cookie" not in answer.get("Vary", "")

    def test_without_the_csrf_token_nothing_happens(self, node, browser):
        browser.sign_in("ana")
        for path in ("/staff/account/sign-out", "/staff/account/lock", "/staff/people/invite"):
            assert browser.client.post(path, {}).status_code == 403
        assert browser.is_open()

    @pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"])
    def test_the_way_back_never_leaves_the_site(self, bad, node, browser):
        browser.sign_in("ana")
        later = Browser(app_secret=browser.app_secret)
        later.password("ana", next=bad)
        assert later.second_step()["Location"] == "/staff/account/start"

    def test_the_way_back_leads_where_one_wanted_to_go(self, node, browser):
        browser.sign_in("ana")
        later = Browser(app_secret=browser.app_secret)
        later.password("ana", next="/staff/reading/7?page=2")
        assert later.second_step()["Location"] == "/staff/reading/7?page=2"


class TestGuessing:
    def test_a_wrong_name_and_a_wrong_password_read_the_same(self, node, browser):
        unknown = browser.password("nobody", "wrong password here")
        wrong = browser.password("ana", "wrong password here")
        assert unknown.context["form"].errors == wrong.context["form"].errors
        assert "not right" in str(wrong.context["form"].errors)

    def test_a_wrong_name_takes_as_long_as_a_wrong_password(self, node):
        def seconds(username: str) -> float:
            start = time.process_time()  # a busy machine stretches the wall clock, and Argon2 is all processor
            Browser().password(username, "wrong password here")
            return time.process_time() - start

        unknown = min(seconds(f"nobody{n}") for n in range(4))
        wrong = min(seconds("ana") for n in range(4))
        assert 0.5 < unknown / wrong < 2

    def test_five_tries_are_free_then_the_account_waits(self, node, browser):
        for _ in range(5):
            assert "not right" in str(browser.password("ana", "wrong password here").context["form"].errors)
        closed = browser.password("ana")
        assert "Please wait 1 minute" in str(closed.context["form"].errors)
        assert verbs().count("people.staff.held_back") == 1

    def test_an_unknown_account_waits_alike(self, node, browser):
        for _ in range(5):
            browser.password("nobody", "wrong password here")
        assert "Please wait 1 minute" in str(browser.password("nobody").context["form"].errors)

    def test_strangers_cannot_keep_a_known_browser_out(self, node, browser, other_browser):
        browser.sign_in("ana")
        browser.post("/staff/account/sign-out")
        browser.password("ana")
        assert browser.second_step().status_code == 302
        browser.post("/staff/account/sign-out")
        for _ in range(6):
            other_browser.password("ana", "wrong password here")
        assert "wait" in str(other_browser.password("ana").context["form"].errors)
        assert browser.password("ana")["Location"] == "/staff/account/second-step"

    def test_the_right_password_forgets_the_tries(self, node, browser):
        for _ in range(4):
            browser.password("ana", "wrong password here")
        assert browser.password("ana").status_code == 302
        assert not Brake.objects.exists()

    def test_a_closed_account_reads_like_a_wrong_password(self, ana, colleague, browser):
        bora = colleague("bora")
        actions.deactivate_staff(bora.pk, actor=ana.actor)
        assert "not right" in str(browser.password("bora").context["form"].errors)

    def test_no_address_browser_or_typed_word_is_kept(self, node, browser, other_browser):
        headers = {"Accept-Language": "en", "User-Agent": "CanaryBrowser/1.0", "X-Forwarded-For": "203.0.113.77"}
        browser.client = type(browser.client)(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.77", headers=headers)
        browser.password("canary-typed-name", "wrong password here")
        browser.sign_in("ana")
        browser.get("/staff/people/")
        from django.core.cache import cache
        from django.db import connection

        with connection.cursor() as cursor:
            everything = [repr(getattr(cache, "_cache", ""))]
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                everything += [repr(row) for row in cursor.fetchall()]
        for canary in ("203.0.113.77", "CanaryBrowser", "canary-typed-name", PASSWORD):
            assert not any(canary in row for row in everything), canary


class TestPages:
    def test_no_page_has_inline_script_or_style(self, node, browser):
        pages = [browser.get("/staff/account/sign-in")]
        browser.password("ana")
        pages += [browser.get(f"/staff/account/factors/{which}") for which in ("first", "app", "key")]
        browser.set_up_app()
        pages += [browser.get(path) for path in ("/staff/account/", "/staff/account/password", "/staff/people/")]
        later = Browser(app_secret=browser.app_secret)
        later.password("ana")
        pages.append(later.get("/staff/account/second-step"))
        browser.post("/staff/account/lock")
        pages.append(browser.get("/staff/account/unlock"))
        for page in pages:
            assert page.status_code == 200
            html = page.content.decode()
            for script in re.findall(r"<script\b[^>]*>", html):
                assert 'src="/static/' in script or 'type="application/json"' in script
            assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
            assert "http://" not in html.replace("http://www.w3.org", "")
            assert "https://" not in html

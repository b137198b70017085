"""A new starting password, no second steps, a closed account opened: two administrators, or one who is the only one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from besa.node.people import actions
from besa.node.people.models import Grant, Reset, Staff
from besa.node.people.problems import (
    KeyChanged,
    NeedsSecond,
    NobodyToConfirm,
    NotAllowed,
    NotWaiting,
    OwnRequest,
    PeopleProblem,
)
from besa.node.people.tests.conftest import NEW_PASSWORD, PASSWORD, Browser, keyring_of_password, verbs
from besa.node.platform.actors import OPERATOR

pytestmark = pytest.mark.django_db

ACTS = {
    "password": actions.reset_password,
    "factors": actions.reset_factors,
    "reopen": actions.reactivate_staff,
}


@pytest.fixture
def second(colleague) -> Staff:
    return colleague("second", is_administrator=True)


@pytest.fixture
def bora(ana, colleague) -> Staff:
    return colleague("bora")


@pytest.fixture
def closed(ana, colleague) -> Staff:
    person = colleague("cela")
    actions.deactivate_staff(person.pk, actor=ana.actor)
    return person


def wait_a_day() -> None:
    Reset.objects.update(until=Reset.objects.get().until - timedelta(hours=24, seconds=1))


class TestTwoAdministrators:
    @pytest.mark.parametrize("kind", ACTS)
    def test_one_alone_cannot(self, kind, ana, second, bora, closed):
        person = closed if kind == "reopen" else bora
        before = bytes(Staff.objects.get(pk=person.pk).secret_sealed)
        with pytest.raises(NeedsSecond):
            ACTS[kind](person.pk, actor=ana.actor)
        person.refresh_from_db()
        assert bytes(person.secret_sealed) == before
        assert not Reset.objects.exists()

    @pytest.mark.parametrize("kind", ACTS)
    def test_nothing_happens_until_the_second_confirms_and_both_are_in_the_ledger(
        self, kind, ana, second, bora, closed
    ):
        Browser().sign_in("bora")
        person = closed if kind == "reopen" else bora
        before = bytes(person.secret_sealed)
        asked = actions.ask_for_reset(person.pk, kind, actor=ana.actor)
        person.refresh_from_db()
        assert bytes(person.secret_sealed) == before
        assert Authenticator.objects.filter(user=bora, type="totp").exists()
        assert verbs()[-1] == "people.reset.asked"
        invitation = actions.confirm_reset(asked, actor=second.actor)
        person.refresh_from_db()
        assert "people.reset.confirmed" in verbs()[-4:]
        if kind == "factors":
            assert invitation is None
            assert not Authenticator.objects.filter(user=bora).exists()
        else:
            assert invitation is not None
            assert person.check_password(invitation.starting_password)
            assert person.is_active
            assert person.public is None

    def test_nobody_confirms_their_own_request(self, ana, second, bora):
        asked = actions.ask_for_reset(bora.pk, "password", actor=ana.actor)
        with pytest.raises(OwnRequest):
            actions.confirm_reset(asked, actor=ana.actor)
        with pytest.raises(NotAllowed):
            actions.confirm_reset(asked, actor=bora.actor)

    def test_nobody_confirms_what_is_about_themselves(self, ana, second, colleague):
        colleague("third", is_administrator=True)
        asked = actions.ask_for_reset(second.pk, "factors", actor=ana.actor)
        with pytest.raises(OwnRequest):
            actions.confirm_reset(asked, actor=second.actor)

    def test_with_two_neither_can_take_over_the_other(self, ana, second):
        with pytest.raises(NeedsSecond):
            actions.reset_password(second.pk, actor=ana.actor)
        with pytest.raises(NobodyToConfirm):
            actions.ask_for_reset(second.pk, "password", actor=ana.actor)
        assert actions.reset_password(second.pk, actor=OPERATOR).starting_password

    def test_a_request_is_open_for_a_day(self, ana, second, bora):
        asked = actions.ask_for_reset(bora.pk, "factors", actor=ana.actor)
        row = Reset.objects.get()
        assert row.until - row.asked_at == timedelta(hours=24)
        wait_a_day()
        with pytest.raises(NotWaiting):
            actions.confirm_reset(asked, actor=second.actor)

    def test_it_works_once(self, ana, second, bora):
        asked = actions.ask_for_reset(bora.pk, "factors", actor=ana.actor)
        actions.confirm_reset(asked, actor=second.actor)
        with pytest.raises(NotWaiting):
            actions.confirm_reset(asked, actor=second.actor)

    def test_whoever_is_no_administrator_any_more_has_asked_for_nothing(self, ana, second, bora):
        asked = actions.ask_for_reset(bora.pk, "factors", actor=second.actor)
        actions.change_roles(second.pk, actor=ana.actor, is_administrator=False, is_auditor=False, is_lawyer=False)
        with pytest.raises(NotWaiting):
            actions.confirm_reset(asked, actor=ana.actor)

    def test_either_and_the_person_themself_can_say_no(self, ana, second, bora, colleague):
        for actor in (ana.actor, second.actor, bora.actor):
            asked = actions.ask_for_reset(bora.pk, "factors", actor=ana.actor)
            actions.withdraw_reset(asked, actor=actor)
            assert verbs()[-1] == "people.reset.withdrawn"
            with pytest.raises(NotWaiting):
                actions.confirm_reset(asked, actor=second.actor)
        asked = actions.ask_for_reset(bora.pk, "factors", actor=ana.actor)
        with pytest.raises(NotAllowed):
            actions.withdraw_reset(asked, actor=colleague("dren").actor)

    def test_an_invited_one_who_never_came_does_not_count(self, ana, bora):
        actions.create_staff(actor=ana.actor, username="late", display_name="Late", is_administrator=True)
        assert actions.reset_password(bora.pk, actor=ana.actor).starting_password

    def test_an_open_account_is_not_opened_and_a_closed_one_not_reset(self, ana, bora, closed):
        with pytest.raises(PeopleProblem):
            actions.reactivate_staff(bora.pk, actor=ana.actor)
        with pytest.raises(PeopleProblem):
            actions.reset_password(closed.pk, actor=ana.actor)


class TestOnThePages:
    def test_asking_confirming_and_handing_over(self, ana, second, bora):
        first_in, second_in = Browser().sign_in("ana"), Browser().sign_in("second")
        address = f"/staff/people/{bora.pseudonym}"
        assert "Ask a second administrator" in first_in.get(address).content.decode()
        assert first_in.post(f"{address}/password").status_code == 302
        asked = Reset.objects.get()
        mine = first_in.get(address).content.decode()
        assert f"confirm/{asked.pk}" not in mine
        assert f"withdraw/{asked.pk}" in mine
        assert "Waits for a second administrator" in second_in.get("/staff/people/").content.decode()
        assert f"confirm/{asked.pk}" in second_in.get(address).content.decode()
        refused = first_in.post(f"{address}/confirm/{asked.pk}")
        assert refused.status_code == 302
        assert Reset.objects.get().done_at is None
        shown = second_in.post(f"{address}/confirm/{asked.pk}")
        bora.refresh_from_db()
        assert bora.check_password(shown.context["invitation"].starting_password)

    def test_the_page_says_who_else_can_help_where_nobody_could_confirm(self, ana, second, browser):
        page = browser.sign_in("ana").get(f"/staff/people/{second.pseudonym}").content.decode()
        assert "besa access" in page
        assert "Yes, a new starting password" not in page

    def test_a_member_reaches_none_of_it(self, ana, second, bora, browser):
        browser.sign_in("bora")
        for what in ("confirm", "withdraw"):
            assert browser.post(f"/staff/people/{ana.pseudonym}/{what}/1").status_code == 403


class TestThePersonIsTold:
    def test_at_the_next_sign_in_before_anything_else_until_it_was_read(self, ana, bora):
        browser = Browser().sign_in("bora")
        assert browser.is_open()
        actions.reset_factors(bora.pk, actor=ana.actor)
        later = Browser()
        later.password("bora")
        page = later.get("/staff/account/factors/app")
        later.app_secret = page.context["form"].secret
        later.post("/staff/account/factors/app", {"code": later.code()})
        assert later.get("/staff/undecorated")["Location"].startswith("/staff/account/told")
        said = later.get("/staff/account/told?next=/staff/reading/1").content.decode()
        assert "Ana did it alone." in said
        assert "Second steps removed" in said
        answer = later.post("/staff/account/told", {"next": "/staff/account/factors/codes"})
        assert answer["Location"] == "/staff/account/factors/codes"
        assert later.is_open()
        assert verbs()[-1] == "people.reset.seen"
        assert Reset.objects.get().seen_at

    def test_also_who_asked_and_who_confirmed_and_also_later(self, ana, second, bora):
        started = actions.confirm_reset(actions.ask_for_reset(bora.pk, "password", actor=ana.actor), actor=second.actor)
        actions.change_password(bora.pk, actor=bora.actor, old=started.starting_password, new=PASSWORD)
        browser = Browser()
        browser.password("bora")
        page = browser.get("/staff/account/factors/app")
        browser.app_secret = page.context["form"].secret
        browser.post("/staff/account/factors/app", {"code": browser.code()})
        assert "Ana asked for it and Second confirmed it." in browser.get("/staff/account/told").content.decode()
        browser.post("/staff/account/told")
        assert "people/told" not in browser.get("/staff/account/").content.decode()
        assert "/staff/account/told" in browser.get("/staff/account/").content.decode()

    def test_what_only_waits_can_be_refused_by_the_person(self, ana, second, bora):
        browser = Browser().sign_in("bora")
        actions.ask_for_reset(bora.pk, "factors", actor=ana.actor)
        later = Browser(app_secret=browser.app_secret)
        later.password("bora")
        later.second_step()
        page = later.get("/staff/account/told").content.decode()
        assert "I do not want this" in page
        later.post(f"/staff/account/told/refuse/{Reset.objects.get().pk}")
        assert not Reset.objects.exists()

    def test_nobody_refuses_for_others(self, ana, second, bora, colleague):
        colleague("dren")
        browser = Browser().sign_in("dren")
        actions.ask_for_reset(bora.pk, "factors", actor=ana.actor)
        browser.post(f"/staff/account/told/refuse/{Reset.objects.get().pk}")
        assert Reset.objects.exists()

    def test_who_had_nothing_done_is_not_stopped(self, ana, bora):
        assert Browser().sign_in("bora").is_open()


class TestComparingTheKey:
    @pytest.fixture
    def waits(self, ana, node, bora) -> Staff:
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        started = actions.reset_password(bora.pk, actor=ana.actor)
        actions.change_password(bora.pk, actor=bora.actor, old=started.starting_password, new=NEW_PASSWORD)
        bora.refresh_from_db()
        return bora

    def test_both_see_the_same_groups(self, waits, node):
        ana_in, bora_in = Browser().sign_in("ana"), Browser()
        bora_in.password("bora", NEW_PASSWORD)
        page = bora_in.get("/staff/account/factors/app")
        bora_in.app_secret = page.context["form"].secret
        bora_in.post("/staff/account/factors/app", {"code": bora_in.code()})
        bora_in.post("/staff/account/told")
        address = f"/staff/people/desks/hotline/give/{waits.pseudonym}"
        assert len(waits.fingerprint.split()) == 8
        assert waits.fingerprint in ana_in.get(address).content.decode()
        assert waits.fingerprint in bora_in.get("/staff/account/").content.decode()
        assert address in ana_in.get("/staff/people/desks/hotline").content.decode()
        ana_in.post(address, {"fingerprint": waits.fingerprint})
        assert Grant.objects.filter(staff=waits).exists()

    def test_another_key_than_the_compared_one_gets_nothing(self, ana, waits, node):
        compared = waits.fingerprint
        started = actions.reset_password(waits.pk, actor=ana.actor)
        actions.change_password(waits.pk, actor=waits.actor, old=started.starting_password, new=PASSWORD)
        with pytest.raises(KeyChanged):
            actions.grant_membership(node.desk_id, waits.pk, keyring=keyring_of_password(ana), fingerprint=compared)
        ana_in = Browser().sign_in("ana")
        ana_in.post(f"/staff/people/desks/hotline/give/{waits.pseudonym}", {"fingerprint": compared})
        ana_in.post(f"/staff/people/desks/hotline/give/{waits.pseudonym}")
        assert not Grant.objects.filter(staff=waits).exists()

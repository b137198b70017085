"""Accounts and passwords: nobody but their owner ever knows the password that opens the key."""

from __future__ import annotations

import pytest
from django.db import connection

from besa.core.sealing import SealBroken, passwords
from besa.node.people import actions, queries
from besa.node.people.actions import passwords as password_actions
from besa.node.people.models import Grant, Session, Staff
from besa.node.people.problems import (
    AlreadySetUp,
    LastAdministrator,
    LastFactor,
    NotAllowed,
    UsernameTaken,
    WeakPassword,
    WrongPassword,
)
from besa.node.people.tests.conftest import NEW_PASSWORD, PASSWORD, Browser, keyring_of_password, verbs
from besa.node.people.tests.test_desks import can_open, seal_report
from besa.node.platform.actors import OPERATOR, REPORTER, SYSTEM

pytestmark = pytest.mark.django_db


class TestSetUp:
    def test_the_first_administrator_can_read_the_first_desk(self, node, ana):
        assert can_open(ana, seal_report(node.desk_id))
        assert queries.is_set_up()
        assert [verb for verb in verbs() if not verb.endswith(".stated")] == ["people.node.set_up"]

    def test_it_happens_once(self, node):
        with pytest.raises(AlreadySetUp):
            actions.set_up_first_administrator(
                username="eve", display_name="Eve", password=PASSWORD, desk_slug="x", desk_name="X"
            )

    def test_a_weak_password_is_refused(self, db):
        with pytest.raises(WeakPassword):
            actions.set_up_first_administrator(
                username="ana", display_name="Ana", password="password1234", desk_slug="x", desk_name="X"
            )
        assert not queries.is_set_up()

    def test_a_printed_first_password_is_changed_without_losing_the_key(self, db, browser):
        made = actions.set_up_first_administrator(
            username="ana",
            display_name="Ana",
            password=PASSWORD,
            desk_slug="x",
            desk_name="X",
            must_change_password=True,
        )
        ana = Staff.objects.get(pk=made.staff_id)
        report = seal_report(made.desk_id)
        actions.change_password(ana.pk, actor=ana.actor, old=PASSWORD, new=NEW_PASSWORD)
        ana.refresh_from_db()
        assert keyring_of_password(ana, NEW_PASSWORD).secret(report[0])


class TestInviting:
    def test_the_starting_password_seals_no_key_that_is_ever_used(self, ana, node):
        """An administrator with a copy of the database gets nothing from knowing the starting password."""
        invitation = actions.create_staff(actor=ana.actor, username="bora", display_name="Bora")
        bora = Staff.objects.get(pk=invitation.staff_id)
        before = bora.open_secret(invitation.starting_password)
        actions.change_password(bora.pk, actor=bora.actor, old=invitation.starting_password, new=NEW_PASSWORD)
        bora.refresh_from_db()
        assert bora.public != before.public
        with pytest.raises(SealBroken):
            bora.open_secret(invitation.starting_password)

    def test_user_names_are_unique_without_case(self, ana):
        actions.create_staff(actor=ana.actor, username="Bora", display_name="Bora")
        with pytest.raises(UsernameTaken):
            actions.create_staff(actor=ana.actor, username=" BORA ", display_name="Bora")

    @pytest.mark.parametrize("actor", [SYSTEM, REPORTER])
    def test_neither_the_system_nor_a_reporter_can(self, actor, node):
        with pytest.raises(NotAllowed):
            actions.create_staff(actor=actor, username="x", display_name="x")

    def test_a_colleague_cannot_and_the_operator_at_the_machine_can(self, ana, colleague):
        with pytest.raises(NotAllowed):
            actions.create_staff(actor=colleague("bora").actor, username="x", display_name="x")
        assert actions.create_staff(actor=OPERATOR, username="x", display_name="x").starting_password

    def test_starting_passwords_and_pseudonyms_are_never_alike(self, ana):
        made = [actions.create_staff(actor=ana.actor, username=f"n{n}", display_name="N") for n in range(5)]
        assert len({m.starting_password for m in made}) == 5
        assert len({m.pseudonym for m in made}) == 5
        assert not any(m.username in m.pseudonym for m in made)


class TestChangingThePassword:
    def test_the_key_stays_the_other_sessions_end(self, ana, node, browser):
        browser.sign_in("ana")
        report = seal_report(node.desk_id)
        here = Browser(app_secret=browser.app_secret)
        here.password("ana")
        here.second_step()
        changed = here.post("/staff/account/password", {"old": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD})
        assert changed.status_code == 302
        assert here.is_open()
        assert not browser.is_open()
        ana.refresh_from_db()
        assert keyring_of_password(ana, NEW_PASSWORD).secret(report[0])
        assert not ana.check_password(PASSWORD)

    def test_the_old_one_must_be_right(self, ana):
        with pytest.raises(WrongPassword):
            actions.change_password(ana.pk, actor=ana.actor, old="wrong", new=NEW_PASSWORD)

    @pytest.mark.parametrize("weak", ["short", "password1234", "123456789012345", PASSWORD])
    def test_a_weak_or_unchanged_one_is_refused(self, weak, ana):
        with pytest.raises(WeakPassword) as refused:
            actions.change_password(ana.pk, actor=ana.actor, old=PASSWORD, new=weak)
        assert str(refused.value)

    def test_nobody_changes_it_for_someone_else(self, ana, colleague):
        with pytest.raises(NotAllowed):
            actions.change_password(colleague("bora").pk, actor=ana.actor, old=PASSWORD, new=NEW_PASSWORD)

    def test_letters_typed_on_another_keyboard_are_the_same_password(self, ana):
        composed, decomposed = "mirëmëngjes botë e gjerë", "mire\u0308me\u0308ngjes bote\u0308 e gjere\u0308"
        actions.change_password(ana.pk, actor=ana.actor, old=PASSWORD, new=composed)
        ana.refresh_from_db()
        assert ana.check_password(decomposed)


class TestAForgottenPassword:
    @pytest.fixture
    def bora(self, ana, node, colleague) -> Staff:
        """A member with a long row number: allauth keeps it in another notation (base 36) than Django."""
        colleague("bora")
        Staff.objects.filter(username="bora").update(id=987_654)
        person = Staff.objects.get(pk=987_654)
        actions.grant_membership(node.desk_id, person.pk, keyring=keyring_of_password(ana))
        return person

    def test_a_reset_opens_nothing_until_a_colleague_gives_the_key_again(self, ana, node, bora):
        report = seal_report(node.desk_id)
        invitation = actions.reset_password(bora.pk, actor=ana.actor)
        assert not Grant.objects.filter(staff=bora).exists()
        actions.change_password(bora.pk, actor=bora.actor, old=invitation.starting_password, new=PASSWORD)
        assert not can_open(bora, report)
        assert keyring_of_password(bora).desk_ids == frozenset()
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        assert can_open(bora, report)
        assert verbs()[-1] == "people.membership.renewed"

    def test_it_ends_their_sessions(self, ana, bora):
        browser = Browser().sign_in("bora")
        actions.reset_password(bora.pk, actor=ana.actor)
        assert not browser.is_open()
        assert not Session.objects.filter(staff_id=bora.pk).exists()

    def test_also_a_sign_in_that_waits_for_its_second_step_ends(self, ana, bora):
        browser = Browser().sign_in("bora")
        later = Browser(app_secret=browser.app_secret)
        later.password("bora")
        assert Session.objects.filter(staff_id=bora.pk).count() == 2
        actions.reset_password(bora.pk, actor=ana.actor)
        later.second_step()
        assert not later.is_open()

    def test_it_keeps_the_second_step(self, ana, bora):
        Browser().sign_in("bora")
        invitation = actions.reset_password(bora.pk, actor=ana.actor)
        thief = Browser()
        assert thief.password("bora", invitation.starting_password)["Location"] == "/staff/account/second-step"

    def test_one_is_told_whose_key_nobody_else_holds(self, ana, node, bora):
        assert queries.sole_holder_of(ana.pk) == ()
        actions.remove_member(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        assert queries.sole_holder_of(ana.pk) == ("Hotline",)


class TestSecondStepsOfOthers:
    def test_an_administrator_can_remove_them_and_the_next_sign_in_sets_up_a_new_one(self, ana, colleague):
        bora = colleague("bora")
        Browser().sign_in("bora")
        actions.reset_factors(bora.pk, actor=ana.actor)
        later = Browser()
        later.password("bora")
        assert later.get("/staff/undecorated")["Location"].startswith("/staff/account/factors/first")

    def test_the_last_one_cannot_be_removed_by_its_owner(self, ana, browser):
        from allauth.mfa.models import Authenticator

        browser.sign_in("ana")
        app = Authenticator.objects.get(type="totp")
        with pytest.raises(LastFactor):
            actions.remove_factor(app.pk, actor=ana.actor)
        browser.post(f"/staff/account/factors/{app.pk}/remove")
        assert Authenticator.objects.filter(pk=app.pk).exists()

    def test_nobody_removes_someone_elses(self, ana, colleague, browser):
        from allauth.mfa.models import Authenticator

        colleague("bora")
        browser.sign_in("ana")
        Browser().sign_in("bora")
        of_bora = Authenticator.objects.get(type="totp", user__username="bora")
        assert browser.post(f"/staff/account/factors/{of_bora.pk}/remove").status_code == 404


class TestRoles:
    def test_an_administrator_without_a_desk_reads_nothing(self, ana, node, colleague):
        boss = colleague("boss", is_administrator=True)
        browser = Browser().sign_in("boss")
        assert keyring_of_password(boss).desk_ids == frozenset()
        assert browser.get("/staff/reading/1").status_code == 403
        assert browser.get("/staff/undecorated").content.decode().endswith("[]")
        assert browser.get("/staff/people/desks/hotline").status_code == 200

    def test_a_member_reaches_no_page_of_administrators(self, ana, node, colleague):
        bora = colleague("bora")
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        browser = Browser().sign_in("bora")
        assert browser.get("/staff/reading/1").status_code == 200
        for path in ("", "invite", ana.pseudonym, "desks/new", "desks/hotline/recover"):
            assert browser.get(f"/staff/people/{path}").status_code == 403
        for path in ("roles", "password", "factors", "close", "open"):
            assert browser.post(f"/staff/people/{ana.pseudonym}/{path}").status_code == 403

    def test_the_desks_of_others_do_not_exist_for_a_member(self, ana, node, colleague):
        bora = colleague("bora")
        actions.create_desk(
            actor=ana.actor, slug="police", name="Police", kind="police", receives_public=False, first_member_id=bora.pk
        )
        browser = Browser().sign_in("bora")
        assert browser.get("/staff/people/desks/hotline").status_code == 404
        assert browser.get("/staff/people/desks/nowhere").status_code == 404
        assert "Hotline" not in browser.get("/staff/people/desks").content.decode()
        assert browser.post("/staff/people/desks/hotline/add", {"staff_id": bora.pk, "role": "lead"}).status_code == 404

    def test_the_last_administrator_stays(self, ana):
        with pytest.raises(LastAdministrator):
            actions.change_roles(ana.pk, actor=ana.actor, is_administrator=False, is_auditor=False, is_lawyer=False)
        with pytest.raises(LastAdministrator):
            actions.deactivate_staff(ana.pk, actor=ana.actor)

    def test_a_closed_administrator_can_do_nothing_more(self, ana, colleague):
        boss = colleague("boss", is_administrator=True)
        browser = Browser().sign_in("boss")
        actions.deactivate_staff(boss.pk, actor=ana.actor)
        assert not browser.is_open()
        with pytest.raises(NotAllowed):
            actions.create_staff(actor=boss.actor, username="x", display_name="x")

    def test_opening_an_account_again_gives_no_key_back(self, ana, node, colleague):
        bora = colleague("bora")
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        actions.deactivate_staff(bora.pk, actor=ana.actor)
        invitation = actions.reactivate_staff(bora.pk, actor=ana.actor)
        actions.change_password(bora.pk, actor=bora.actor, old=invitation.starting_password, new=PASSWORD)
        assert keyring_of_password(bora).desk_ids == frozenset()


class TestTheLedger:
    def test_every_verb_has_a_sentence(self):
        from besa.node.people.verbs import VERBS

        assert all(verb.startswith("people.") and sentence[0].isupper() for verb, sentence in VERBS.items())

    def test_no_name_is_in_it_only_pseudonyms(self, ana, node, colleague):
        from besa.node.platform.ledger import LedgerEntry

        bora = colleague("canaryname")
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        rows = repr(list(LedgerEntry.objects.values()))
        assert "canaryname" not in rows.lower()
        assert ana.pseudonym in rows

    def test_an_act_that_fails_leaves_no_mark(self, ana):
        before = verbs()
        with pytest.raises(UsernameTaken):
            actions.create_staff(actor=ana.actor, username="ana", display_name="Ana")
        assert verbs() == before


class TestSlowWork:
    def test_no_password_is_stretched_inside_a_transaction(self, ana, monkeypatch):
        """A transaction holds SQLite's write lock: every report would wait for it."""
        inside = []
        real = passwords.stretch
        monkeypatch.setattr(
            passwords,
            "stretch",
            lambda *what, **how: inside.append(list(connection.savepoint_ids)) or real(*what, **how),
        )
        made = actions.create_staff(actor=ana.actor, username="bora", display_name="Bora")
        bora = Staff.objects.get(pk=made.staff_id)
        actions.change_password(bora.pk, actor=bora.actor, old=made.starting_password, new=PASSWORD)
        actions.reset_password(bora.pk, actor=ana.actor)
        actions.deactivate_staff(bora.pk, actor=ana.actor)
        actions.reactivate_staff(bora.pk, actor=ana.actor)
        assert len(inside) == 5
        assert not any(inside)

    def test_a_password_that_was_reset_meanwhile_is_not_changed(self, ana, colleague, monkeypatch):
        bora = colleague("bora")
        strong = password_actions.validate_password

        def reset_first(*given):
            monkeypatch.setattr(password_actions, "validate_password", strong)
            actions.reset_password(bora.pk, actor=ana.actor)

        monkeypatch.setattr(password_actions, "validate_password", reset_first)
        with pytest.raises(WrongPassword):
            actions.change_password(bora.pk, actor=bora.actor, old=PASSWORD, new=NEW_PASSWORD)
        bora.refresh_from_db()
        assert bora.public is None

"""Whatever is changed behind the node's back about who may read is named by the self-check, in words."""

from __future__ import annotations

import pytest
from django.utils import timezone

from besa.node.people import actions, comparison, selfchecks, statements
from besa.node.people.models import Desk, DeskKey, Grant, Membership, Staff
from besa.node.people.tests.conftest import NEW_PASSWORD, keyring_of_password
from besa.node.platform import environment
from besa.node.platform.models import LedgerEntry
from besa.node.platform.selfcheck import FAILS, OK, Occasion

pytestmark = pytest.mark.django_db


@pytest.fixture
def bora(ana, node, colleague) -> Staff:
    person = colleague("bora")
    actions.grant_membership(node.desk_id, person.pk, keyring=keyring_of_password(ana))
    return person


def only_difference() -> str:
    (found,) = comparison.differences()
    return found


class TestWhatTheNodeDoesItself:
    def test_no_act_leaves_a_difference(self, ana, node, bora, colleague):
        def same() -> None:
            assert comparison.differences() == ()

        same()
        cela = colleague("cela", is_auditor=True)
        same()
        ring = keyring_of_password(ana)
        actions.change_roles(cela.pk, actor=ana.actor, is_administrator=False, is_auditor=False, is_lawyer=True)
        same()
        actions.change_roles(cela.pk, actor=ana.actor, is_administrator=False, is_auditor=False, is_lawyer=False)
        made = actions.create_desk(
            actor=ana.actor, slug="night", name="Night", kind="other", receives_public=False, first_member_id=cela.pk
        )
        actions.change_desk(made, actor=ana.actor, name="Late", kind="police", receives_public=True)
        same()
        actions.grant_membership(node.desk_id, cela.pk, keyring=ring, role="lead")
        actions.grant_membership(node.desk_id, cela.pk, keyring=ring, role="member")
        actions.remove_member(node.desk_id, bora.pk, keyring=ring)
        same()
        started = actions.reset_password(bora.pk, actor=ana.actor)
        same()
        actions.change_password(bora.pk, actor=bora.actor, old=started.starting_password, new=NEW_PASSWORD)
        actions.deactivate_staff(cela.pk, actor=ana.actor)
        actions.recover_desk(made, ana.pk, actor=ana.actor, shares=list(node.shares[:2]))
        actions.reactivate_staff(cela.pk, actor=ana.actor)
        same()

    def test_what_is_so_already_is_not_said_again(self, ana, node, bora):
        ring = keyring_of_password(ana)
        before = LedgerEntry.objects.filter(verb=statements.MEMBERSHIP).count()
        actions.grant_membership(node.desk_id, bora.pk, keyring=ring)
        assert LedgerEntry.objects.filter(verb=statements.MEMBERSHIP).count() == before


class TestDeskKeys:
    def test_the_newest_version_deleted_is_named(self, ana, node, bora):
        """The way back for somebody who left and kept the older key."""
        actions.remove_member(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        Grant.objects.filter(desk_key__version=2).delete()
        DeskKey.objects.filter(version=2).delete()
        assert only_difference().startswith("Key 2 of the desk Hotline is gone from the database")

    def test_one_that_was_written_into_the_table_is_named(self, node):
        row = DeskKey.objects.get()
        row.pk, row.version = None, 2
        row.save()
        assert only_difference() == "Key 2 of the desk Hotline is in the database, and the ledger never saw it made."

    def test_one_that_was_exchanged_is_named(self, ana, node, bora):
        actions.remove_member(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        first, second = DeskKey.objects.order_by("version")
        DeskKey.objects.filter(pk=second.pk).update(public_key=first.public_key)
        assert only_difference() == "Key 2 of the desk Hotline is another one than the ledger saw made."


class TestDesks:
    def test_public_reports_led_elsewhere_are_named(self, ana, node):
        actions.create_desk(
            actor=ana.actor, slug="mine", name="Mine", kind="other", receives_public=False, first_member_id=ana.pk
        )
        Desk.objects.filter(slug="mine").update(receives_public=True)
        assert (
            only_difference() == "The desk Mine: public reports arrive there; by the ledger they do not arrive there."
        )

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"receives_public": False}, "public reports do not arrive there; by the ledger they arrive there"),
            ({"kind": "police"}, "of the kind police; by the ledger of the kind hotline"),
            ({"name": "Coldline"}, "another one than the ledger says"),
        ],
    )
    def test_another_purpose_or_name_is_named(self, change, words, node):
        Desk.objects.update(**change)
        assert words in only_difference()


class TestPeople:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"is_administrator": True}, "administrator: yes, by the ledger no."),
            ({"is_auditor": True}, "auditor: yes, by the ledger no."),
            ({"is_lawyer": True}, "lawyer: yes, by the ledger no."),
            ({"is_active": False}, "open: no, by the ledger yes."),
            ({"is_administrator": True, "is_active": False}, "open: no, by the ledger yes; administrator: yes"),
        ],
    )
    def test_another_right_is_named(self, change, words, bora):
        Staff.objects.filter(pk=bora.pk).update(**change)
        assert only_difference().startswith(f"The account bora ({bora.pseudonym}): ")
        assert words in only_difference()

    def test_an_older_key_put_back_is_named(self, ana, bora):
        """Its vouch is right, so only the ledger knows that it was given up."""
        old = {name: getattr(bora, name) for name in ("public_key", "public_key_vouch")}
        started = actions.reset_password(bora.pk, actor=ana.actor)
        Staff.objects.filter(pk=bora.pk).update(**old)
        assert "it has a key; by the ledger none" in only_difference()
        Staff.objects.filter(pk=bora.pk).update(public_key=b"", public_key_vouch=b"")
        actions.change_password(bora.pk, actor=bora.actor, old=started.starting_password, new=NEW_PASSWORD)
        assert comparison.differences() == ()
        Staff.objects.filter(pk=bora.pk).update(**old)
        assert "its public key" in only_difference()

    def test_an_account_without_history_is_named(self, bora):
        bora.pk, bora.username, bora.pseudonym = None, "eve", "s-evilevil22"
        bora.save()
        assert only_difference() == (
            "The account eve (s-evilevil22) is in the database, and the ledger never saw it made."
        )


class TestMemberships:
    def test_a_role_that_was_changed_is_named(self, bora):
        Membership.objects.filter(staff=bora).update(role="lead")
        assert only_difference() == f"{bora.pseudonym} in the desk Hotline: lead, by the ledger member."

    def test_one_that_was_deleted_is_named(self, bora):
        Membership.objects.filter(staff=bora).delete()
        assert only_difference() == f"{bora.pseudonym} in the desk Hotline: no member, by the ledger member."

    def test_one_that_was_planted_is_named(self, node, colleague):
        cela = colleague("cela")
        Membership.objects.create(desk_id=node.desk_id, staff=cela, role="lead", since=timezone.now())
        assert only_difference() == f"{cela.pseudonym} in the desk Hotline: lead, by the ledger no member."

    def test_one_that_came_back_is_named(self, ana, node, bora):
        actions.remove_member(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        Membership.objects.create(desk_id=node.desk_id, staff=bora, role="member", since=timezone.now())
        assert only_difference() == f"{bora.pseudonym} in the desk Hotline: member, by the ledger no member."


class TestStatements:
    def test_an_old_one_cannot_be_said_again(self, ana, node):
        """A copy of the entry from when public reports still arrived, written into the table by hand."""
        first = LedgerEntry.objects.get(verb=statements.DESK)
        actions.change_desk(node.desk_id, actor=ana.actor, name="Hotline", kind="hotline", receives_public=False)
        Desk.objects.update(receives_public=True)
        first.pk, first.name, first.sequence = None, "f" * 32, None
        first.save()
        assert comparison.differences()

    def test_nobody_states_without_the_key_file(self, bora, monkeypatch):
        Staff.objects.filter(pk=bora.pk).update(is_administrator=True)
        bora.refresh_from_db()
        real = statements._key
        monkeypatch.setattr(statements, "_key", lambda: b"another key than in the file....")
        statements.state(statements.of_person(bora), actor=bora.actor)
        monkeypatch.setattr(statements, "_key", real)
        assert comparison.differences()


class TestTheSelfCheck:
    def test_it_fails_and_says_which(self, bora):
        occasion = Occasion(environment.current(), timezone.now())
        assert [finding.grade for finding in selfchecks.as_stated(occasion)] == [OK]
        Staff.objects.filter(pk=bora.pk).update(is_administrator=True)
        (found,) = selfchecks.as_stated(occasion)
        assert found.grade == FAILS
        assert "administrator: yes" in found.details[0]
        assert found.cure

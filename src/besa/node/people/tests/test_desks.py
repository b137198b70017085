"""Desks and their keys: who can open what, when people come and go."""

from __future__ import annotations

import itertools

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.core.sealing import SealBroken, unwrap, wrap
from besa.node.people import actions, queries, rotation
from besa.node.people.models import DeskKey, Grant, Membership, Session, Staff
from besa.node.people.problems import (
    DeskNameTaken,
    KeyNotHeld,
    LastMember,
    NoKeyYet,
    NotAllowed,
    NotAMember,
    NotReader,
    SharesDoNotFit,
)
from besa.node.people.tests.conftest import PASSWORD, Browser, keyring_of_password, verbs

pytestmark = pytest.mark.django_db


def seal_report(desk_id: int) -> tuple[int, bytes]:
    """What `reports` does at arrival: a record key sealed to the newest desk key."""
    desk = queries.current_desk_key(desk_id)
    return desk.desk_key_id, wrap(b"r" * 32, to=desk.public_key, purpose="record", context="one")


def can_open(person: Staff, report: tuple[int, bytes]) -> bool:
    key_id, sealed = report
    try:
        secret = keyring_of_password(person).secret(key_id)
    except KeyNotHeld:
        return False
    return unwrap(sealed, by=secret, purpose="record", context="one") == b"r" * 32


@pytest.fixture
def desk(node) -> int:
    return node.desk_id


@pytest.fixture
def bora(ana, desk, colleague) -> Staff:
    """A second member of the hotline."""
    person = colleague("bora")
    actions.grant_membership(desk, person.pk, keyring=keyring_of_password(ana))
    return person


class TestGranting:
    def test_a_member_who_holds_the_key_can_give_it(self, ana, bora, desk):
        assert keyring_of_password(bora).desk_ids == {desk}
        assert can_open(bora, seal_report(desk))
        assert verbs()[-1] == "people.membership.granted"

    def test_the_new_member_reads_old_reports_too(self, ana, desk, colleague):
        old = seal_report(desk)
        cela = colleague("cela")
        assert not can_open(cela, old)
        actions.grant_membership(desk, cela.pk, keyring=keyring_of_password(ana))
        assert can_open(cela, old)

    def test_an_ordinary_member_cannot_give_it(self, bora, desk, colleague):
        cela = colleague("cela")
        with pytest.raises(NotAllowed):
            actions.grant_membership(desk, cela.pk, keyring=keyring_of_password(bora))

    def test_an_administrator_without_the_key_cannot_give_it_not_even_to_themselves(self, desk, colleague):
        boss = colleague("boss", is_administrator=True)
        with pytest.raises(KeyNotHeld):
            actions.grant_membership(desk, boss.pk, keyring=keyring_of_password(boss))
        assert not can_open(boss, seal_report(desk))

    def test_nobody_gets_a_key_before_choosing_a_password(self, ana, desk):
        invitation = actions.create_staff(actor=ana.actor, username="cela", display_name="Cela")
        with pytest.raises(NoKeyYet):
            actions.grant_membership(desk, invitation.staff_id, keyring=keyring_of_password(ana))

    def test_a_membership_row_without_a_grant_opens_nothing(self, ana, desk, colleague):
        """What a database administrator could write by hand."""
        cela = colleague("cela")
        Membership.objects.create(desk_id=desk, staff=cela, role="lead", since=ana.created_at)
        held = keyring_of_password(cela)
        assert held.desk_ids == frozenset()
        assert not can_open(cela, seal_report(desk))


class TestANewDesk:
    def test_its_first_member_holds_the_key_and_the_administrator_does_not(self, ana, colleague):
        cela = colleague("cela")
        police = actions.create_desk(
            actor=ana.actor, slug="police", name="Police", kind="police", receives_public=False, first_member_id=cela.pk
        )
        report = seal_report(police)
        assert can_open(cela, report)
        assert not can_open(ana, report)
        assert keyring_of_password(cela).lead_of == {police}

    def test_only_receiving_desks_get_public_reports(self, ana, desk, colleague):
        actions.create_desk(
            actor=ana.actor, slug="police", name="Police", kind="police", receives_public=False, first_member_id=ana.pk
        )
        assert [d.desk_id for d in queries.receiving_desks()] == [desk]

    def test_an_administrator_cannot_have_public_reports_arrive_at_a_desk_of_their_own(self, ana, desk, colleague):
        boss = colleague("boss", is_administrator=True)
        mine = {"slug": "mine", "name": "Mine", "kind": "other", "first_member_id": boss.pk}
        with pytest.raises(NotReader):
            actions.create_desk(actor=boss.actor, receives_public=True, **mine)
        made = actions.create_desk(actor=boss.actor, receives_public=False, **mine)
        for hotline_receives in (True, False):
            actions.change_desk(desk, actor=ana.actor, name="Hotline", kind="hotline", receives_public=hotline_receives)
            with pytest.raises(NotReader):
                actions.change_desk(made, actor=boss.actor, name="Mine", kind="other", receives_public=True)
        actions.change_desk(made, actor=ana.actor, name="Mine", kind="other", receives_public=True)
        assert [d.desk_id for d in queries.receiving_desks()] == [made]

    def test_the_short_name_is_unique(self, ana):
        with pytest.raises(DeskNameTaken):
            actions.create_desk(
                actor=ana.actor, slug="hotline", name="x", kind="other", receives_public=False, first_member_id=ana.pk
            )

    def test_nobody_but_an_administrator_makes_one(self, bora):
        with pytest.raises(NotAllowed):
            actions.create_desk(
                actor=bora.actor, slug="x", name="x", kind="other", receives_public=False, first_member_id=bora.pk
            )


class TestLeaving:
    def test_the_leaver_opens_nothing_any_more_and_those_who_stay_everything(self, ana, bora, desk):
        old = seal_report(desk)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        new = seal_report(desk)
        assert old[0] != new[0]
        assert (can_open(ana, old), can_open(ana, new)) == (True, True)
        assert (can_open(bora, old), can_open(bora, new)) == (False, False)
        assert not Grant.objects.filter(staff=bora).exists()
        assert verbs()[-1] == "people.membership.ended"

    def test_a_copied_old_secret_does_not_open_new_reports(self, ana, bora, desk):
        kept = keyring_of_password(bora).secret(queries.current_desk_key(desk).desk_key_id)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        _, sealed = seal_report(desk)
        with pytest.raises(SealBroken):
            unwrap(sealed, by=kept, purpose="record", context="one")

    def test_a_copied_old_secret_opens_no_record_that_was_sealed_anew(self, ana, bora, desk, monkeypatch):
        report = list(seal_report(desk))
        kept = keyring_of_password(bora).secret(report[0])

        def relocker(desk_id, *, keyring):
            newest = queries.current_desk_key(desk_id)
            key = unwrap(report[1], by=keyring.secret(report[0]), purpose="record", context="one")
            report[:] = [newest.desk_key_id, wrap(key, to=newest.public_key, purpose="record", context="one")]
            yield rotation.Batch(done=1)

        monkeypatch.setattr(rotation, "_RELOCKERS", {})
        rotation.register_relocker(relocker, waiting=lambda desk_id: 0)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        assert actions.relock_records(desk, keyring=keyring_of_password(ana)) == actions.Relocked(1, 0, 0, 0)
        assert can_open(ana, tuple(report))
        with pytest.raises(SealBroken):
            unwrap(report[1], by=kept, purpose="record", context="one")

    def test_an_open_session_of_the_leaver_ends_and_opens_nothing_new(self, ana, bora, desk):
        browser = Browser().sign_in("bora")
        old_keyring = keyring_of_password(bora)
        old_keyring.secret(queries.current_desk_key(desk).desk_key_id)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        assert not Session.objects.filter(staff_id=bora.pk).exists()
        assert not browser.is_open()
        with pytest.raises(KeyNotHeld):
            old_keyring.secret(queries.current_desk_key(desk).desk_key_id)

    def test_the_last_one_with_the_key_cannot_be_removed(self, ana, desk):
        with pytest.raises(LastMember):
            actions.remove_member(desk, ana.pk, keyring=keyring_of_password(ana))

    def test_one_can_leave_by_oneself(self, bora, desk):
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(bora))
        assert queries.members_of(desk) == frozenset(Staff.objects.filter(username="ana").values_list("pk", flat=True))

    def test_an_ordinary_member_cannot_remove_others(self, ana, bora, desk):
        with pytest.raises(NotAllowed):
            actions.remove_member(desk, ana.pk, keyring=keyring_of_password(bora))

    def test_an_administrator_without_the_key_can_remove_but_not_read(self, ana, bora, desk, colleague):
        boss = colleague("boss", is_administrator=True)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(boss))
        new = seal_report(desk)
        assert can_open(ana, new)
        assert not can_open(boss, new)

    def test_who_is_no_member_cannot_be_removed(self, ana, desk, colleague):
        with pytest.raises(NotAMember):
            actions.remove_member(desk, colleague("cela").pk, keyring=keyring_of_password(ana))

    def test_who_waits_for_the_key_does_not_get_it_by_someone_elses_leaving(self, ana, bora, desk, colleague):
        cela = colleague("cela")
        actions.grant_membership(desk, cela.pk, keyring=keyring_of_password(ana))
        started = actions.reset_password(cela.pk, actor=ana.actor)
        actions.change_password(cela.pk, actor=cela.actor, old=started.starting_password, new=PASSWORD)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        assert not can_open(cela, seal_report(desk))

    def test_a_grant_without_a_membership_is_not_carried_on_to_the_new_key(self, ana, bora, desk, colleague):
        """As it lies there when two leave at the same moment, or when somebody wrote it into the database."""
        cela = colleague("cela")
        actions.grant_membership(desk, cela.pk, keyring=keyring_of_password(ana))
        Membership.objects.filter(staff=cela).delete()
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        assert not can_open(cela, seal_report(desk))
        assert can_open(ana, seal_report(desk))

    def test_who_was_removed_a_moment_ago_passes_no_key_on(self, ana, bora, desk, colleague):
        cela = colleague("cela")
        actions.grant_membership(desk, bora.pk, keyring=keyring_of_password(ana), role="lead")
        stale = keyring_of_password(bora)
        stale.secret(queries.current_desk_key(desk).desk_key_id)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        with pytest.raises(KeyNotHeld):
            actions.grant_membership(desk, cela.pk, keyring=stale)
        assert not Membership.objects.filter(staff=cela).exists()

    @pytest.mark.parametrize("act", ["remove", "close", "grant"])
    def test_the_desk_is_locked_before_its_members_are_read(self, act, ana, bora, desk, colleague):
        """On PostgreSQL two acts at once would otherwise each decide by what the other is just changing."""
        cela, held = colleague("cela"), keyring_of_password(ana)
        acts = {
            "remove": lambda: actions.remove_member(desk, bora.pk, keyring=held),
            "close": lambda: rotation.rotate_without(desk, bora, actor=ana.actor),
            "grant": lambda: actions.grant_membership(desk, cela.pk, keyring=held),
        }
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            acts[act]()
        tables = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
        first = next(n for n, sql in enumerate(tables) if 'FROM "people_desk"' in sql)
        assert not any('"people_membership"' in sql or '"people_grant"' in sql for sql in tables[:first])

    def test_closing_an_account_changes_the_key_of_every_desk_it_was_in(self, ana, bora, desk):
        old = seal_report(desk)
        actions.deactivate_staff(bora.pk, actor=ana.actor)
        assert DeskKey.objects.filter(desk=desk).count() == 2
        assert can_open(ana, old)
        assert can_open(ana, seal_report(desk))
        assert not Grant.objects.filter(staff=bora).exists()
        assert not Membership.objects.filter(staff=bora).exists()

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(leaving=st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True))
    def test_whoever_stays_opens_everything_and_whoever_left_nothing_new(self, leaving, ana, desk, colleague):
        people = []
        for n in range(3):
            person = Staff.objects.filter(username=f"p{n}").first() or colleague(f"p{n}")
            actions.grant_membership(desk, person.pk, keyring=keyring_of_password(ana))
            people.append(person)
        reports = [seal_report(desk)]
        for n in leaving:
            actions.remove_member(desk, people[n].pk, keyring=keyring_of_password(ana))
            reports.append(seal_report(desk))
        for n, person in enumerate(people):
            opened = [can_open(person, report) for report in reports]
            assert opened == ([False] * len(reports) if n in leaving else [True] * len(reports))
        assert all(can_open(ana, report) for report in reports)


class TestRecovery:
    def test_any_two_of_the_three_lists_bring_the_keys_back(self, ana, node, desk, colleague, bora):
        old = seal_report(desk)
        actions.remove_member(desk, bora.pk, keyring=keyring_of_password(ana))
        new = seal_report(desk)
        Grant.objects.all().delete()
        for n, pair in enumerate(itertools.combinations(node.shares, 2)):
            cela = colleague(f"cela{n}")
            actions.recover_desk(desk, cela.pk, actor=ana.actor, shares=list(pair))
            assert can_open(cela, old)
            assert can_open(cela, new)
        assert verbs()[-1] == "people.desk.recovered"

    def test_the_words_may_be_typed_carelessly(self, ana, node, desk):
        Grant.objects.all().delete()
        typed = [node.shares[0].upper().replace(" ", "\n"), "  " + node.shares[2].replace(" ", "   ")]
        actions.recover_desk(desk, ana.pk, actor=ana.actor, shares=typed)
        assert can_open(ana, seal_report(desk))

    @pytest.mark.parametrize("count", [0, 1])
    def test_one_list_is_not_enough(self, count, ana, node, desk):
        Grant.objects.all().delete()
        with pytest.raises(SharesDoNotFit):
            actions.recover_desk(desk, ana.pk, actor=ana.actor, shares=list(node.shares[:count]))
        with pytest.raises(SharesDoNotFit):
            actions.recover_desk(desk, ana.pk, actor=ana.actor, shares=[node.shares[0]] * 2)
        assert not Grant.objects.exists()

    def test_a_wrong_word_is_noticed(self, ana, node, desk):
        words = node.shares[0].split()
        words[7] = "academic" if words[7] != "academic" else "acid"
        with pytest.raises(SharesDoNotFit):
            actions.recover_desk(desk, ana.pk, actor=ana.actor, shares=[" ".join(words), node.shares[1]])

    def test_lists_of_another_node_do_not_fit(self, ana, node, desk):
        from besa.core.sealing import split_shares

        with pytest.raises(SharesDoNotFit):
            actions.recover_desk(desk, ana.pk, actor=ana.actor, shares=list(split_shares(b"x" * 32))[:2])

    def test_only_an_administrator_can(self, node, bora, desk):
        with pytest.raises(NotAllowed):
            actions.recover_desk(desk, bora.pk, actor=bora.actor, shares=list(node.shares[:2]))

    def test_after_the_last_member_left_only_the_words_help(self, ana, node, desk, colleague):
        boss = colleague("boss", is_administrator=True)
        actions.deactivate_staff(ana.pk, actor=boss.actor)
        report = seal_report(desk)
        assert queries.members_of(desk) == frozenset()
        actions.recover_desk(desk, boss.pk, actor=boss.actor, shares=list(node.shares[1:]))
        assert can_open(boss, report)


def test_the_room_that_keeps_reports_seals_them_anew_when_someone_leaves():
    """Registered when its acts are loaded, which every staff process does."""
    from besa.node.reports import actions as reports

    assert reports.rewrap_records in rotation._RELOCKERS

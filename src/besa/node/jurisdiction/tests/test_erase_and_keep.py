"""Assessments are their desk's, or behind the wall of a file of a case; what is erased stays erased."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction

from besa.core.casework import case_clocks
from besa.core.jurisdiction import casefile
from besa.core.sealing import SealBroken
from besa.node.cases import actions as cases
from besa.node.cases.models import Access as FileAccess
from besa.node.jurisdiction import actions, counted, queries, restored, seals, selfchecks, tasks
from besa.node.jurisdiction.models import Access, Assessment, Erasing, Reason
from besa.node.jurisdiction.tests.conftest import FACTS, NOW, described, marks, opened_case, renewed
from besa.node.people import actions as people
from besa.node.people import rotation
from besa.node.people.models import Membership
from besa.node.people.problems import KeyNotHeld
from besa.node.platform import erased
from besa.node.platform.actors import OPERATOR
from besa.node.platform.selfcheck import FAILS, OK, WARNING
from besa.node.platform.tests.erased_again import assert_alike, assert_in_no_page, assert_marked_alike, by_sql


def opened(one, keyring):
    return actions.open_assessment(one, keyring=keyring, now=NOW)


def lines(keyring, **more):
    return queries.assessments(keyring=keyring, **more).lines


def grades(now=NOW) -> dict[str, str]:
    found = [one for check in (selfchecks.erased, selfchecks.keys) for one in check(SimpleNamespace(now=now))]
    return {one.subject: one.grade for one in found}


def erase(one, team) -> None:
    """Ben asks, Anna agrees."""
    actions.ask_to_erase(one, "asked", keyring=team.ben, now=NOW)
    actions.erase(one, keyring=team.anna, now=NOW)


def test_it_is_opened_with_a_mark_and_says_what_was_described(team, one) -> None:
    seen = opened(one, team.ben)
    assert seen.described == casefile.from_mapping(FACTS)
    assert marks(one) == ["jurisdiction.assessment.described", "jurisdiction.assessment.opened"]
    [line] = lines(team.ben)
    assert (line.reference, line.case, line.law) == (seen.line.reference, "", "")


def test_nothing_of_it_stands_in_clear(team, one) -> None:
    for row in (Assessment.objects.get(), Access.objects.get()):
        for field in row._meta.fields:
            value = getattr(row, field.attname)
            text = bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
            assert not any(word in text for word in ("Burri", "distribute", "2021", "conduct")), field.name


def test_for_another_desk_it_does_not_exist(team, one) -> None:
    assert lines(team.cara) == ()
    before = marks()
    for act in (
        lambda which: opened(which, team.cara),
        lambda which: actions.change(which, lambda case: case, keyring=team.cara, now=NOW),
        lambda which: actions.save_as_file(which, keyring=team.cara, now=NOW),
        lambda which: actions.ask_to_erase(which, "asked", keyring=team.cara, now=NOW),
        lambda which: actions.keep(which, keyring=team.cara, now=NOW),
        lambda which: actions.erase(which, keyring=team.cara, now=NOW),
        lambda which: counted.go_on(which, code="urgent", words="A child in danger", keyring=team.cara, now=NOW),
        lambda which: queries.line(which, keyring=team.cara),
    ):
        for which in (one, uuid4()):
            with pytest.raises(queries.NoSuchAssessment):
                act(which)
    assert marks() == before
    with pytest.raises(queries.NoSuchAssessment):
        actions.describe(casefile.from_mapping(FACTS), desk_id=team.hotline, keyring=team.cara, now=NOW)


def test_what_somebody_wrote_into_the_database_is_not_shown(team, one) -> None:
    other = described(team, acts=["groom"])
    Assessment.objects.filter(pk=one).update(sealed=Assessment.objects.get(pk=other).sealed)
    with pytest.raises(SealBroken):
        opened(one, team.anna)


def test_the_same_form_sent_twice_is_written_once(team, db) -> None:
    sent = {"desk_id": team.hotline, "keyring": team.anna, "now": NOW, "submission": uuid4()}
    actions.describe(casefile.from_mapping(FACTS), **sent)
    with pytest.raises(actions.AlreadyWritten):
        actions.describe(casefile.from_mapping(FACTS), **sent)
    assert Assessment.objects.count() == 1


def test_a_new_answer_is_asked_for_when_the_facts_change(team, one) -> None:
    actions.answered(one, law="abc", able=2, perhaps=5)
    assert (lines(team.anna)[0].law, lines(team.anna)[0].able) == ("abc", 2)
    actions.change(one, lambda case: case, keyring=team.anna, now=NOW)
    assert lines(team.anna)[0].law == ""


class TestWall:
    def test_it_follows_the_file_of_its_case(self, team) -> None:
        file = opened_case(team)
        one = described(team, file=file)
        assert not Access.objects.exists()
        assert lines(team.cara) == ()
        cases.give_access(file, team.police, keyring=team.anna, now=NOW)
        assert opened(one, team.cara).line.case
        assert [line.assessment_id for line in lines(team.cara, file_id=file)] == [one]
        assert lines(team.anna, file_id=uuid4()) == ()

    def test_whoever_loses_the_file_loses_it_and_a_kept_key_opens_nothing(self, team) -> None:
        file = opened_case(team)
        one = described(team, file=file)
        cases.give_access(file, team.police, keyring=team.anna, now=NOW)
        kept = opened(one, team.cara).key
        cases.take_access(file, team.police, keyring=team.anna, now=NOW)
        with pytest.raises(queries.NoSuchAssessment):
            opened(one, team.cara)
        assert lines(team.cara) == ()
        with pytest.raises(SealBroken):
            seals.open_facts(Assessment.objects.get().sealed, assessment=one, key=kept)
        assert opened(one, team.ben).described == casefile.from_mapping(FACTS)

    def test_it_is_behind_a_child_s_file_where_it_was_put_there(self, team) -> None:
        file = opened_case(team)
        child = cases.open_child_file(file, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
        one = described(team, file=child)
        cases.give_access(file, team.police, keyring=team.anna, now=NOW)
        with pytest.raises(queries.NoSuchAssessment):
            opened(one, team.cara)
        with pytest.raises(queries.NoSuchAssessment):
            actions.describe(
                casefile.from_mapping(FACTS), desk_id=team.police, file_id=child, keyring=team.cara, now=NOW
            )

    def test_it_is_erased_with_the_file(self, team, place: Path) -> None:
        file = opened_case(team)
        child = cases.open_child_file(file, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
        one = described(team, file=child)
        cases.ask_to_erase(child, "asked", keyring=team.ben, now=NOW)
        cases.erase_file(child, keyring=team.anna, now=NOW)
        assert bytes(Assessment.objects.get(pk=one).sealed) == b""
        assert erased.read(place) == {child, one}


class TestKeys:
    def test_a_lead_seals_it_again_after_somebody_left(self, team, one) -> None:
        people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
        anna = renewed(team.anna)
        assert grades()["Keys of the assessments"] == WARNING
        assert rotation.waiting(team.hotline) >= 1
        assert sum(batch.done for batch in actions.rewrap_assessments(team.hotline, keyring=anna)) == 1
        assert grades()["Keys of the assessments"] == OK
        assert opened(one, anna)
        with pytest.raises((queries.NoSuchAssessment, KeyNotHeld)):
            opened(one, team.ben)

    def test_one_without_a_key_is_a_failure(self, team, one, caplog) -> None:
        assert grades()["Assessments open to a desk"] == OK
        tasks.look_at_keys()
        assert caplog.messages == []
        Access.objects.all().delete()
        assert grades()["Assessments open to a desk"] == FAILS
        tasks.look_at_keys()
        assert caplog.messages == ["1 assessments cannot be opened by any desk: run `besa check`"]


class TestErase:
    def test_two_people_erase_it_one_of_them_a_lead(self, team, one, place: Path) -> None:
        with pytest.raises(actions.NotAsked):
            actions.erase(one, keyring=team.anna, now=NOW)
        actions.ask_to_erase(one, "mistake", keyring=team.anna, now=NOW)
        with pytest.raises(actions.NeedsAnother):
            actions.erase(one, keyring=team.anna, now=NOW)
        assert opened(one, team.ben).asked.reason == "mistake"
        actions.erase(one, keyring=team.ben, now=NOW)
        row = Assessment.objects.get()
        assert (bytes(row.sealed), bytes(row.sealed_key), row.able, row.erased_at) == (b"", b"", 0, NOW)
        assert row.erased_for == "mistake"
        assert not Access.objects.exists()
        assert not Erasing.objects.exists()
        assert lines(team.anna) == ()
        with pytest.raises(queries.NoSuchAssessment):
            opened(one, team.anna)
        assert erased.read(place) == {one}
        assert marks(one)[1:] == [
            "jurisdiction.erasing.asked", "jurisdiction.assessment.opened", "jurisdiction.assessment.erased",
        ]  # fmt: skip

    def test_two_who_lead_nothing_do_not(self, team, one, monkeypatch) -> None:
        actions.ask_to_erase(one, "asked", keyring=team.anna, now=NOW)
        Membership.objects.filter(staff=team.anna.staff_id).update(role=Membership.Role.MEMBER)
        with pytest.raises(actions.NeedsAnother):
            actions.erase(one, keyring=team.ben, now=NOW)

    def test_whoever_asked_and_left_does_not_count(self, team, one) -> None:
        actions.ask_to_erase(one, "asked", keyring=team.ben, now=NOW)
        people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
        with pytest.raises(actions.NeedsAnother):
            actions.erase(one, keyring=renewed(team.anna), now=NOW)

    def test_behind_a_wall_it_is_two_of_those_behind_it(self, team, place: Path) -> None:
        file = opened_case(team)
        one = described(team, file=file)
        cases.give_access(file, team.police, keyring=team.anna, now=NOW)
        actions.ask_to_erase(one, "ordered", keyring=team.cara, now=NOW)
        actions.erase(one, keyring=team.ben, now=NOW)
        assert Assessment.objects.get().erased_for == "ordered"

    def test_it_can_be_kept(self, team, one) -> None:
        actions.ask_to_erase(one, "asked", keyring=team.ben, now=NOW)
        actions.keep(one, keyring=team.anna, now=NOW)
        assert opened(one, team.ben).asked is None
        with pytest.raises(actions.NotAsked):
            actions.erase(one, keyring=team.anna, now=NOW)
        with pytest.raises(actions.NotAsked):
            actions.keep(one, keyring=team.anna, now=NOW)

    def test_time_is_a_reason_when_it_was_kept_as_long_as_a_case(self, team, one) -> None:
        later = NOW + timedelta(hours=case_clocks()["retention"].hours)
        with pytest.raises(actions.StillKept):
            actions.ask_to_erase(one, "retention", keyring=team.ben, now=later - timedelta(days=2))
        assert grades(later - timedelta(days=2))["Retention of assessments"] == OK
        assert grades(later)["Retention of assessments"] == WARNING
        actions.ask_to_erase(one, "retention", keyring=team.ben, now=later)
        actions.erase(one, keyring=team.anna, now=later)
        assert grades(later)["Retention of assessments"] == OK
        attached = described(team, file=opened_case(team))
        with pytest.raises(actions.StillKept):
            actions.ask_to_erase(attached, "retention", keyring=team.ben, now=later)
        with pytest.raises(ValueError, match="curiosity"):
            actions.ask_to_erase(attached, "curiosity", keyring=team.ben, now=later)

    def test_what_an_old_backup_brought_back_is_named_and_erased_again(self, team, one, place: Path) -> None:
        file = opened_case(team)
        attached = described(team, file=file)
        place.write_text(f"{one}\n{file}\n{uuid4()}\n")
        assert set(queries.alive_again()) == {one, attached}
        assert grades()["Erased assessments"] == FAILS
        assert actions.erase_again(actor=OPERATOR, now=NOW) == 2
        assert set(grades().values()) == {OK}
        assert actions.erase_again(actor=OPERATOR, now=NOW) == 0

    def test_a_lost_list_is_named_and_written_again(self, team, one, place: Path) -> None:
        erase(one, team)
        place.unlink()
        assert grades()["Erased assessments, list"] == WARNING
        assert actions.list_tombstones() == 1
        assert erased.read(place) == {one}


@pytest.mark.django_db(transaction=True)
def test_a_restored_database_is_left_as_the_act_leaves_it(team, place: Path) -> None:
    file = opened_case(team)
    by_act, other, attached, alive = described(team), described(team), described(team, file=file), described(team)
    for one in (by_act, other):
        actions.ask_to_erase(one, "asked", keyring=team.ben, now=NOW)
        counted.go_on(one, code="urgent", words="A child in danger", keyring=team.anna, now=NOW)
    place.write_text(f"{by_act}\n")
    actions.erase_again(actor=OPERATOR, now=NOW)
    copies = [Access.objects.get(assessment=other).sealed, Assessment.objects.get(pk=other).sealed]
    copies += Reason.objects.filter(assessment=other).values_list("sealed", flat=True)
    assert by_sql(restored.erase_again, {by_act, other, file}, now=NOW) == 2
    assert_alike(*(Assessment.objects.get(pk=which) for which in (by_act, other)))
    assert_marked_alike("jurisdiction.assessment.erased", by_act, other, attached)
    assert_in_no_page(copies)
    assert not Erasing.objects.exists()
    assert {bytes(row.sealed) for row in Reason.objects.all()} == {b""}
    assert bytes(Assessment.objects.get(pk=attached).sealed_key) == b""
    assert [str(row.assessment_id) for row in Access.objects.all()] == [str(alive)]
    assert opened(alive, team.anna)
    assert FileAccess.objects.filter(file=file).exists()


@pytest.mark.only_on("postgresql")
def test_in_postgresql_the_staff_face_may_do_all_of_it_and_others_nothing(team, become) -> None:
    become("staff")
    file = opened_case(team)
    for one in (described(team), described(team, file=file)):
        opened(one, team.anna)
        actions.change(one, lambda case: case, keyring=team.anna, now=NOW)
        actions.answered(one, law="x", able=1, perhaps=1)
        actions.save_as_file(one, keyring=team.anna, now=NOW)
        assert lines(team.anna)
        seen = opened(one, team.anna)
        counted.answered(seen, keyring=team.anna, today=NOW.date(), now=NOW)
        counted.go_on(one, code="urgent", words="A child in danger", keyring=team.anna, now=NOW)
        erase(one, team)
    become("worker")
    tasks.look_at_keys()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(Assessment.objects.values_list("sealed"))
    for role in ("public", "partners"):
        become(role)
        for model in apps.get_app_config("jurisdiction").get_models():
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                model.objects.exists()

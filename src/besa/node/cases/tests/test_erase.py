"""Erasing: who may, when, what goes and what stays, and that no old backup brings it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import transaction

from besa.core.casework import case_clocks
from besa.core.sealing import SealBroken
from besa.node.cases import actions, queries, restored, seals, selfchecks
from besa.node.cases.models import Access, Case, Duty, Entry, Erasing, File, Filed, Sighting
from besa.node.cases.tests.conftest import NOW, bring_in, marks, opened_case
from besa.node.people import actions as people
from besa.node.platform import environment, erased
from besa.node.platform.actors import OPERATOR
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Occasion
from besa.node.platform.tests.erased_again import assert_alike, assert_in_no_page, assert_marked_alike, by_sql

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]
LONG_AFTER = NOW + timedelta(hours=case_clocks()["retention"].hours)


def full(team, *, close: bool = True) -> UUID:
    """A case with a report, a person with a number, a note and a task in it."""
    file = opened_case(team, bring_in("x").id)
    act = {"keyring": team.anna, "now": NOW}
    man = actions.add_person(file, role="reported", name="Agron Kanarina", about="", **act)
    actions.add_identifier(file, kind="phone", text="069 212 3456", whose=str(man), about="", **act)
    actions.write_note(file, "Kanarina", **act)
    actions.set_task(file, "Thirr", due=NOW, to=None, **act)
    actions.assign(file, to=team.anna.staff_id, **act)
    if close:
        actions.close(file, "helped", **act)
    return file


def child_of(team, file: UUID) -> UUID:
    return actions.open_child_file(file, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)


def grades(now=NOW) -> dict[str, str]:
    return {one.subject: one.grade for one in selfchecks.erased(Occasion(environment.current(), now))}


class TestAFile:
    def test_it_goes_when_a_second_person_agrees(self, team, place: Path) -> None:
        file = full(team)
        kept = queries.file_key(file, keyring=team.anna)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        assert actions.open_file(file, keyring=team.anna, now=NOW).asked.by == team.ben.staff_id
        assert actions.erase_file(file, keyring=team.anna, now=NOW) == 1
        for ring in (team.anna, team.ben):
            with pytest.raises(queries.NoSuchCase):
                actions.open_file(file, keyring=ring, now=NOW)
            assert queries.cases(keyring=ring, now=NOW, show="closed").total == 0
        for row in Entry.objects.filter(file=file):
            with pytest.raises(SealBroken):
                seals.open_entry(row.sealed, file=file, entry_id=row.id, sort=row.sort, key=kept)
        assert place.read_text() == f"{file}\n"
        assert [verb for verb in marks(file) if "eras" in verb] == ["cases.erasing.asked", "cases.file.erased"]

    def test_what_was_counted_can_be_counted_again(self, team) -> None:
        file = full(team)
        before = sorted(Entry.objects.values_list("sort", "code", "at"))
        clocks = sorted(Duty.objects.values_list("clock", "due", "done_at"), key=str)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        actions.erase_file(file, keyring=team.anna, now=NOW)
        assert sorted(Entry.objects.values_list("sort", "code", "at")) == before
        assert sorted(Duty.objects.values_list("clock", "due", "done_at"), key=str) == clocks
        case = Case.objects.get()
        assert (case.outcome, case.reports_then, case.erased_at, case.closed_at) == ("helped", 1, NOW, NOW)
        assert not Filed.objects.exists()

    def test_one_person_alone_never_erases(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.anna, now=NOW)
        with pytest.raises(actions.NeedsAnother):
            actions.erase_file(file, keyring=team.anna, now=NOW)
        assert actions.open_file(file, keyring=team.anna, now=NOW).entries

    def test_two_of_whom_neither_leads_do_not_erase(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        other = team.cara.__class__(**{**vars(team.ben), "staff_id": team.cara.staff_id})
        with pytest.raises(actions.NeedsAnother):
            actions.erase_file(file, keyring=other, now=NOW)

    def test_whoever_asked_and_left_counts_no_more(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
        with pytest.raises(actions.NeedsAnother):
            actions.erase_file(file, keyring=team.anna, now=NOW)

    def test_a_member_agrees_where_a_lead_asked(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "ordered", keyring=team.anna, now=NOW)
        assert actions.erase_file(file, keyring=team.ben, now=NOW) == 1

    def test_an_open_case_is_not_erased(self, team) -> None:
        file = full(team, close=False)
        with pytest.raises(actions.StillOpen):
            actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)

    def test_a_case_that_was_opened_again_meanwhile_is_not_erased(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        actions.reopen(file, keyring=team.anna, now=NOW)
        with pytest.raises(actions.StillOpen):
            actions.erase_file(file, keyring=team.anna, now=NOW)

    def test_retention_is_a_reason_only_when_it_is_over(self, team) -> None:
        file = full(team)
        with pytest.raises(actions.StillKept):
            actions.ask_to_erase(file, "retention", keyring=team.ben, now=LONG_AFTER - timedelta(hours=1))
        assert grades(LONG_AFTER - timedelta(hours=1))["Retention of cases"] == OK
        assert grades(LONG_AFTER)["Retention of cases"] == WARNING
        actions.ask_to_erase(file, "retention", keyring=team.ben, now=LONG_AFTER)
        actions.erase_file(file, keyring=team.anna, now=LONG_AFTER)
        assert grades(LONG_AFTER)["Retention of cases"] == OK

    def test_an_unknown_reason_is_refused(self, team) -> None:
        with pytest.raises(ValueError, match="reason"):
            actions.ask_to_erase(full(team), "because", keyring=team.ben, now=NOW)

    def test_what_was_asked_can_be_refused(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        actions.keep(file, keyring=team.anna, now=NOW)
        for act in (actions.erase_file, actions.keep):
            with pytest.raises(actions.NotAsked):
                act(file, keyring=team.anna, now=NOW)
        assert actions.open_file(file, keyring=team.anna, now=NOW).entries

    def test_asked_twice_it_is_one_asking(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        actions.ask_to_erase(file, "mistake", keyring=team.anna, now=NOW)
        assert Erasing.objects.get().reason == "asked"

    def test_the_list_that_cannot_be_written_stops_it(self, team, place: Path) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        place.mkdir()
        with pytest.raises(OSError, match="directory"), transaction.atomic():
            actions.erase_file(file, keyring=team.anna, now=NOW)
        assert actions.open_file(file, keyring=team.anna, now=NOW).entries


class TestChildren:
    def test_a_child_s_file_is_erased_alone_while_the_case_goes_on(self, team) -> None:
        file = full(team, close=False)
        child = child_of(team, file)
        actions.ask_to_erase(child, "asked", keyring=team.ben, now=NOW)
        assert actions.erase_file(child, keyring=team.anna, now=NOW) == 1
        seen = actions.open_file(file, keyring=team.anna, now=NOW)
        assert seen.others == ()
        assert seen.line.children == 0
        assert seen.entries

    def test_with_the_case_go_the_children_s_files_that_both_can_open(self, team) -> None:
        file = full(team, close=False)
        shared, theirs = child_of(team, file), child_of(team, file)
        actions.give_access(theirs, team.police, keyring=team.anna, now=NOW)
        actions.take_access(theirs, team.hotline, keyring=team.cara, now=NOW)
        actions.close(file, "helped", keyring=team.anna, now=NOW)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        assert actions.erase_file(file, keyring=team.anna, now=NOW) == 2
        assert File.objects.get(pk=shared).erased_at == NOW
        assert actions.open_file(theirs, keyring=team.cara, now=NOW).title == "Era"

    def test_nobody_without_access_asks_agrees_or_refuses(self, team) -> None:
        file = full(team)
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        before = marks()
        for act in (
            lambda: actions.ask_to_erase(file, "asked", keyring=team.cara, now=NOW),
            lambda: actions.erase_file(file, keyring=team.cara, now=NOW),
            lambda: actions.keep(file, keyring=team.cara, now=NOW),
            lambda: actions.erase_entry(file, Entry.objects.first().id, "asked", keyring=team.cara, now=NOW),
        ):
            with pytest.raises(queries.NoSuchCase):
                act()
        assert marks() == before


class TestAnEntry:
    def test_with_a_person_go_their_identifiers_and_nothing_else(self, team, place: Path) -> None:
        file = full(team, close=False)
        man = Entry.objects.get(sort="person").id
        number = Entry.objects.get(sort="identifier").id
        assert actions.erase_entry(file, man, "asked", keyring=team.anna, now=NOW) == 2
        seen = actions.open_file(file, keyring=team.ben, now=NOW)
        assert [one.sort for one in seen.entries] == ["note"]
        assert seen.erased == 2
        assert erased.read(place) == {man, number}
        assert marks(file).count("cases.entry.erased") == 2
        with pytest.raises(queries.NoSuchCase):
            actions.erase_entry(file, man, "asked", keyring=team.anna, now=NOW)

    def test_a_member_erases_what_they_wrote_and_only_a_lead_what_others_wrote(self, team) -> None:
        file = full(team, close=False)
        by_anna = Entry.objects.get(sort="note").id
        by_ben = actions.write_note(file, "x", keyring=team.ben, now=NOW)
        with pytest.raises(actions.NeedsAnother):
            actions.erase_entry(file, by_anna, "mistake", keyring=team.ben, now=NOW)
        for entry, ring in ((by_ben, team.ben), (by_anna, team.anna)):
            assert actions.erase_entry(file, entry, "mistake", keyring=ring, now=NOW) == 1

    @pytest.mark.parametrize("reason", ["retention", "because", ""])
    def test_a_reason_that_is_none_is_refused(self, team, reason: str) -> None:
        file = full(team, close=False)
        with pytest.raises(ValueError, match="reason"):
            actions.erase_entry(file, Entry.objects.first().id, reason, keyring=team.anna, now=NOW)

    def test_the_key_can_still_be_exchanged_afterwards(self, team) -> None:
        file = full(team, close=False)
        actions.erase_entry(file, Entry.objects.get(sort="person").id, "asked", keyring=team.anna, now=NOW)
        actions.give_access(file, team.police, keyring=team.anna, now=NOW)
        actions.take_access(file, team.police, keyring=team.anna, now=NOW)
        assert len(actions.open_file(file, keyring=team.ben, now=NOW).entries) == 1


class TestAlarm:
    def test_what_an_old_backup_brought_back_is_named_and_erased_again(self, team, place: Path) -> None:
        file, other = full(team), full(team, close=False)
        note = Entry.objects.filter(file=other, sort="note").get().id
        place.write_text(f"{file}\n{note}\n{uuid4()}\n")
        references = sorted(Case.objects.values_list("reference", flat=True))
        assert sorted(queries.alive_again().values()) == references
        assert grades()["Erased parts of cases"] == FAILS
        assert actions.erase_again(actor=OPERATOR, now=NOW) == 2
        assert grades() == dict.fromkeys(grades(), OK)
        assert File.objects.get(pk=file).erased_for == "again"
        assert actions.erase_again(actor=OPERATOR, now=NOW) == 0

    def test_a_lost_list_is_named_and_written_again(self, team, place: Path) -> None:
        file, other = full(team), full(team, close=False)
        note = Entry.objects.filter(file=other, sort="note").get().id
        actions.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
        actions.erase_file(file, keyring=team.anna, now=NOW)
        actions.erase_entry(other, note, "asked", keyring=team.anna, now=NOW)
        place.unlink()
        assert grades()["Erased parts of cases, list"] == WARNING
        assert actions.list_tombstones() == 2
        assert erased.read(place) == {file, note}
        assert grades()["Erased parts of cases, list"] == OK


@pytest.mark.django_db(transaction=True)
class TestRestoredDatabase:
    def test_what_stays_is_the_same_as_of_the_act(self, team, place: Path) -> None:
        by_act, other, alive = full(team), full(team), full(team, close=False)
        note = Entry.objects.filter(file=alive, sort="note").get().id
        child = child_of(team, alive)
        place.write_text(f"{by_act}\n")
        actions.erase_again(actor=OPERATOR, now=NOW)
        copies = [bytes(Access.objects.get(file=other).sealed), bytes(Entry.objects.get(pk=note).sealed)]
        assert by_sql(restored.erase_again, {by_act, other, child, note}, now=NOW) == 3
        for model in (File, Case):
            assert_alike(row(model, by_act), row(model, other), but=("id", "reference", "case"))
        for model in (Access, Sighting, Erasing):
            assert not model.objects.filter(file__in=[by_act, other, child]).exists()
        for model in (Entry, Duty):
            assert all(bytes(one.sealed) == b"" for one in model.objects.filter(file__in=[by_act, other, child]))
        assert_marked_alike("cases.file.erased", by_act, other)
        seen = actions.open_file(alive, keyring=team.anna, now=NOW)
        assert seen.erased == 1
        assert {one.sort for one in seen.entries} == {"person", "identifier"}
        assert_in_no_page(copies)

    def test_every_table_that_hangs_on_a_file_is_known(self) -> None:
        hanging = {
            model._meta.db_table
            for model in apps.get_app_config("cases").get_models()
            if any(field.related_model is File for field in model._meta.fields)
        }
        assert hanging == {*restored.GO, *restored.STAY}


def row(model, file: UUID):
    return File.objects.get(pk=file) if model is File else File.objects.get(pk=file).case

"""Walls: what another desk sees of a case (nothing), of a child's file (nothing), and after access was taken away."""

from __future__ import annotations

from uuid import uuid4

import pytest

from besa.core.sealing import SealBroken
from besa.node.cases import actions, queries, seals
from besa.node.cases.models import Access, Entry, File
from besa.node.cases.tests.conftest import NOW, bring_in, marks, renewed
from besa.node.people import actions as people
from besa.node.people import rotation
from besa.node.reports import queries as reports


def seen_by(keyring, file=None):
    """Everything the lists tell this keyring."""
    page = queries.cases(keyring=keyring, now=NOW)
    return page.lines, queries.expiring(keyring=keyring), queries.open_cases(keyring=keyring)


def test_for_another_desk_the_case_does_not_exist(team, case) -> None:
    assert seen_by(team.cara) == ((), (), ())
    for act in (
        lambda file: actions.open_file(file, keyring=team.cara, now=NOW),
        lambda file: actions.write_note(file, "x", keyring=team.cara, now=NOW),
        lambda file: actions.assign(file, to=team.cara.staff_id, keyring=team.cara, now=NOW),
        lambda file: actions.give_access(file, team.police, keyring=team.cara, now=NOW),
        lambda file: actions.take_access(file, team.hotline, keyring=team.cara, now=NOW),
        lambda file: actions.add_reports(file, [], keyring=team.cara, now=NOW),
        lambda file: actions.close(file, "helped", keyring=team.cara, now=NOW),
        lambda file: actions.open_child_file(file, name="x", desk_id=team.police, keyring=team.cara, now=NOW),
        lambda file: actions.strike_out(file, uuid4(), keyring=team.cara, now=NOW),
        lambda file: actions.tick_off(file, uuid4(), keyring=team.cara, now=NOW),
    ):
        before = marks()
        for file in (case, uuid4()):
            with pytest.raises(queries.NoSuchCase):
                act(file)
        assert marks() == before


def test_a_report_in_a_case_gives_no_access_to_the_report(team, case) -> None:
    actions.give_access(case, team.police, keyring=team.anna, now=NOW)
    [one] = actions.open_file(case, keyring=team.cara, now=NOW).reports
    assert not reports.rows_of([one], keyring=team.cara)
    with pytest.raises(reports.NoSuchReport):
        actions.gather(case, one, keyring=team.cara, now=NOW)


def test_access_to_a_report_gives_no_access_to_its_case(team) -> None:
    one = bring_in("x")
    actions.open_case([one.id], desk_id=team.hotline, title="x", urgency=1, keyring=team.anna, now=NOW)
    assert queries.cases_of_report(one.id, keyring=team.ben, now=NOW)
    assert not queries.cases_of_report(one.id, keyring=team.cara, now=NOW)


def test_a_desk_with_the_case_s_file_does_not_see_that_there_is_a_child_s_file(team, case) -> None:
    actions.give_access(case, team.police, keyring=team.anna, now=NOW)
    before = seen_by(team.cara), actions.open_file(case, keyring=team.cara, now=NOW)
    child = actions.open_child_file(case, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    actions.set_task(child, "Thirr nënën", due=NOW, to=None, keyring=team.anna, now=NOW)
    assert (seen_by(team.cara), actions.open_file(case, keyring=team.cara, now=NOW)) == before
    with pytest.raises(queries.NoSuchCase):
        actions.open_file(child, keyring=team.cara, now=NOW)
    assert [other.file_id for other in actions.open_file(case, keyring=team.anna, now=NOW).others] == [child]


def test_a_desk_with_only_the_child_s_file_sees_neither_the_case_s_file_nor_its_reports(team, case) -> None:
    child = actions.open_child_file(case, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    actions.give_access(child, team.police, keyring=team.anna, now=NOW)
    seen = actions.open_file(child, keyring=team.cara, now=NOW)
    assert (seen.title, seen.reports, seen.others, seen.line.reports) == ("Era", (), (), 0)
    assert queries.file_of_case(seen.line.case_id, keyring=team.cara) == child
    assert all(line.file_sort == "child" for line in queries.expiring(keyring=team.cara))
    for act in (
        lambda: actions.open_file(case, keyring=team.cara, now=NOW),
        lambda: actions.assign(child, to=team.cara.staff_id, keyring=team.cara, now=NOW),
        lambda: actions.close(child, "helped", keyring=team.cara, now=NOW),
        lambda: actions.add_reports(child, [], keyring=team.cara, now=NOW),
    ):
        with pytest.raises(queries.NoSuchCase):
            act()


def test_a_child_stands_in_a_child_s_file_only_and_a_suspect_never_does(team, case) -> None:
    child = actions.open_child_file(case, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    with pytest.raises(ValueError, match="child"):
        actions.add_person(case, role="child", name="x", about="", keyring=team.anna, now=NOW)
    with pytest.raises(ValueError, match="reported"):
        actions.add_person(child, role="reported", name="x", about="", keyring=team.anna, now=NOW)


def test_the_key_of_one_file_opens_nothing_of_the_other(team, case) -> None:
    child = actions.open_child_file(case, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    key = queries.file_key(case, keyring=team.anna)
    sealed = bytes(File.objects.get(pk=child).sealed_title)
    assert seals.open_title(sealed, file=child, key=queries.file_key(child, keyring=team.anna)) == "Era"
    for file in (case, child):
        with pytest.raises(SealBroken):
            seals.open_title(sealed, file=file, key=key)


def test_taking_access_away_changes_the_key_and_leaves_everything_readable_for_who_stays(team, case) -> None:
    actions.give_access(case, team.police, keyring=team.anna, now=NOW)
    actions.write_note(case, "Para", keyring=team.cara, now=NOW)
    actions.set_task(case, "Thirr", due=None, to=None, keyring=team.anna, now=NOW)
    kept = queries.file_key(case, keyring=team.cara)
    before = actions.open_file(case, keyring=team.anna, now=NOW)
    actions.take_access(case, team.police, keyring=team.anna, now=NOW)
    after = actions.open_file(case, keyring=team.anna, now=NOW)
    assert (after.entries, after.duties, after.title) == (before.entries, before.duties, before.title)
    assert [access.desk_id for access in after.accesses] == [team.hotline]
    assert seen_by(team.cara) == ((), (), ())
    with pytest.raises(queries.NoSuchCase):
        actions.open_file(case, keyring=team.cara, now=NOW)
    actions.write_note(case, "Pas", keyring=team.anna, now=NOW)
    for row in Entry.objects.filter(file=case):
        with pytest.raises(SealBroken):
            seals.open_entry(row.sealed, file=case, entry_id=row.id, sort=row.sort, key=kept)
    assert marks(case).count("cases.access.taken") == 1


def test_the_last_desk_stays(team, case) -> None:
    with pytest.raises(actions.LastDesk):
        actions.take_access(case, team.hotline, keyring=team.anna, now=NOW)


def test_only_a_lead_says_who_else_may_open_a_file(team, case) -> None:
    with pytest.raises(actions.NotLead):
        actions.give_access(case, team.police, keyring=team.ben, now=NOW)
    actions.give_access(case, team.police, keyring=team.anna, now=NOW)
    with pytest.raises(actions.NotLead):
        actions.take_access(case, team.police, keyring=team.ben, now=NOW)
    assert marks(case).count("cases.access.given") == 1


def test_whoever_left_the_desk_opens_nothing_and_the_lead_seals_the_keys_anew(team, case) -> None:
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    assert queries.under_older_keys(team.hotline) == 1
    with pytest.raises(queries.NoSuchCase):
        actions.open_file(case, keyring=renewed(team.ben), now=NOW)
    done = [batch.done for batch in rotation.relock(team.hotline, renewed(team.anna))]
    assert sum(done) == 2, "the report and the file of its case"
    assert queries.under_older_keys(team.hotline) == 0
    assert actions.open_file(case, keyring=renewed(team.anna), now=NOW).title == "Burri nga loja"


def test_a_note_cannot_be_turned_into_a_person_nor_moved_to_another_file(team, case) -> None:
    note = actions.write_note(case, "x", keyring=team.anna, now=NOW)
    Entry.objects.filter(pk=note).update(sort="person")
    with pytest.raises(SealBroken):
        actions.open_file(case, keyring=team.anna, now=NOW)


def test_an_access_row_copied_for_another_desk_opens_nothing(team, case) -> None:
    row = Access.objects.get(file=case)
    from besa.node.people.queries import current_desk_key

    police = current_desk_key(team.police)
    Access.objects.create(
        file=row.file,
        desk_id=team.police,
        desk_key_id=police.desk_key_id,
        given_by=row.given_by,
        given_at=NOW,
        sealed=bytes(row.sealed),
    )
    with pytest.raises(SealBroken):
        actions.open_file(case, keyring=team.cara, now=NOW)

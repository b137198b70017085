"""Letters are as safe as the assessment they belong to; what is erased stays erased, also after a restore."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import ProgrammingError, transaction

from besa.core.casework import Outcome
from besa.core.jurisdiction import current
from besa.core.sealing import SealBroken
from besa.node.cases import actions as cases
from besa.node.jurisdiction import actions as jurisdiction
from besa.node.letters import actions, filling, queries, restored, seals, selfchecks
from besa.node.letters.models import Letter
from besa.node.letters.tests.conftest import NOW, described, draft, marks, opened_case
from besa.node.platform import erased
from besa.node.platform.actors import OPERATOR
from besa.node.platform.selfcheck import FAILS, OK, WARNING
from besa.node.platform.tests.erased_again import assert_alike, assert_in_no_page, assert_marked_alike, by_sql


def begun(team, assessment):
    return actions.begin(draft(), assessment_id=assessment, keyring=team.anna, now=NOW)


def grades() -> dict[str, str]:
    return {found.subject: found.grade for found in selfchecks.erased(SimpleNamespace(now=NOW))}


def test_nothing_of_it_stands_in_clear(team, letter) -> None:
    row = Letter.objects.get()
    for field in row._meta.fields:
        value = getattr(row, field.attname)
        text = bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
        assert not any(word in text for word in ("Burri", "preservation", "summary", "XABC")), field.name


def test_a_letter_behind_a_wall_moves_to_the_new_key_when_a_desk_loses_the_file(team) -> None:
    file = opened_case(team)
    cases.give_access(file, team.police, keyring=team.anna, now=NOW)
    assessment = described(team, file=file)
    letter = begun(team, assessment)
    assert actions.open_letter(letter, keyring=team.cara, now=NOW)
    old = queries.key_of(Letter.objects.get(pk=letter), keyring=team.cara)
    cases.take_access(file, team.police, keyring=team.anna, now=NOW)
    with pytest.raises(actions.NoSuchLetter):
        actions.open_letter(letter, keyring=team.cara, now=NOW)
    with pytest.raises(SealBroken):
        seals.open_draft(Letter.objects.get(pk=letter).sealed, letter=letter, key=old)
    assert actions.open_letter(letter, keyring=team.anna, now=NOW).draft == draft()


def test_it_goes_with_the_file_of_its_case(team, place: Path) -> None:
    file = opened_case(team)
    letter = begun(team, described(team, file=file))
    cases.assign(file, to=team.anna.staff_id, keyring=team.anna, now=NOW)
    cases.close(file, Outcome.HELPED, keyring=team.anna, now=NOW)
    cases.ask_to_erase(file, "asked", keyring=team.ben, now=NOW)
    cases.erase_file(file, keyring=team.anna, now=NOW)
    assert bytes(Letter.objects.get(pk=letter).sealed) == b""
    assert marks(letter)[-1] == "letters.letter.erased"


def test_the_letter_of_one_row_does_not_open_as_another(team, letter, one) -> None:
    other = begun(team, one)
    Letter.objects.filter(pk=other).update(sealed=Letter.objects.get(pk=letter).sealed)
    with pytest.raises(SealBroken):
        actions.open_letter(other, keyring=team.anna, now=NOW)


def test_what_an_old_backup_brings_back_is_named_and_erased_again(team, one, place: Path) -> None:
    letter, other = begun(team, one), begun(team, one)
    place.write_text(f"{letter}\n")
    assert grades()["Erased letters"] == FAILS
    assert actions.erase_again(actor=OPERATOR, now=NOW) == 1
    assert actions.erase_again(actor=OPERATOR, now=NOW) == 0
    assert set(grades().values()) == {OK}
    actions.erase(other, "asked", keyring=team.anna, now=NOW)
    place.unlink()
    assert grades()["Erased letters, list"] == WARNING
    assert actions.list_tombstones() == 2
    assert erased.read(place) == {letter, other}


@pytest.mark.django_db(transaction=True)
def test_a_restored_database_is_left_as_the_act_leaves_it(team, place: Path) -> None:
    assessment, gone, file = described(team), described(team), opened_case(team)
    by_act, other, alive = (begun(team, assessment) for _each in range(3))
    with_it, behind = begun(team, gone), begun(team, described(team, file=file))
    place.write_text(f"{by_act}\n")
    actions.erase_again(actor=OPERATOR, now=NOW)
    copies = [Letter.objects.get(pk=which).sealed for which in (other, with_it, behind)]
    assert by_sql(restored.erase_again, {by_act, other, gone, file}, now=NOW) == 3
    assert_alike(*(Letter.objects.get(pk=which) for which in (by_act, other)))
    assert_marked_alike("letters.letter.erased", by_act, other, with_it, behind)
    assert_in_no_page(copies)
    assert all(bytes(Letter.objects.get(pk=which).sealed) == b"" for which in (with_it, behind))
    assert actions.open_letter(alive, keyring=team.anna, now=NOW)


@pytest.mark.only_on("postgresql")
def test_in_postgresql_the_staff_face_may_do_all_of_it_and_others_nothing(team, become) -> None:
    become("staff")
    assessment = described(team)
    letter, other = begun(team, assessment), begun(team, assessment)
    actions.change(letter, lambda now: replace(now, said={}), keyring=team.anna, now=NOW)
    actions.download(letter, "docx", lambda now: filling.filled(now, current(), made=NOW), keyring=team.anna, now=NOW)
    actions.erase(letter, "asked", keyring=team.anna, now=NOW)
    jurisdiction.ask_to_erase(assessment, "asked", keyring=team.ben, now=NOW)
    jurisdiction.erase(assessment, keyring=team.anna, now=NOW)
    assert bytes(Letter.objects.get(pk=other).sealed) == b""
    become("worker")
    assert Letter.objects.values_list("id", "assessment_id", "erased_at").count() == 2
    for role in ("worker", "public", "partners"):
        become(role)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(Letter.objects.values_list("sealed"))

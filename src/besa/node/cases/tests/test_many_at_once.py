"""Several colleagues at one file while its key is exchanged: nothing is sealed with a key that is gone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from besa.node.cases import actions
from besa.node.cases.tests.conftest import NOW, marks, opened_case

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> None:
    """Run these at the same time, each with a connection of its own; what one raises is raised here."""
    problems: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:  # noqa: BLE001 - raised again below
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def test_writing_goes_on_while_access_is_given_and_taken_away(transactional_db, team) -> None:
    file = opened_case(team)

    def write(ring) -> Callable[[], None]:
        return lambda: [actions.write_note(file, f"{n}", keyring=ring, now=NOW) for n in range(12)] and None

    def change() -> None:
        for _ in range(6):
            actions.give_access(file, team.police, keyring=team.anna, now=NOW)
            actions.take_access(file, team.police, keyring=team.anna, now=NOW)

    at_once(write(team.anna), write(team.ben), change)
    seen = actions.open_file(file, keyring=team.ben, now=NOW)
    assert sorted(entry.fields["text"] for entry in seen.entries) == sorted(f"{n}" for n in range(12) for _ in "ab")
    assert [access.desk_id for access in seen.accesses] == [team.hotline]
    assert marks(file).count("cases.access.taken") == 6


def test_the_same_form_sent_by_two_at_once_is_written_once(transactional_db, team) -> None:
    file = opened_case(team)
    submission = uuid4()
    refused: list[bool] = []

    def write() -> None:
        try:
            actions.write_note(file, "x", keyring=team.anna, now=NOW, submission=submission)
        except actions.AlreadyWritten:
            refused.append(True)

    at_once(write, write, write)
    assert len(refused) == 2
    assert len(actions.open_file(file, keyring=team.anna, now=NOW).entries) == 1

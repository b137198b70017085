"""Assessments and letters on a node that is backed up, killed and full: nothing acknowledged is lost, nothing erased
comes back.
"""

from __future__ import annotations

import re
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.coming_back import KEYS, SIGNED_IN, colleague, come_back, told
from tests.faults.test_full_disk import fill, small_disk, small_node
from tests.node import Node
from tests.phone import Page, Phone

__all__ = ["small_disk", "small_node"]

# Of no case, in a case, one with a letter that goes alone, one that goes with its letter, and one that is worked on.
_MADE = (
    SIGNED_IN
    + """
import json
from datetime import UTC, datetime
from besa.core.jurisdiction import casefile
from besa.node.cases import actions as cases
from besa.node.jurisdiction import actions, counted
from besa.node.letters import actions as letters
from besa.node.letters.tests.conftest import FACTS, draft
from besa.node.people.keyring import keyring_for
act = {"keyring": keyring_for("anna", sys.argv[1]), "now": datetime.now(UTC)}
[desk] = act["keyring"].desk_ids
file = cases.open_case([], desk_id=desk, title="synthetic case", urgency=1, **act)
one, walled, gone, worked = (
    actions.describe(casefile.from_mapping({**FACTS, "title": title}), desk_id=desk, file_id=behind, **act)
    for title, behind in (("stays", None), ("walled", file), ("goes", None), ("worked 0", None))
)
for which in (one, gone):
    counted.answered(actions.open_assessment(which, **act), today=act["now"].date(), **act)
counted.go_on(one, code="large", words="synthetic reason", **act)
kept, alone, _with_it = (letters.begin(draft(), assessment_id=which, **act) for which in (one, walled, gone))
ids = {"one": one, "gone": gone, "worked": worked, "kept": kept, "alone": alone}
print("RESULT" + json.dumps([{name: str(each) for name, each in ids.items()}, signed_in]))
"""
)

# A second person is not needed to try the restore: the list is what counts, and the act that fills it.
_ERASED = """
from datetime import UTC, datetime
from uuid import UUID
from besa.node.jurisdiction import actions
from besa.node.letters import actions as letters
from besa.node.people.keyring import keyring_for
from besa.node.platform import environment, erased
from besa.node.platform.actors import OPERATOR
now = datetime.now(UTC)
letters.erase(UUID(sys.argv[3]), "asked", keyring=keyring_for("anna", sys.argv[1]), now=now)
erased.note(environment.current().home, UUID(sys.argv[2]))
assert actions.erase_again(actor=OPERATOR, now=now) == 1
"""

_SEEN = """
import json
from datetime import UTC, datetime
from besa.node.jurisdiction import actions
from besa.node.jurisdiction.models import Assessment, NewAnswer
from besa.node.letters import queries as letters
from besa.node.letters.models import Letter
from besa.node.people.keyring import keyring_for
act = {"keyring": keyring_for("anna", sys.argv[1]), "now": datetime.now(UTC)}
found = {}
for pk in Assessment.objects.filter(erased_at=None).values_list("pk", flat=True):
    opened = actions.open_assessment(pk, **act)
    of_it = [one.draft.to for one in letters.letters_of(pk, key=opened.key)]
    found[opened.described.case.title] = [of_it, [one.words for one in opened.reasons], bool(opened.line.case)]
empty = [len(bytes(row.sealed)) for model in (Assessment, Letter) for row in model.objects.exclude(erased_at=None)]
print("RESULT" + json.dumps([found, empty, NewAnswer.objects.count()]))
"""


class AtWork:
    """A colleague who saves the title of one assessment without pause; `saved` is the last that was acknowledged."""

    def __init__(self, node: Node, assessment: str, signed_in: dict[str, str]) -> None:
        self.saved = 0
        self.failed = ""
        self._stop = threading.Event()
        self._phone, self._path = colleague(node, signed_in), f"/staff/jurisdiction/{assessment}/facts/what"
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        with self._phone as phone, suppress(httpx.HTTPError):
            while not self._stop.is_set():
                form = phone.get(self._path).form("title")  # as it is now: a form that others overtook asks again
                sent = {**form.values, "acts": "distribute", "title": f"worked {self.saved + 1}", "do": "next"}
                answer = phone.http.post(self._path, data=sent, follow_redirects=False)
                if answer.status_code != 302:
                    self.failed = f"{answer.status_code} {answer.text[:500]}"
                    return
                self.saved += 1

    def until(self, saved: int) -> None:
        while self.saved < saved and self._thread.is_alive():
            self._stop.wait(0.02)

    def end(self) -> None:
        self._stop.set()
        self._thread.join()


def titles(found: dict[str, Any]) -> list[str]:
    return [title for title in found if title.startswith("worked")]


def test_a_node_killed_while_a_case_is_saved_and_restored_from_an_older_backup_keeps_what_it_promised(
    node: Node,
) -> None:
    folder = node.home.parent
    ids, signed_in = told(node, _MADE)
    node.serve(processes=1)
    at_work = AtWork(node, ids["worked"], signed_in)
    at_work.until(3)
    before = at_work.saved
    node.run("backup", "--to", str(folder / "old.backup"), "--keys", str(folder / KEYS))
    after = at_work.saved
    at_work.until(after + 3)
    node.kill()
    at_work.end()
    assert at_work.failed == ""
    assert after + 3 <= at_work.saved, "it must have been saved while it was killed"

    found, *_ = told(node, _SEEN + _ERASED, ids["gone"], ids["alone"])
    assert titles(found)[0] in (f"worked {at_work.saved}", f"worked {at_work.saved + 1}"), "whole, and not older"
    listed = folder / "listed"
    shutil.copy(node.home / "erased.txt", listed)
    back, said = come_back(node, folder / "old.backup", erased=listed)
    assert "3 reports or parts of cases that were erased after this backup" in said
    found, empty, answers = told(back, _SEEN)
    [title] = titles(found)
    assert before <= int(title.split()[1]) <= after + 1
    assert {name: about for name, about in found.items() if name != title} == {
        "stays": [["us"], ["synthetic reason"], False],
        "walled": [[], [], True],
    }
    assert (empty, answers) == ([0, 0, 0], 2)
    checked = back.run("check", check=False)
    for well in ("New answers, ledger", "Erased assessments", "Erased letters", "Assessments open to a desk", "Ledger"):
        assert re.search(rf"^ok       {well}: ", checked, flags=re.MULTILINE), checked


@pytest.mark.only_on("sqlite")  # PostgreSQL lies on another disk, and takes the letter
def test_a_letter_on_a_full_disk_is_refused_calmly_and_goes_through_once_there_is_room(
    small_node: Node, small_disk: Path
) -> None:
    ids, signed_in = told(small_node, _MADE)
    one, kept = ids["one"], ids["kept"]
    with colleague(small_node, signed_in) as phone:
        page = phone.get(f"/staff/letters/of/{one}")
        mine = phone.get(f"/staff/letters/{kept}")
        filler = fill(small_disk)
        _calm(phone.submit(page, page.form("submission"), choice="preservation_abroad:us"))
        _calm(phone.submit(mine, mine.form("summary"), summary="synthetic words"))
        filler.unlink()
        assert _letters(phone, one) == 1, "nothing half-written"
        again = phone.submit(page, page.form("submission"), choice="preservation_abroad:us")
        assert again.status == 200
        assert phone.submit(mine, mine.form("summary"), summary="synthetic words").status == 200
        assert "synthetic words" in phone.get(f"/staff/letters/{kept}").text
        assert _letters(phone, one) == 2


def _calm(answer: Page) -> None:
    assert answer.status == 503, (answer.status, answer.text[:400])
    assert "Nothing was half-written" in answer.text
    assert "Traceback" not in answer.html


def _letters(phone: Phone, assessment: str) -> int:
    return phone.get(f"/staff/letters/of/{assessment}").html.count('<li><p><a href="/staff/letters/')

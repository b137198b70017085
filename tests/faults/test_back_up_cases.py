"""A node with a case is backed up, parts of the case are erased, the disk dies: what was erased does not come back."""

from __future__ import annotations

import shutil

import pytest

from tests.faults.coming_back import KEYS, come_back, told
from tests.node import PASSWORD, Node

_MADE = """
import json
from datetime import UTC, datetime
from besa.node.cases import actions
from besa.node.people.keyring import keyring_for
act = {"keyring": keyring_for("anna", sys.argv[1]), "now": datetime.now(UTC)}
[desk] = act["keyring"].desk_ids
file = actions.open_case([], desk_id=desk, title="synthetic case", urgency=1, **act)
child = actions.open_child_file(file, name="synthetic child", desk_id=desk, **act)
note = actions.write_note(file, "synthetic note", **act)
actions.add_identifier(file, kind="phone", text="069 212 3456", whose="", about="", **act)
print("RESULT" + json.dumps([str(file), str(child), str(note)]))
"""

# A second person is not needed to try the restore: the list is what counts, and the act that fills it.
_ERASED = """
from datetime import UTC, datetime
from uuid import UUID
from besa.node.cases import actions
from besa.node.people.keyring import keyring_for
from besa.node.platform import environment, erased
from besa.node.platform.actors import OPERATOR
now = datetime.now(UTC)
actions.erase_entry(UUID(sys.argv[2]), UUID(sys.argv[4]), "asked", keyring=keyring_for("anna", sys.argv[1]), now=now)
erased.note(environment.current().home, UUID(sys.argv[3]))
assert actions.erase_again(actor=OPERATOR, now=now) == 1
"""

_SEEN = """
import json
from datetime import UTC, datetime
from uuid import UUID
from besa.node.cases import actions, queries
from besa.node.people.keyring import keyring_for
act = {"keyring": keyring_for("anna", sys.argv[1]), "now": datetime.now(UTC)}
seen = actions.open_file(UUID(sys.argv[2]), **act)
try:
    child = actions.open_file(UUID(sys.argv[3]), **act).title
except queries.NoSuchCase:
    child = ""
found = len(actions.look_up("+355 69 212 3456", **act))
entries = [sorted(entry.fields.values()) for entry in seen.entries]
print("RESULT" + json.dumps([seen.title, child, entries, seen.erased, found]))
"""


@pytest.mark.parametrize("known", [True, False], ids=["with the list", "the list is found later"])
def test_what_was_erased_of_a_case_stays_erased_and_the_rest_is_whole(node: Node, known: bool) -> None:
    folder = node.home.parent
    file, child, note = told(node, _MADE)
    node.run("backup", "--to", str(folder / "old.backup"), "--keys", str(folder / KEYS), "--verify")
    node.python(_ERASED, PASSWORD, file, child, note)
    listed = folder / "listed"
    shutil.copy(node.home / "erased.txt", listed)
    back, said = come_back(node, folder / "old.backup", erased=listed if known else None)
    assert ("2 reports or parts of cases that were erased after this backup" in said) is known
    if not known:
        before = told(back, _SEEN, file, child)
        assert before[:2] == ["synthetic case", "synthetic child"]
        shutil.copy(listed, back.home / "erased.txt")
        assert "2 that were erased are alive" in back.run("check", check=False)
        assert "2 erased." in back.run("erase-again", "--yes")
    assert "Nothing that was erased is alive." in back.run("erase-again")
    number = sorted(["069 212 3456", "", ""])
    assert told(back, _SEEN, file, child) == ["synthetic case", "", [number], 1, 1]
    assert "whole" in back.run("ledger", "verify")

"""However often the sequencer is killed, every mark gets its place once and the ledger stays whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults

ROUNDS = 12

SET_UP = """
from besa.node.faces import cli, new_node
from besa.node.platform import home
new_node.make_home(kind=home.LIVE, name="node.example")
cli.set_up_django()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""

WORK = """
from datetime import UTC, datetime
from besa.node.faces import cli
cli.set_up_django()
from django.db import transaction
from besa.node.platform import home, ledger, ledger_keys, sequencer
from besa.node.platform.actors import SYSTEM
from besa.node.platform.checkpoint_archive import CheckpointArchive
archive, keys = CheckpointArchive(home.folder("checkpoints") / "log.txt"), ledger_keys.signing()
print("ready", flush=True)
while True:
    with transaction.atomic():
        entry = ledger.record(actor=SYSTEM, verb="platform.backup.made", object_id="node/1", payload={})
    print(entry.name, flush=True)
    sequencer.sequence_once(now=datetime.now(UTC), keys=keys, archive=archive)
"""

FINISH = """
import sys
from datetime import UTC, datetime
from besa.node.faces import cli
cli.set_up_django()
from besa.node.platform import home, ledger_keys, sequencer
from besa.node.platform.checkpoint_archive import CheckpointArchive
from besa.node.platform.models import LedgerEntry
archive, keys = CheckpointArchive(home.folder("checkpoints") / "log.txt"), ledger_keys.signing()
sequencer.sequence_all(now=datetime.now(UTC), keys=keys, archive=archive)
for name, sequence in LedgerEntry.objects.values_list("name", "sequence"):
    print(name, sequence)
"""


def test_a_sequencer_killed_at_random_moments_loses_and_doubles_nothing(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("BESA_")}
    env["BESA_HOME"] = str(tmp_path / "node")
    subprocess.run([sys.executable, "-c", SET_UP], env=env, check=True)
    rng = random.Random(20261122)
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        work = subprocess.Popen([sys.executable, "-c", WORK], env=env, stdout=subprocess.PIPE, text=True)
        assert work.stdout is not None
        assert work.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0.005, 0.3))
        work.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in work.stdout if line.endswith("\n")]
        work.wait()
        work.stdout.close()
    listed = subprocess.run([sys.executable, "-c", FINISH], env=env, check=True, capture_output=True, text=True).stdout
    placed = dict(line.split() for line in listed.splitlines())
    assert len(acknowledged) > ROUNDS
    assert set(acknowledged) <= set(placed)
    assert sorted(int(sequence) for sequence in placed.values()) == list(range(len(placed)))
    verify = [str(Path(sys.executable).with_name("besa")), "ledger", "verify"]
    done = subprocess.run(verify, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "findings                0\n" in done.stdout

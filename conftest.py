"""Give the tests a node of their own: a temporary home with real key files, made before Django reads its settings."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("BESA_") and name != "BESA_DATABASE_URL"]:
    del os.environ[_name]
_home = Path(tempfile.mkdtemp(prefix="besa-test-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["BESA_HOME"] = str(_home)
os.environ["BESA_LOCK_MINUTES"] = "15"

from besa.node.platform import home, keyfiles  # noqa: E402 - only now may settings be read

home.create(_home, home.NodeIdentity(node=secrets.token_hex(16), kind=home.LIVE, name="test.besa.invalid"))
for _key in (
    "public/pepper",
    "public/index",
    "public/django",
    "staff/django",
    "worker/ledger-ed25519",
    "worker/ledger-mldsa44",
):
    keyfiles.write_new(_home / "keys", _key, secrets.token_bytes(32))

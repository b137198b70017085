"""Give the tests a node of their own: a temporary home with real key files, made before Django reads its settings."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("BESA_") and name != "BESA_DATABASE_URL"]:
    del os.environ[_name]
_home = Path(tempfile.mkdtemp(prefix="besa-test-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["BESA_HOME"] = str(_home)
os.environ["BESA_LOCK_MINUTES"] = "15"
os.environ["DJANGO_SETTINGS_MODULE"] = "besa.node.faces.settings"  # here, not in pyproject.toml: the home comes first

from tests import fresh_home  # noqa: E402 - only now may settings be read

fresh_home.make(_home)

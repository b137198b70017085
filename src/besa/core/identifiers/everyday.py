"""Everyday words that look like a part of an identifier: see everyday.yaml for each list."""

from pathlib import Path
from typing import Any

import yaml

_TEXT = Path(__file__).with_name("everyday.yaml").read_text(encoding="utf-8")
_LISTS: Any = yaml.load(_TEXT, Loader=yaml.CBaseLoader)  # noqa: S506  the base loader makes text only
ENDINGS = frozenset(_LISTS["endings"].split())
NAMES = frozenset(_LISTS["names"].split())
NEVER = frozenset(_LISTS["never"].split())

"""Seal and open a letter: the only place that knows under which name it is sealed."""

from __future__ import annotations

from uuid import UUID

from besa.core.sealing import RecordKey, open_text, seal_text
from besa.node.letters.values import Draft, from_json, to_json


def draft(one: Draft, *, letter: UUID, key: RecordKey) -> bytes:
    return seal_text(to_json(one), key=key.desk, record=str(letter), field="letter")


def open_draft(sealed: bytes | memoryview, *, letter: UUID, key: RecordKey) -> Draft:
    return from_json(open_text(sealed, key=key.desk, record=str(letter), field="letter"))

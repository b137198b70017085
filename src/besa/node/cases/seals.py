"""Seal and open what lies in a file of a case: the only place that knows which name each field has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from besa.core.sealing import PublicKey, RecordKey, SecretKey, open_text, seal_text, unwrap, wrap

_FILE_KEY = "case-file-key"


def key_for_desk(key: RecordKey, *, file: UUID, desk_key: int, public: PublicKey) -> bytes:
    return wrap(key.root, to=public, purpose=_FILE_KEY, context=f"{file}/{desk_key}")


def key_by_desk(sealed: bytes | memoryview, *, file: UUID, desk_key: int, secret: SecretKey) -> RecordKey:
    return RecordKey(unwrap(sealed, by=secret, purpose=_FILE_KEY, context=f"{file}/{desk_key}"))


def title(text: str, *, file: UUID, key: RecordKey) -> bytes:
    return seal_text(text, key=key.desk, record=str(file), field="title")


def open_title(sealed: bytes | memoryview, *, file: UUID, key: RecordKey) -> str:
    return open_text(sealed, key=key.desk, record=str(file), field="title")


def entry(fields: Mapping[str, str], *, file: UUID, entry_id: UUID, sort: str, key: RecordKey) -> bytes:
    """`sort` is bound in: nobody can turn a note into a person."""
    return seal_text(json.dumps(dict(fields)), key=key.desk, record=str(file), field=f"{sort}/{entry_id}")


def open_entry(sealed: bytes | memoryview, *, file: UUID, entry_id: UUID, sort: str, key: RecordKey) -> dict[str, str]:
    fields: dict[str, str] = json.loads(open_text(sealed, key=key.desk, record=str(file), field=f"{sort}/{entry_id}"))
    return fields


def duty(text: str, *, file: UUID, duty_id: UUID, key: RecordKey) -> bytes:
    return seal_text(text, key=key.desk, record=str(file), field=f"duty/{duty_id}")


def open_duty(sealed: bytes | memoryview, *, file: UUID, duty_id: UUID, key: RecordKey) -> str:
    return open_text(sealed, key=key.desk, record=str(file), field=f"duty/{duty_id}")

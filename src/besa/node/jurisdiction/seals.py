"""Seal and open an assessment: the only place that knows which name each field has."""

from __future__ import annotations

import json
from uuid import UUID

from besa.core.sealing import PublicKey, RecordKey, SecretKey, open_sealed, open_text, seal, seal_text, unwrap, wrap

_KEY = "assessment-key"


def key_for_desk(key: RecordKey, *, assessment: UUID, desk_key: int, public: PublicKey) -> bytes:
    return wrap(key.root, to=public, purpose=_KEY, context=f"{assessment}/{desk_key}")


def key_by_desk(sealed: bytes | memoryview, *, assessment: UUID, desk_key: int, secret: SecretKey) -> RecordKey:
    return RecordKey(unwrap(sealed, by=secret, purpose=_KEY, context=f"{assessment}/{desk_key}"))


def key_for_file(key: RecordKey, *, assessment: UUID, file_key: RecordKey) -> bytes:
    """The key under that of a file of a case, whose wall it then shares."""
    return seal(key.root, key=file_key.desk, record=str(assessment), field=_KEY)


def key_by_file(sealed: bytes | memoryview, *, assessment: UUID, file_key: RecordKey) -> RecordKey:
    return RecordKey(open_sealed(bytes(sealed), key=file_key.desk, record=str(assessment), field=_KEY))


def facts(written: str, report: str, *, assessment: UUID, key: RecordKey) -> bytes:
    """The case file and, if the facts were taken from a report, its id."""
    text = json.dumps({"file": written, "report": report}, ensure_ascii=False)
    return seal_text(text, key=key.desk, record=str(assessment), field="facts")


def open_facts(sealed: bytes | memoryview, *, assessment: UUID, key: RecordKey) -> tuple[str, str]:
    found: dict[str, str] = json.loads(open_text(sealed, key=key.desk, record=str(assessment), field="facts"))
    return found["file"], found["report"]


def reason(words: str, *, reason: UUID, key: RecordKey) -> bytes:
    return seal_text(words, key=key.desk, record=str(reason), field="reason")


def open_reason(sealed: bytes | memoryview, *, reason: UUID, key: RecordKey) -> str:
    return open_text(sealed, key=key.desk, record=str(reason), field="reason")

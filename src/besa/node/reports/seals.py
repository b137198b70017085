"""Seal and open the fields of a report: the only place that knows which half of the key and which name each has."""

from __future__ import annotations

import json
from dataclasses import asdict
from uuid import UUID

from besa.core.sealing import (
    PublicKey,
    RecordKey,
    ReporterKeys,
    SecretKey,
    open_sealed,
    open_text,
    seal,
    seal_text,
    unwrap,
    wrap,
)
from besa.node.reports.values import ContactRule, ReportValues, SealedUpload, Told

_RECORD_KEY = "record-key"


def key_for_desk(key: RecordKey, *, report: UUID, desk_key: int, public: PublicKey) -> bytes:
    return wrap(key.root, to=public, purpose=_RECORD_KEY, context=f"{report}/{desk_key}")


def key_by_desk(sealed: bytes | memoryview, *, report: UUID, desk_key: int, secret: SecretKey) -> RecordKey:
    return RecordKey(unwrap(sealed, by=secret, purpose=_RECORD_KEY, context=f"{report}/{desk_key}"))


def key_for_reporter(key: RecordKey, *, report: UUID, reporter: ReporterKeys) -> bytes:
    return seal(key.conversation, key=reporter.key, record=str(report), field="conversation-key")


def key_by_reporter(sealed: bytes | memoryview, *, report: UUID, reporter: ReporterKeys) -> bytes:
    return open_sealed(sealed, key=reporter.key, record=str(report), field="conversation-key")


def told(values: ReportValues, *, report: UUID, conversation: bytes) -> bytes:
    content = {
        "story": values.story,
        "contacts": values.contacts,
        "where_other": values.where_other,
        "contact_rule": asdict(values.contact_rule),
    }
    # ensure_ascii keeps lone surrogates, which browsers can send, as escapes.
    return seal_text(json.dumps(content, ensure_ascii=True), key=conversation, record=str(report), field="told")


def open_told(sealed: bytes | memoryview, *, report: UUID, conversation: bytes) -> Told:
    raw = json.loads(open_text(sealed, key=conversation, record=str(report), field="told"))
    return Told(**{**raw, "contact_rule": ContactRule(**raw["contact_rule"])})


def message(text: str, *, report: UUID, message_id: UUID, side: str, conversation: bytes) -> bytes:
    """Seal a message. `side` (reporter or desk) is bound in: nobody can put words into the other one's mouth."""
    return seal_text(text, key=conversation, record=str(report), field=_said(message_id, side))


def open_message(sealed: bytes | memoryview, *, report: UUID, message_id: UUID, side: str, conversation: bytes) -> str:
    return open_text(sealed, key=conversation, record=str(report), field=_said(message_id, side))


def _said(message_id: UUID, side: str) -> str:
    return f"message/{message_id} by {side}"


def note(text: str, *, report: UUID, note_id: UUID, desk: bytes) -> bytes:
    return seal_text(text, key=desk, record=str(report), field=f"note/{note_id}")


def open_note(sealed: bytes | memoryview, *, report: UUID, note_id: UUID, desk: bytes) -> str:
    return open_text(sealed, key=desk, record=str(report), field=f"note/{note_id}")


def about_file(upload: SealedUpload, *, report: UUID, conversation: bytes) -> bytes:
    content = {"name": upload.name, "type": upload.media_type, "size": upload.size, "key": upload.key.hex()}
    return seal_text(json.dumps(content), key=conversation, record=str(report), field=f"file/{upload.file_id}")


def open_about_file(
    sealed: bytes | memoryview, *, report: UUID, file_id: UUID, conversation: bytes
) -> tuple[tuple[str, str, int], bytes]:
    """The file's name, type and size, and the key that opens it."""
    raw = json.loads(open_text(sealed, key=conversation, record=str(report), field=f"file/{file_id}"))
    return (raw["name"], raw["type"], raw["size"]), bytes.fromhex(raw["key"])


FileMeta = tuple[str, str, int]

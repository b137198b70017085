"""Seal what the desk itself keeps: drafts under the report's key, searches under the searcher's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from besa.core.sealing import RecordKey, SecretKey, new_key, open_text, seal_text, unwrap, wrap

_SEARCH = "search-words"


def draft(fields: Mapping[str, list[str]], *, report: UUID, staff: int, key: RecordKey) -> bytes:
    return seal_text(json.dumps(dict(fields)), key=key.desk, record=str(report), field=f"draft/{staff}")


def open_draft(sealed: bytes, *, report: UUID, staff: int, key: RecordKey) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = json.loads(
        open_text(sealed, key=key.desk, record=str(report), field=f"draft/{staff}")
    )
    return fields


def words(text: str, *, search: UUID, own: SecretKey) -> tuple[bytes, bytes]:
    """The key, wrapped to the searcher, and the words under it."""
    key = new_key()
    wrapped = wrap(key, to=own.public, purpose=_SEARCH, context=str(search))
    return wrapped, seal_text(text, key=key, record=str(search), field="words")


def open_words(wrapped: bytes, sealed: bytes, *, search: UUID, own: SecretKey) -> str:
    key = unwrap(wrapped, by=own, purpose=_SEARCH, context=str(search))
    return open_text(sealed, key=key, record=str(search), field="words")

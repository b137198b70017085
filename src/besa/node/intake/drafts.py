"""What a pouch holds, as frozen values that go to JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from besa.node.reports.values import ContactRule, ReporterHandle, ReportValues, SealedUpload

_CODES = ("where", "when", "who", "age_band", "ongoing", "before")


class AlreadySent(Exception):
    """This draft was sent; there is nothing left in it to change."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The acknowledgement, kept for the code page. `code` is emptied once the reporter typed it back."""

    code: str = field(repr=False)
    reference: str
    received_at: datetime
    answer_due: datetime
    entry: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed so far. `trapped`: the field nobody sees was filled in, so sending waits a little."""

    answers: dict[str, str] = field(default_factory=dict)
    files: tuple[SealedUpload, ...] = ()
    trapped: bool = False
    sent: Sent | None = None

    def with_answers(self, answers: dict[str, str]) -> Draft:
        return replace(self, answers={**self.answers, **answers})

    def without_file(self, file: str) -> Draft:
        return replace(self, files=tuple(one for one in self.files if str(one.file_id) != file))

    def to_text(self) -> str:
        return json.dumps(asdict(self), default=_plain)

    @classmethod
    def of_text(cls, text: str) -> Draft:
        raw = json.loads(text)
        return cls(
            answers=raw["answers"],
            files=tuple(_upload(one) for one in raw["files"]),
            trapped=raw["trapped"],
            sent=_sent(raw["sent"]) if raw["sent"] else None,
        )


@dataclass(frozen=True, kw_only=True)
class OpenMailbox:
    """An opened mailbox: what opens the conversation, and what was typed but not sent."""

    handle: ReporterHandle
    typed: str = ""

    def to_text(self) -> str:
        return json.dumps(
            {
                "report": str(self.handle.report_id),
                "key": self.handle.conversation_key.hex(),
                "typed": self.typed,
            }
        )

    @classmethod
    def of_text(cls, text: str) -> OpenMailbox:
        raw = json.loads(text)
        handle = ReporterHandle(report_id=UUID(raw["report"]), conversation_key=bytes.fromhex(raw["key"]))
        return cls(handle=handle, typed=raw["typed"])


def values_of(draft: Draft, *, language: str, files: tuple[SealedUpload, ...]) -> ReportValues:
    """What the report room takes; an unanswered question is answered "unknown"."""
    given = draft.answers
    codes = {name: given.get(name) or "unknown" for name in _CODES}
    return ReportValues(
        door=given.get("door", "child"),
        language=language,
        story=given.get("story", ""),
        contacts=given.get("contacts", ""),
        where_other=given.get("where_other", ""),
        contact_rule=ContactRule(how=given.get("how", ""), when=given.get("time", ""), avoid=given.get("avoid", "")),
        files=files,
        **codes,
    )


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _upload(raw: dict[str, Any]) -> SealedUpload:
    return SealedUpload(**{**raw, "file_id": UUID(raw["file_id"]), "key": bytes.fromhex(raw["key"])})


def _sent(raw: dict[str, Any]) -> Sent:
    times = {name: datetime.fromisoformat(raw[name]) for name in ("received_at", "answer_due")}
    return Sent(**{**raw, **times})

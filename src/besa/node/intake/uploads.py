"""Seal uploads while they arrive: no byte of a file ever lies on disk in clear, and none of it waits for a database.

Django hands the body to this handler in pieces, before the view touches a row; the pouch's key comes from the cookie.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from besa.core.sealing import FileSealer, new_key
from besa.node.intake import incoming, kinds
from besa.node.intake.keys import PouchKey
from besa.node.intake.kinds import Refusal, Refused
from besa.node.platform import environment
from besa.node.reports.values import SealedUpload

# How a sealed upload is bound to its place; reports open files with the same words.
_RECORD = "upload"
_NAME_LENGTH = 120
_MEGABYTE = 1024 * 1024


class NoFile:
    """What Django's parser gets instead of a file: something it may close."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class _Current:
    file_id: UUID
    name: str
    key: bytes
    sealer: FileSealer
    arriving: incoming.Arriving
    head: bytes = b""
    media_type: str = ""


class SealingUpload(FileUploadHandler):
    """Takes every file part of one request: `sealed` is what came in whole, `refused` what did not and why."""

    def __init__(self, request: HttpRequest, pouch: PouchKey, *, limit: int, files: int, ceiling: int) -> None:
        super().__init__(request)
        self.pouch = pouch
        self.limit = limit
        self.ceiling = ceiling
        self.room = files
        self.sealed: list[SealedUpload] = []
        self.refused: list[Refusal] = []
        self.kept = False
        self._places: list[incoming.Arriving] = []
        self._now: _Current | None = None

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.room -= incoming.count(self.pouch.row)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        name = clean_name(self.file_name or "")
        if kinds.is_picture_name(name):
            self._refuse(Refusal.PICTURE)
        if self.room <= 0:
            self._refuse(Refusal.TOO_MANY)
        self.room -= 1
        self._look_for_room()
        file_id, key = uuid4(), new_key()
        arriving = incoming.Arriving(self.pouch.row, file_id)
        self._places.append(arriving)
        self._now = _Current(
            file_id=file_id,
            name=name,
            key=key,
            sealer=FileSealer(key=key, record=_RECORD, file=file_id.hex),
            arriving=arriving,
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        now = self._now
        if now is None:
            return
        if start + len(raw_data) > self.limit:
            self._refuse(Refusal.TOO_BIG)
        self._look_for_room()
        if len(now.head) < kinds.HEAD:
            now.head += raw_data[: kinds.HEAD - len(now.head)]
            # Judged as soon as enough is here: most of a picture never even arrives at the disk.
            if len(now.head) == kinds.HEAD:
                self._judge(now)
        now.arriving.write(now.sealer.update(raw_data))

    def file_complete(self, file_size: int) -> Any:
        now, self._now = self._now, None
        if now is None:
            return None
        try:
            if not now.media_type:
                now.media_type = kinds.media_type(now.head, now.name)
        except Refused as refused:
            now.arriving.give_up()
            self.refused.append(refused.reason)
            return NoFile()
        now.arriving.write(now.sealer.finish())
        now.arriving.complete()
        self.sealed.append(
            SealedUpload(
                file_id=now.file_id,
                key=now.key,
                name=now.name,
                media_type=now.media_type,
                size=file_size,
                sealed_size=now.arriving.size,
            )
        )
        return NoFile()

    def problems(self, posted: Mapping[str, object]) -> list[Refusal]:
        """Why something did not come in. The form's last field is missing when the body was cut off on the way."""
        return [*self.refused, *(() if "whole" in posted else (Refusal.BROKEN,))]

    def clear(self) -> None:
        """Unless the page took the files (`kept`), leave nothing of this request on disk: the line may have died."""
        if self.kept:
            return
        self._now = None
        self.sealed = []
        for place in self._places:
            place.give_up()

    def _look_for_room(self) -> None:
        if not incoming.has_room(self.ceiling):
            self._refuse(Refusal.NO_ROOM)

    def _judge(self, now: _Current) -> None:
        try:
            now.media_type = kinds.media_type(now.head, now.name)
        except Refused as refused:
            self._refuse(refused.reason)

    def _refuse(self, reason: Refusal) -> None:
        self.refused.append(reason)
        if self._now is not None:
            self._now.arriving.give_up()
            self._now = None
        raise SkipFile


def put_in_place(request: HttpRequest, pouch: PouchKey) -> SealingUpload:
    """Make this request's body arrive through a handler that seals; call it before anything reads the body."""
    env = environment.current()
    handler = SealingUpload(
        request,
        pouch,
        limit=env.upload_limit_mb * _MEGABYTE,
        files=min(env.upload_files, env.report_files),
        ceiling=env.incoming_limit_mb * _MEGABYTE,
    )
    request.upload_handlers = [handler]
    return handler


def clean_name(name: str) -> str:
    """A file name without paths, control and direction characters, short enough to show."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: _NAME_LENGTH - len(ending) - 1]}.{ending}"
    return kept[:_NAME_LENGTH]

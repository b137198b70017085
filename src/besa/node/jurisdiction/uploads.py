"""One small file, in memory only: a case file that somebody brings along. What is larger is read past and not kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from besa.node.jurisdiction.casefiles import LARGEST


class SmallFile(FileUploadHandler):
    """`content` is the file's; None: none came, or it was larger than a case file is."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.content: bytes | None = None
        self.too_large = False
        self._came = b""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._came = b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > LARGEST:
            self.too_large = True
            raise SkipFile
        self._came += raw_data
        return None

    def file_complete(self, file_size: int) -> None:
        self.content = self._came

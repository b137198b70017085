"""The one table of this room: pouches, sealed under a key that only the reporter's browser holds."""

from __future__ import annotations

from django.db import models


class Pouch(models.Model):
    """A draft or an open mailbox. Without the browser's cookie neither its owner nor its content can be known."""

    id = models.CharField(max_length=32, primary_key=True)
    sealed = models.BinaryField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.id

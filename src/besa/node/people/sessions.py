"""Sign-in sessions whose rows tell a thief nothing: named by a digest of the cookie, sealed under a key made from it.

Django's own session table keeps the cookie's value and readable data. Here a copy of the table neither signs anybody in
nor shows who was signed in with what. (Only the synchronous half is built: Besa runs on WSGI.)
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.http import base36_to_int

from besa.core.sealing import SealBroken, open_sealed, seal
from besa.node.people.models import Session

_PENDING = "account_login"


class SessionStore(DatabaseStore):
    """SESSION_ENGINE of the staff face."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        if not self.session_key:
            return {}
        row = Session.objects.filter(session_key=_row_name(self.session_key), expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        try:
            sealed = base64.b64decode(row.session_data)
            data: dict[str, Any] = json.loads(
                open_sealed(sealed, key=_row_key(self.session_key), record="session", field="data")
            )
        except (SealBroken, ValueError):
            self._session_key = None
            return {}
        return data

    def exists(self, session_key: str | None) -> bool:
        return bool(session_key) and Session.objects.filter(session_key=_row_name(session_key or "")).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        key: str = self._get_or_create_session_key()  # type: ignore[attr-defined]
        sealed = seal(json.dumps(data).encode(), key=_row_key(key), record="session", field="data")
        return Session(
            session_key=_row_name(key),
            session_data=base64.b64encode(sealed).decode("ascii"),
            expire_date=self.get_expiry_date(),
            staff_id=_staff_id(data),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=_row_name(key)).delete()


def _staff_id(data: dict[str, Any]) -> int | None:
    """Whose session it is, also between password and second factor, so that all of a person's can be ended."""
    if data.get(SESSION_KEY):
        return int(data[SESSION_KEY])
    pending = (data.get(_PENDING) or {}).get("user_pk")
    return base36_to_int(pending) if pending else None  # allauth writes it this way


def _row_name(session_key: str) -> str:
    return hashlib.sha256(b"besa/session-name/v1" + session_key.encode()).hexdigest()


def _row_key(session_key: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"besa/session/v1").derive(session_key.encode())

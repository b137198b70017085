"""What a browser says about a security key: JSON that anybody can send, so it is small, shallow, or a refused try."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput

log = logging.getLogger("besa.people")

Cleaned = TypeVar("Cleaned")
_LONGEST = 64_000
_DEEPEST = 16


class CredentialField(forms.JSONField):
    """A hidden box with a WebAuthn credential, at most 64,000 characters and 16 levels deep."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and not _harmless(value):
            raise get_adapter().validation_error("incorrect_code")
        try:
            read = super().to_python(value)
        except (ValueError, RecursionError) as error:  # such as a number of five thousand digits
            raise get_adapter().validation_error("incorrect_code") from error
        if value not in self.empty_values and not isinstance(read, dict):
            raise get_adapter().validation_error("incorrect_code")
        return read

    def bound_data(self, data: Any, initial: Any) -> Any:
        # A refused credential is never written back into the page: the next try makes a new one.
        return InvalidJSONInput("")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def refused_if_odd(clean: Callable[[], Cleaned]) -> Cleaned:
    """Run allauth's reading of a credential; whatever it trips over is a refused try, not a broken page.

    The libraries below raise many kinds of errors for odd bytes (CBOR, keys of unknown kinds, wrong signatures), and no
    list of them is complete. Nothing is let in by this: only a value that came back without an error counts.
    """
    try:
        return clean()
    except ValidationError:
        raise
    except Exception as error:
        log.info("a security key sent what could not be read: %s", type(error).__name__)
        raise get_adapter().validation_error("incorrect_code") from error


def _harmless(text: str) -> bool:
    depth = deepest = 0
    for sign in text if len(text) <= _LONGEST else "":
        depth += (sign in "[{") - (sign in "]}")  # signs inside texts count too: a real credential has none
        deepest = max(deepest, depth)
    return len(text) <= _LONGEST and deepest <= _DEEPEST

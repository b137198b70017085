"""Fields vanish: each optional field left out three times in ten, or one kind of thing left out everywhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from dataclasses import replace as changed
from typing import Any, cast

from besa.core.formats import Referral, Text

_KEPT = frozenset({"format", "source", "source_id", "provider", "incident_type", "category", "occurred", "received"})
_INSIDE = frozenset(
    {"role", "relation", "of", "kind", "where", "number", "address", "ip", "value"}
)  # without these the rest has no meaning


def thinner(seed: int, *, share: float = 0.3, texts: bool) -> Callable[[Referral], Referral]:
    """A change that drops each optional field with probability `share`; `texts`: free text may vanish too."""

    def thin(referral: Referral) -> Referral:
        rnd = random.Random(f"{seed} {referral.source_id}")
        thinned: Referral = _thin(referral, rnd, share, texts=texts, kept=_KEPT)
        return thinned

    return thin


def _thin(value: Any, rnd: random.Random, share: float, *, texts: bool, kept: frozenset[str] = _INSIDE) -> Any:
    if isinstance(value, Text | type) or not is_dataclass(value):
        return value
    new: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if field.name in kept or old in ("", None, ()):
            continue
        if field.name == "people" or field.name == "incidents":
            new[field.name] = tuple(_thin(each, rnd, share, texts=texts) for each in old)
        elif rnd.random() < share and (texts or field.name not in {"texts", "occurred_note", "bio"}):
            new[field.name] = () if isinstance(old, tuple) else "" if isinstance(old, str) else None
        elif isinstance(old, tuple):
            new[field.name] = tuple(_thin(each, rnd, share, texts=texts) for each in old)
        else:
            new[field.name] = _whole(old, rnd, share, texts=texts)
    thinned: Any = changed(cast("Any", value), **new)
    return thinned


def _whole(value: Any, rnd: random.Random, share: float, *, texts: bool) -> Any:
    """A time stays a time and an account an account: only their parts vanish, where parts may."""
    return _thin(value, rnd, share, texts=texts) if type(value).__name__ in {"Account", "Address"} else value


def without_texts(referral: Referral) -> Referral:
    """What is left for a rule that cannot read."""
    people = tuple(changed(each, texts=()) for each in referral.people)
    incidents = tuple(changed(each, texts=()) for each in referral.incidents)
    uploads = tuple(changed(each, texts=()) for each in referral.uploads)
    return changed(referral, texts=(), occurred_note="", people=people, incidents=incidents, uploads=uploads)


def without_marks(referral: Referral) -> Referral:
    """Without what the provider says about urgency and kind: escalation, flags, tags, classes, the type of incident."""
    uploads = tuple(changed(each, tags=(), classification="") for each in referral.uploads)
    return changed(referral, escalation="", flags=(), batched="", uploads=uploads, category="", incident_type="")

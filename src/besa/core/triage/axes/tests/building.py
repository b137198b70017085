"""Build a referral and what is known beside it from the short form that examples in rules are written in.

Fields of `Referral` by name; a time is ISO or counted from NOW ("-2d", "-5h"); beside them `seen` (counts by place),
`same_text`, `bundle`, `prior_known`, `log_days` and `networks_here: unknown`.
"""

import typing
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from types import NoneType

from besa.core.formats import Moment, Referral
from besa.core.triage.axes import Axes, Here, Seen, assess
from besa.core.triage.axes.networks import read_networks

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NETWORKS = read_networks(["31.171.152.0/22  # documentation of nobody: an example", "2a02:27b0::/32"])
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_BESIDE = ("seen", "same_text", "bundle", "prior_known", "log_days", "networks_here")


@dataclass(frozen=True)
class Example:
    referral: Referral
    seen: Seen
    here: Here

    def axes(self, **changes: object) -> Axes:
        return assess(**{"referral": self.referral, "seen": self.seen, "here": self.here, "now": NOW, **changes})


def build(example: Mapping[str, object]) -> Example:
    fields = {key: value for key, value in example.items() if key not in _BESIDE}
    referral = _make(Referral, {"format": "lines/1", "source": "test", **fields})
    number = lambda key: int(example[key]) if key in example else None  # noqa: E731
    return Example(
        referral,
        Seen(
            before={place: int(count) for place, count in example.get("seen", {}).items()},
            same_text=number("same_text"),
            bundle=number("bundle"),
            prior_known=number("prior_known"),
        ),
        Here(
            country="AL",
            regions=("AL",),
            log_days=number("log_days"),
            **({} if example.get("networks_here") == "unknown" else {"networks": NETWORKS}),
            country_of=None if example.get("networks_here") == "unknown" else _country,
        ),
    )


def _country(ip: str) -> str:
    return "US" if ip.startswith("9.") else ""


@cache
def _hints(kind: type) -> dict[str, object]:
    return typing.get_type_hints(kind)


def _make(hint: object, value: object) -> object:
    if hint is Moment:
        return _moment(str(value))
    if is_dataclass(hint):
        known = _hints(hint)
        assert not set(value) - set(known), f"{hint}: {set(value) - set(known)}"
        return hint(**{key: _make(known[key], each) for key, each in value.items()})
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_make(inner[0], each) for each in value)
        return tuple(_make(one, each) for one, each in zip(inner, value, strict=True))
    if NoneType in inner:
        return _make(next(one for one in inner if one is not NoneType), value)
    if hint is bool:
        assert value in ("yes", "no"), value
        return value == "yes"
    return hint(value)


def _moment(text: str) -> Moment:
    if text.startswith("-"):
        return Moment(text=text, utc=NOW - timedelta(**{_UNITS[text[-1]]: int(text[1:-1])}))
    return Moment(text=text, utc=datetime.fromisoformat(text).astimezone(UTC))

"""The clocks on cases and on referrals: what must be done by when, who says so, and whether anybody confirmed it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources

import yaml

SCOPES = ("case", "child", "referral", "any")
STARTS = ("opened", "report", "hand", "asked", "closed")
BASES = ("statute", "treaty", "promise", "practice")


class BadClocks(ValueError):
    """A file of clocks that cannot be used: names the clock and the cure."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One clock. `hours_high` counts where a child may be in danger; `read` is when somebody read the citation."""

    code: str
    hours: int
    hours_high: int
    scope: str
    starts: str
    basis: str
    citation: str
    read: date
    confirmed: bool

    def due(self, since: datetime, *, high: bool) -> datetime:
        """The moment until which it must be done, counted from `since`."""
        return since + timedelta(hours=self.hours_high if high else self.hours)

    def fits(self, scope: str) -> bool:
        """Whether it runs in a file of this scope (case or child)."""
        return self.scope in (scope, "any")


@cache
def case_clocks() -> dict[str, Clock]:
    """Every clock of cases and children's files, by code, in the order of the file."""
    return _file("clocks.yaml")


@cache
def referral_clocks() -> dict[str, Clock]:
    """Every clock of a referral, by code. How long a provider keeps what it reported stands with the triage rules."""
    return _file("referral_clocks.yaml")


def _file(name: str) -> dict[str, Clock]:
    return read_clocks(resources.files("besa.core.casework").joinpath(name).read_text(encoding="utf-8"))


def read_clocks(text: str) -> dict[str, Clock]:
    """The clocks of a YAML text.

    Raises:
        BadClocks: a key is missing, unknown or of the wrong kind, or a code stands twice.
    """
    try:
        entries = yaml.safe_load(text)["clocks"]
        clocks = [_clock(entry) for entry in entries]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise BadClocks(f"clocks.yaml: needs `clocks`, a list of entries with `code` ({error})") from error
    codes = [clock.code for clock in clocks]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise BadClocks(f"clocks.yaml: '{twice[0]}' stands twice; remove one")
    return {clock.code: clock for clock in clocks}


def _clock(raw: dict[str, object]) -> Clock:
    values = {"hours_high": raw["hours"], **raw}
    named = {field.name for field in fields(Clock)}
    if wrong := sorted(named ^ set(values)):
        raise BadClocks(f"clocks.yaml: '{raw.get('code')}': '{wrong[0]}' is missing or unknown")
    for name, known in (("scope", SCOPES), ("starts", STARTS), ("basis", BASES)):
        if values[name] not in known:
            raise BadClocks(f"clocks.yaml: '{raw['code']}': {name} must be one of {', '.join(known)}")
    for name, kind in (("hours", int), ("hours_high", int), ("read", date), ("confirmed", bool), ("citation", str)):
        if not isinstance(values[name], kind):
            raise BadClocks(f"clocks.yaml: '{raw['code']}': {name}: got {values[name]!r}; it must be {kind.__name__}")
    return Clock(**values)  # type: ignore[arg-type]

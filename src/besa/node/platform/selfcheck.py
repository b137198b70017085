"""Check a deployment: every room says in `selfchecks` what can be wrong with it, and how to mend it.

A check is a function that yields findings. It is given everything it may need; one that breaks is itself a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

from besa.node.platform.environment import Environment

OK = "ok"
WARNING = "warning"
FAILS = "fails"


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `cure` says what to do (empty when all is well); `details` are further lines."""

    subject: str
    grade: str
    seen: str
    cure: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Occasion:
    """What a check is given: settings, the time, and whether the slow ones should hurry."""

    env: Environment
    now: datetime
    quick: bool = False


@dataclass(frozen=True)
class Report:
    """Everything found."""

    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0 all well, 1 warnings, 2 failures."""
        grades = {finding.grade for finding in self.findings}
        return 2 if FAILS in grades else 1 if WARNING in grades else 0

    def as_dict(self) -> dict[str, object]:
        return {"exit_code": self.exit_code, "findings": [asdict(finding) for finding in self.findings]}


Check = Callable[[Occasion], Iterable[Finding]]
_CHECKS: dict[str, Check] = {}


def check(subject: str) -> Callable[[Check], Check]:
    """Register a check; `subject` names it when it breaks."""

    def register(function: Check) -> Check:
        _CHECKS[subject] = function
        return function

    return register


def run(env: Environment, *, now: datetime, quick: bool = False) -> Report:
    """Run the checks of every installed room."""
    autodiscover_modules("selfchecks")
    return judge(_CHECKS, Occasion(env, now, quick))


def judge(checks: dict[str, Check], occasion: Occasion) -> Report:
    """Run these checks; a check that raises becomes a failure, and the next ones still run."""
    findings: list[Finding] = []
    for subject, function in checks.items():
        try:
            findings.extend(function(occasion))
        except Exception as error:  # noqa: BLE001 - whatever is broken here is what the operator must hear about
            findings.append(
                Finding(
                    subject,
                    FAILS,
                    f"could not be checked: {type(error).__name__}: {error}",
                    "Mend what it names, then run `besa check` again.",
                )
            )
    return Report(tuple(findings))


def erased(subject: str, *, alive: Collection[str], unlisted: int) -> Iterator[Finding]:
    """Whether anything erased is `alive` (its names), and how many erased things are not on the list for a restore."""
    yield Finding(
        subject,
        FAILS if alive else OK,
        f"{len(alive)} that were erased are alive" if alive else "none is alive again",
        "An old backup brought them back, or the machine stopped while erasing. Run `besa erase-again`."
        if alive
        else "",
        tuple(sorted(alive))[:20],
    )
    yield Finding(
        f"{subject}, list",
        WARNING if unlisted else OK,
        f"{unlisted} are not on the list" if unlisted else "each is on the list that a restore goes by",
        "The list erased.txt in BESA_HOME was lost. Run `besa erase-again`: it writes it again." if unlisted else "",
    )


def closed_to_everybody(subject: str, lost: Sequence[str]) -> Finding:
    """Which records (their names) no desk can open."""
    return Finding(
        subject,
        FAILS if lost else OK,
        f"{len(lost)} cannot be opened by any desk" if lost else "each has a key for some desk",
        "Somebody wrote to the database. Keep a copy, find out who, and compare with a backup." if lost else "",
        tuple(lost[:20]),
    )


def older_keys(subject: str, older: Mapping[int, int], *, names: Mapping[int, str], what: str, cure: str) -> Finding:
    """How many of `what` lie under an older key, by desk: whoever left, or kept a copy of that key, could open them."""
    return Finding(
        subject,
        WARNING if older else OK,
        f"{sum(older.values())} {what} are still under an older key of their desk" if older else "all under the newest",
        cure if older else "",
        tuple(f"{names.get(desk, desk)}: {number}" for desk, number in older.items()),
    )

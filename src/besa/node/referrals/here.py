"""Where this node stands: its country, telephone regions, own address ranges, how long providers here keep logs."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from besa.core.triage.axes import NO_NETWORKS, Here, Networks, NetworksWrong, read_networks
from besa.node.platform import country, environment


class NetworksUnusable(ValueError):
    """The operator's file of address ranges cannot be read; the text names the file, the line and the cure."""


def here() -> Here:
    """What `core.triage.axes` is told of this node; a changed file is read again.

    Raises:
        NetworksUnusable: better than judging every address as foreign.
    """
    env = environment.current()
    return _here(env.country, env.networks, _stamp(env.networks), env.log_days)


def networks(path: Path) -> Networks:
    """The ranges of a file; none where there is no file. Raises NetworksUnusable."""
    return _read(path, _stamp(path))


def dated(path: Path) -> datetime | None:
    """When the file was last changed; None if there is none."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when the file does; None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NetworksUnusable(f"{path} cannot be read: {error.strerror}") from error
    return found.st_mtime_ns, found.st_size


# Asked for every referral, so the answer is kept: it holds the calling codes, worked out once.
@lru_cache(maxsize=4)
def _here(code: str, path: Path, stamp: tuple[int, int] | None, log_days: int) -> Here:
    pack = country.load(code)
    return Here(
        country=pack.code.upper(),
        regions=pack.phone_regions,
        networks=_read(path, stamp),
        log_days=log_days or None,
    )


@lru_cache(maxsize=2)
def _read(path: Path, stamp: tuple[int, int] | None) -> Networks:
    if stamp is None:
        return NO_NETWORKS
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise NetworksUnusable(f"{path} cannot be read: {why}") from error
    try:
        return read_networks(text.splitlines())
    except NetworksWrong as error:
        raise NetworksUnusable(f"{path}, {error}") from error

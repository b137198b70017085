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
    pack = country.load(env.country)
    return Here(
        country=pack.code.upper(),
        regions=pack.phone_regions,
        networks=networks(env.networks),
        log_days=env.log_days or None,
    )


def networks(path: Path) -> Networks:
    """The ranges of a file; none where there is no file. Raises NetworksUnusable."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return NO_NETWORKS
    return _read(path, found.st_mtime_ns, found.st_size)


def dated(path: Path) -> datetime | None:
    """When the file was last changed; None if there is none."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _size: int) -> Networks:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise NetworksUnusable(f"{path} cannot be read: {why}") from error
    try:
        return read_networks(text.splitlines())
    except NetworksWrong as error:
        raise NetworksUnusable(f"{path}, {error}") from error

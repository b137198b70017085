"""The platforms on which people have accounts, and what the address of a profile looks like on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("platforms.yaml")
_KEYS = frozenset(("names", "short", "hosts", "paths", "ids", "phones", "not"))


class PlatformsWrong(ValueError):
    """platforms.yaml cannot be used; the text names the platform, the key and the cure."""


@dataclass(frozen=True)
class Platform:
    """See platforms.yaml for the meaning of each field."""

    code: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    ids: tuple[str, ...]
    phones: tuple[str, ...]
    never: frozenset[str]


def read(path: Path = _FILE) -> Mapping[str, Platform]:
    """Every platform by its code; raises PlatformsWrong."""
    content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  text and lists only
    found: dict[str, Platform] = {}
    for code, keys in content.items():
        if not isinstance(keys, dict) or (unknown := sorted(set(keys) - _KEYS)):
            raise PlatformsWrong(f"{path.name}: {code}: use only the keys {', '.join(sorted(_KEYS))}, not {unknown}")
        for key, value in keys.items():
            if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
                raise PlatformsWrong(f"{path.name}: {code}.{key}: must be a list of texts")
        lists = {key: tuple(keys.get(key, ())) for key in _KEYS}
        found[code] = Platform(
            code, lists["names"], lists["short"], lists["hosts"], lists["paths"], lists["ids"], lists["phones"],
            frozenset(lists["not"]),
        )  # fmt: skip
    return found


PLATFORMS = read()
BY_HOST = {host: platform for platform in PLATFORMS.values() for host in platform.hosts}
# The registrable domains of platforms say nothing about anybody: they are no identifier.
PLATFORM_DOMAINS = frozenset(".".join(host.split(".")[-2:]) for host in BY_HOST)


def platform_of(host: str) -> Platform | None:
    """The platform a host belongs to, also by a subdomain ("m.facebook.com", "vm.tiktok.com")."""
    labels = host.split(".")
    return next((BY_HOST[tail] for at in range(len(labels) - 1) if (tail := ".".join(labels[at:])) in BY_HOST), None)

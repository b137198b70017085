"""What happened, before a provider reports it its own way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bench.year.offenders import Offender
from bench.year.providers import Provider
from bench.year.stories import Story


@dataclass(frozen=True)
class File:
    """One file: the seed of its digests, and what a provider could say of it."""

    seed: str
    classification: str = ""
    tags: tuple[str, ...] = ()
    place: tuple[str, str] | None = None  # coordinates in its EXIF


@dataclass(frozen=True)
class Child:
    name: str
    age: int
    sex: str
    language: str
    minority: str = ""
    school: str = ""


@dataclass(kw_only=True)
class Draft:
    """`bare`: only what is mandatory and the account is reported. `said`: what only the police's JSON can carry."""

    provider: Provider
    occurred: datetime
    received: datetime
    offender: Offender
    category: str = "csam"
    urgent: str = ""
    negative: str = ""
    serious: bool = False
    channel: str = ""
    story: Story | None = None
    wave: str = ""
    bulk_text: str = ""
    bundle: str = ""
    batched: bool = False
    files: tuple[File, ...] = ()
    flags: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    relation: str = ""
    child: Child | None = None
    bare: bool = False
    written: tuple[str, ...] = ()  # what stands in the words and in a field elsewhere, as bench.year.showing names it
    traits: dict[str, bool] = field(default_factory=dict)

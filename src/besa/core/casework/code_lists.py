"""Code lists: the closed vocabularies that reports are answered, classified and counted in, as versioned data.

A code is never renamed: it is ended (`until`) and a new one started, so that last year's figures keep their meaning.
Each file in lists/ is one list. Labels are English sentences for the translation catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources

import yaml


class BadCodeList(ValueError):
    """A list file that cannot be used: names the file, the code and the cure."""


@dataclass(frozen=True)
class Code:
    """One entry: valid from `since` up to but not including `until`; `maps` are codes of outside lists."""

    code: str
    label: str
    hint: str = ""
    section: str = ""
    since: date | None = None
    until: date | None = None
    maps: dict[str, str] = field(default_factory=dict)

    def valid_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class CodeList:
    """A named, versioned list; iteration keeps the order of the file."""

    name: str
    version: str
    codes: tuple[Code, ...]

    def __contains__(self, code: object) -> bool:
        return any(entry.code == code for entry in self.codes)

    def label(self, code: str) -> str:
        """The English label of `code`; an unknown code is shown as it is, never hidden."""
        return next((entry.label for entry in self.codes if entry.code == code), code)

    def valid_on(self, day: date) -> tuple[Code, ...]:
        """The codes that may be chosen on `day`."""
        return tuple(entry for entry in self.codes if entry.valid_on(day))


@cache
def code_lists() -> dict[str, CodeList]:
    """Every list, by name."""
    files = sorted(resources.files("besa.core.casework").joinpath("lists").iterdir(), key=lambda f: f.name)
    lists = [_read(file.name, file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".yaml")]
    return {entry.name: entry for entry in lists}


def code_list(name: str) -> CodeList:
    """The list `name`."""
    return code_lists()[name]


def messages() -> list[str]:
    """Every English label and hint, for the translation catalogues."""
    entries = [code for listed in code_lists().values() for code in listed.codes]
    return [text for entry in entries for text in (entry.label, entry.hint) if text]


def _read(file: str, text: str) -> CodeList:
    try:
        raw = yaml.safe_load(text)
        codes = tuple(_code(file, entry) for entry in raw["codes"])
        listed = CodeList(name=file.removesuffix(".yaml"), version=str(raw["version"]), codes=codes)
    except yaml.YAMLError as error:
        raise BadCodeList(f"{file}: is not YAML: {error}") from error
    except (KeyError, TypeError) as error:
        raise BadCodeList(f"{file}: needs `version` and `codes`, each with `code` and `label` ({error})") from error
    names = [entry.code for entry in codes]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadCodeList(
            f"{file}: code '{twice[0]}' stands twice; end one with `until` and give the new one a new code"
        )
    return listed


def _code(file: str, raw: object) -> Code:
    if not isinstance(raw, dict):
        raise TypeError(f"got {raw!r}")
    unknown = set(raw) - {"code", "label", "hint", "section", "since", "until", "maps"}
    if unknown:
        raise BadCodeList(f"{file}: code '{raw.get('code')}' has an unknown key '{min(unknown)}'; remove it")
    code = Code(**{**raw, "code": str(raw["code"])})
    for name in ("since", "until"):
        if not isinstance(raw.get(name), date | None):
            raise BadCodeList(f"{file}: code '{code.code}': `{name}` must be a date such as 2027-01-01")
    if code.since and code.until and code.until <= code.since:
        raise BadCodeList(f"{file}: code '{code.code}' ends before it begins; correct `since` or `until`")
    return code

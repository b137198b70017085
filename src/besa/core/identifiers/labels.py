"""Words that say what stands beside them ("IMEI: …", "SHA-1 …"): labels.yaml holds them for each kind."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_TEXT = Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8")
_LISTS: Any = yaml.load(_TEXT, Loader=yaml.CBaseLoader)  # noqa: S506  the base loader makes text only
# Between the word and what it announces: a sign, and up to two short words ("IMEI i telefonit: …").
_BETWEEN = r"[^\w\n]{0,4}(?:\w{1,12}[^\w\n]{1,3}){0,2}$"
_FAR = 60


@cache
def codes(kind: str) -> tuple[str, ...]:
    """The codes of a kind that canonical forms begin with."""
    return tuple(_LISTS[kind])


@cache
def words(kind: str, *only: str) -> str:
    """The words of a kind as an alternation for a pattern, longest first."""
    named = [word for code, listed in _LISTS[kind].items() if not only or code in only for word in listed]
    return "|".join(_pattern(word) for word in sorted(named, key=len, reverse=True))


def before(kind: str, text: str, start: int) -> str:
    """The code of the nearest word of the kind that announces what begins at `start`; "" if none does."""
    near = text[max(0, start - _FAR) : start]
    if not near or near[-1] == "\n":
        return ""
    found = _announcing(kind).search(near)
    return _code(kind, found.group(1)) if found else ""


def split(kind: str, written: str) -> tuple[str, str]:
    """ "IMEI: 35…" as ("imei", "35…"); ("", written) if no word of the kind stands in front."""
    found = _leading(kind).match(written)
    return (_code(kind, found.group(1)), written[found.end() :].strip()) if found else ("", written)


def code_of(kind: str, label: str) -> str:
    """The code that a field's own name stands for ("SHA-1" gives "sha1"), or ""."""
    found = _leading(kind).match(f"{label.strip().lower().replace('_', ' ')}:")
    return _code(kind, found.group(1)) if found else ""


def _pattern(word: str) -> str:
    return re.escape(word[:-1]) + r"\w{0,4}" if word.endswith("*") else re.escape(word)


@cache
def _announcing(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?i)(?<![^\W_])({words(kind)})(?![^\W_])(?!.*(?<![^\W_])(?:{words(kind)})(?![^\W_])){_BETWEEN}"
    )


@cache
def _leading(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)({words(kind)}|(?:{'|'.join(codes(kind))})(?=:))(?:\s*[:=#]\s*|\s+|$)")


@cache
def _by_word(kind: str) -> dict[str, str]:
    named = {word.rstrip("*"): code for code, listed in _LISTS[kind].items() for word in listed}
    return dict(sorted(named.items(), key=lambda each: -len(each[0])))


def _code(kind: str, written: str) -> str:
    lower = written.lower()
    known = _by_word(kind)
    if lower in _LISTS[kind]:
        return lower
    return known.get(lower) or next(code for word, code in known.items() if lower.startswith(word))

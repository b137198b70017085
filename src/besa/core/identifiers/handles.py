"""Accounts on platforms. Canonical: platform:name in lower case, and any:name, so that a bare @name finds it too."""

import re
from collections.abc import Iterator
from functools import cache

import re2

from besa.core.identifiers import web
from besa.core.identifiers.everyday import NAMES, NEVER
from besa.core.identifiers.platforms import PLATFORMS
from besa.core.identifiers.profiles import account_at
from besa.core.identifiers.scanning import Scanned
from besa.core.identifiers.values import Reading

ANY = "any"
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,62}[A-Za-z0-9_\-])?(?:#\d{4}\b)?"
_BARE = re2.compile(rf"@{_NAME}")
_ONE = re.compile(rf"@?({_NAME})")
_CANONICAL = re.compile(rf"([A-Za-z]+):(#?{_NAME})")
_PROFILE_WORDS = (
    "username|user name|user|nick|nickname|nofka|emri|profili|profil|profile|account|acc|llogaria|ime|име|профил|"
    "корисничко име|korisničko ime|korisnicko ime|nalog|налог|name|nadimak|надимак"
)
_I_AM = "më quajnë|me quajne|jam|ме викаат|сум|zovem se|зовем се|sam|i am|i'm"
_IS = rf"is|është|eshte|je|је|е|e|zove se|се вика|quhet|{_I_AM}"
ANNOUNCING = rf"{_PROFILE_WORDS}|{_IS}"
_SIGN = r"\s?[:=>]\s?|\s-{1,2}>?\s|\s?->\s?"


@cache
def _platform_words() -> re2._Regexp:
    """The name of a platform, whole or inflected, and the sign before it."""
    long = "|".join(_inflected(name) for platform in PLATFORMS.values() for name in platform.names)
    short = "|".join(name for platform in PLATFORMS.values() for name in platform.short)
    return re2.compile(rf"(?i)(?:^|[^\pL\pN_@.])(?:({long})|({short}))(?:[^\pL\pN_]|$)")


def mention() -> str:
    """A pattern without which no line names an account by its platform; `lines` looks for it."""
    long = "|".join(_inflected(name) for platform in PLATFORMS.values() for name in platform.names)
    short = "|".join(name for platform in PLATFORMS.values() for name in platform.short)
    signed = rf"[^0-9A-Za-z]{{0,4}}[:=>@\-]|\s(?:{_PROFILE_WORDS})[^0-9A-Za-z]"
    return rf"(?:(?:^|[^0-9A-Za-z_@.])(?:(?:{long})(?:[^0-9A-Za-z_]|$)|(?:{short})(?:{signed})))"


# What follows the platform: "username", a sign or "is", an at sign, the name.
_AFTER = re.compile(
    rf"(?:\s(?:{_PROFILE_WORDS}))?({_SIGN}|\s(?:{_IS})\s|\s)?[\"'“„(]?(@?)({_NAME})", re.IGNORECASE | re.ASCII
)


@cache
def _codes() -> tuple[tuple[str, str, bool], ...]:
    """(beginning or whole name, code, whether the rest may be an ending), longest first."""
    named = [(name.removesuffix("*"), platform.code, name.endswith("*")) for platform in PLATFORMS.values()
             for name in (*platform.names, *platform.short)]  # fmt: skip
    return tuple(sorted(named, key=lambda each: -len(each[0])))


def _inflected(name: str) -> str:
    return rf"{name[:-1]}(?:-?[a-zëа-ш]{{1,4}})?" if name.endswith("*") else name


def _code(written: str) -> str:
    """The platform somebody wrote, whatever its ending."""
    lower = written.lower()
    return next(
        (code for name, code, open_ended in _codes() if lower == name or (open_ended and lower.startswith(name))), ""
    )


def candidates(scanned: Scanned) -> Iterator[tuple[int, int]]:
    """Ranges of plain text that may name an account outside a web address."""
    text = scanned.text
    for start, end in scanned.groups(_platform_words(), 1, 2):
        if after := _AFTER.match(text, end, end + 120):
            yield start, after.end()
    for start, end in scanned.spans(_BARE):
        if start and (text[start - 1].isalnum() or text[start - 1] in "@._-/"):
            continue
        yield start, end


def readings(written: str) -> tuple[Reading, ...]:
    """The account that the text names: as an address, as "platform: name", as "@name" or as a canonical form."""
    written = written.strip()
    if "/" in written and (address := web.read(written)):
        return of_address(address)
    if canonical := _CANONICAL.fullmatch(written):
        code, name = canonical.group(1).lower(), canonical.group(2)
        if code == ANY:
            return _bare(name)
        if code in PLATFORMS:
            return _both(code, name)
    if spoken := _platform_words().match(written):
        after = _AFTER.fullmatch(written, max(spoken.end(1), spoken.end(2)))
        return _of_words(spoken.group(1), spoken.group(2), *after.groups()) if after else ()
    bare = _ONE.fullmatch(written)
    return _bare(bare.group(1)) if bare else ()


def of_address(address: web.WebAddress) -> tuple[Reading, ...]:
    """The account whose profile a web address is."""
    account = account_at(address)
    return _both(account.code, account.name) if account else ()


def _of_words(long: str | None, short: str | None, sign: str | None, at: str, name: str) -> tuple[Reading, ...]:
    """A short name needs a sign after it; a long one a sign, or a name that cannot be a word."""
    signed = bool(at) or bool(sign and not sign.strip().isalpha() and sign.strip())
    told = any(mark.isdigit() or mark in "_." for mark in name)
    if not signed and (short is not None or not told):
        return ()
    if name.lower() in NAMES or len(name) < 3:
        return ()
    return _both(_code(long or short or ""), name)


def _bare(name: str) -> tuple[Reading, ...]:
    name = _trimmed(name)
    if len(name) < 2 or name in NEVER or name.startswith("#"):
        return ()
    return (Reading("handle", f"{ANY}:{name}"),)


def _both(code: str, name: str) -> tuple[Reading, ...]:
    if name.startswith("#"):
        return (Reading("handle", f"{code}:{name}"),)
    return (Reading("handle", f"{code}:{_trimmed(name)}"), *_bare(name))


def _trimmed(name: str) -> str:
    return name.lower().removeprefix("@").rstrip(".-")

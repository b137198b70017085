"""What the address of a profile holds: whose account it is, or a phone number. platforms.yaml says where to look."""

import re
from dataclasses import dataclass

from besa.core.identifiers.platforms import Platform, platform_of
from besa.core.identifiers.web import WebAddress

_NUMBER = re.compile(r"[A-Za-z0-9_\-]{3,40}")
_NAME = re.compile(r"@?([A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,62}[A-Za-z0-9_\-])?)")


@dataclass(frozen=True)
class Account:
    """A platform's code, and the name there, or # and a number where the platform shows no name."""

    code: str
    name: str


def account_at(address: WebAddress) -> Account | None:
    """The account whose profile the address is."""
    platform = platform_of(address.host)
    if platform is None:
        return None
    for form in platform.ids:
        if (number := _part(form, address.place)) and _NUMBER.fullmatch(number):
            return Account(platform.code, f"#{number}")
    name = _name_in(platform, address.path.strip("/"))
    return Account(platform.code, name) if name else None


def phone_at(address: WebAddress) -> str:
    """The digits of the phone number that the address holds (wa.me/355…), with their country code; or ""."""
    platform = platform_of(address.host)
    for form in platform.phones if platform else ():
        digits = _part(form, address.place).removeprefix("%2B").lstrip("+ ")
        if digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15:
            return digits
    return ""


def _part(form: str, place: str) -> str:
    """What stands for the star of `form` in `place`, up to the next part; "" if they differ. A dash is any one part."""
    before, _, after = form.partition("*")
    if before.endswith("/-/"):
        pieces = place.split("/")
        return pieces[2] if len(pieces) > 2 and pieces[0] == before.split("/", maxsplit=1)[0] else ""
    if not place.startswith(before):
        return ""
    found = re.split(r"[/?&#]", place[len(before) :], maxsplit=1)[0]
    return found if place[len(before) + len(found) :].startswith(after) else ""


def _name_in(platform: Platform, path: str) -> str:
    for form in platform.paths:
        if found := _NAME.fullmatch(_part(form, path)):
            return found.group(1)
    found = _NAME.fullmatch(path.split("/", maxsplit=1)[0])
    if not found or found.group(1).lower() in platform.never or found.group(1).isdigit():
        return ""
    return found.group(1)

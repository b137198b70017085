"""Writes our own lines, which can hold every referral whole."""

from collections.abc import Iterable
from json import dumps
from typing import BinaryIO

from besa.core.formats.lines.plans import encoded
from besa.core.formats.lines.reading import KEY, VERSION
from besa.core.formats.values import Referral


def write(referrals: Iterable[Referral], stream: BinaryIO) -> None:
    for referral in referrals:
        stream.write(render(referral))


def render(referral: Referral) -> bytes:
    """One referral as one line with its end."""
    line = dumps({KEY: int(VERSION)} | encoded(referral), ensure_ascii=False, separators=(",", ":"))
    return line.encode() + b"\n"

"""Reads the JSON in which police receive CyberTipline reports."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from besa.core.formats.cybertip_json.referrals import WHERE, referral
from besa.core.formats.json_items import items
from besa.core.formats.jsons import Unreadable
from besa.core.formats.margins import Margin
from besa.core.formats.values import Item, Referral

NO_REPORT = f'Is no CyberTipline report: it has neither "reportId" nor "{WHERE}".'


def read(stream: BinaryIO, *, source: str) -> Iterator[Item]:
    """Every object of the stream, in order. Never raises because of what stands in it."""

    def make(value: Any, margin: Margin) -> Referral:
        if not isinstance(value, dict) or not value.keys() & {"reportId", WHERE}:
            raise Unreadable(NO_REPORT)
        return referral(value, margin, source=source)

    return items(stream, make)

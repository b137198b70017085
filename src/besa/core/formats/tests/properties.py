"""What is true of every reader, whatever it reads."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from hypothesis import HealthCheck, settings

from besa.core.formats import Item, Referral, lines
from besa.core.formats.wide import HEAD

# Hypothesis counts no seconds: the machine may be busy.
unhurried = settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
Read = Callable[..., Iterator[Item]]


class Trickle(BytesIO):
    """A stream that gives a few bytes at a time, as pipes and networks do."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size, 7) if size and size > 0 else size)


def items_of(read: Read, data: bytes, stream: Callable[[bytes], BinaryIO] = BytesIO) -> list[Item]:
    return list(read(stream(data), source="test"))


def referral_of(read: Read, data: bytes) -> Referral:
    """The one referral that stands in the data."""
    [item] = items_of(read, data)
    assert item.problem == ""
    assert item.referral is not None
    return item.referral


def check_items(read: Read, data: bytes) -> list[Item]:
    """Every item stands alone, says what is wrong with it, and its bytes are those of the file."""
    items = items_of(read, data)
    assert items, "a file is never passed over in silence"
    for item in items:
        assert item.digest == sha256(item.raw).digest()
        assert (item.referral is None) == bool(item.problem)
        if item.referral is None and (b"\0" in item.raw or b"\0" in data[:HEAD]):
            continue  # without a mark, junk alone may look like another encoding
        alone = items_of(read, item.raw)
        assert [each.referral for each in alone if each.referral] == ([item.referral] if item.referral else [])
        if item.referral:
            assert len(alone) == 1
            assert alone[0].raw == item.raw
            assert referral_of(lines.read, lines.render(item.referral)) == item.referral
    return items


def everything(referral: Referral) -> str:
    """All that a referral says, as one text, to look for words in it."""
    return repr(referral)


def check_round_trip(read: Read, write: Callable[..., object], referral: Referral) -> None:
    """Whatever of a referral a format can carry comes back as it was, however often it is passed on."""
    carried = _passed_on(read, write, referral, lossy=True)
    assert _passed_on(read, write, carried, lossy=False) == carried


def _passed_on(read: Read, write: Callable[..., object], referral: Referral, *, lossy: bool) -> Referral:
    stream = BytesIO()
    write([replace(referral, quarantine=())], stream, lossy=lossy)
    return replace(referral_of(read, stream.getvalue()), quarantine=())

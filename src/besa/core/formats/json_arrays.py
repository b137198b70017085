"""Write referrals as one JSON array, an object a line, reading each back before it is written."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

from besa.core.formats.losses import CannotExpress, Lost, lost
from besa.core.formats.values import Item, Referral


def write_array(
    referrals: Iterable[Referral],
    stream: BinaryIO,
    *,
    render: Callable[[Referral], bytes],
    read: Callable[..., Iterator[Item]],
    lossy: bool,
) -> tuple[Lost, ...]:
    """Write what `render` makes of each. Raises CannotExpress at the first value that `read` does not give back, unless
    `lossy`: then all that was lost is returned.
    """
    losses: list[Lost] = []
    before = b"[\n"
    for referral in referrals:
        line = render(referral)
        [item] = read(BytesIO(line), source=referral.source)
        missing = lost(referral, item.referral or Referral(format="", source=""))
        if missing and not lossy:
            raise CannotExpress(missing)
        losses += missing
        stream.write(before + line)
        before = b",\n"
    stream.write(b"\n]\n" if before == b",\n" else b"[]\n")
    return tuple(losses)

"""Times as institutions write them: the text is kept, the offset is kept, the UTC is given only where it is certain."""

from datetime import UTC, datetime, timedelta

from besa.core.formats.values import Moment

_MINUTE = timedelta(minutes=1)


def moment(text: str) -> Moment | None:
    """An ISO 8601 date and time; None if it cannot be read as one. Without a zone there is no UTC and no offset."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = at.utcoffset()
    if offset is None:
        return Moment(text=text)
    if offset % _MINUTE:
        return None
    try:
        utc = at.astimezone(UTC)
    except OverflowError:  # the first or the last hours that a calendar can name
        utc = None
    return Moment(text=text, offset=offset // _MINUTE, utc=utc)

"""Writes referrals as ICCAM v3 reports, or as single contents where they came as such: an array, one on each line."""

from collections.abc import Iterable
from json import dumps
from typing import Any, BinaryIO

from besa.core.formats.iccam import codes
from besa.core.formats.iccam.reading import read
from besa.core.formats.json_arrays import write_array
from besa.core.formats.losses import Lost
from besa.core.formats.values import Incident, Moment, Referral, Role

Json = dict[str, Any]
_KINDS: dict[str, type[codes.Code]] = {
    "classification": codes.Classification,
    "ageCategorization": codes.Age,
    "genderCategorization": codes.Gender,
    "actionType": codes.Action,
    "contentType": codes.ContentType,
    "sourceUrlSiteType": codes.SiteType,
    "sourceUrlCommerciality": codes.Commerciality,
    "sourceUrlPaymentMethods": codes.Payment,
}
_FLAGS = {"true": True, "false": False}


def write(referrals: Iterable[Referral], stream: BinaryIO, *, lossy: bool = False) -> tuple[Lost, ...]:
    """Write all referrals into one array. Raises CannotExpress at the first value without a place, unless `lossy`:
    then all that was lost is returned.
    """
    return write_array(referrals, stream, render=render, read=read, lossy=lossy)


def render(referral: Referral) -> bytes:
    """One referral as one object on one line."""
    return dumps(_item(referral), ensure_ascii=False, separators=(",", ":")).encode()


def _item(referral: Referral) -> Json:
    value = _nested(referral.said, ())
    if referral.source_id and referral.source_id not in (value.get("contentId"), value.get("hotlineReference")):
        value["reportId"] = referral.source_id
    for person in referral.people:
        if person.role is Role.SENDER and person.names:
            value.setdefault("reportingAnalystName", person.names[0])
    if referral.received:
        value["hotlineReceivedDate"] = referral.received.text
    if referral.texts:
        value["memo"] = "\n".join(text.text for text in referral.texts)
    addresses = [_address(incident) for incident in referral.incidents]
    if "contentId" in value and addresses:
        value["url"] = addresses.pop(0)
    if addresses or "contentId" not in value:
        value["urls"] = addresses
    return value


def _address(incident: Incident) -> Json:
    value = _nested(incident.hosting + incident.said, incident.times)
    if incident.urls:
        value["urlString"] = incident.urls[0]
    if incident.networks:
        value["hostingIpAddress"] = incident.networks[0].ip
    if incident.texts:
        value["memo"] = "\n".join(text.text for text in incident.texts)
    return value


def _nested(said: tuple[tuple[str, str], ...], times: tuple[tuple[str, Moment], ...]) -> Json:
    """Pairs of path and text as objects and lists again, words as their numbers."""
    root: Json = {}
    for path, text in (*said, *((path, moment.text) for path, moment in times)):
        *outer, last = path.split("/")
        name = outer[-1] if last.isdigit() and outer else last
        node = root
        for part in outer:
            inside = node.setdefault(part, {})
            if not isinstance(inside, dict):
                break
            node = inside
        else:
            node.setdefault(last, _value(name, text))
    return {name: _listed(value) for name, value in root.items()}


def _listed(value: Any) -> Any:
    """Objects whose names are numbers were lists."""
    if not isinstance(value, dict):
        return value
    inside = {name: _listed(each) for name, each in value.items()}
    return list(inside.values()) if inside and all(name.isdigit() for name in inside) else inside


def _value(name: str, text: str) -> Any:
    kind = _KINDS.get(name)
    if kind is not None:
        return next((int(code) for code in kind if code.word == text), text)
    return _FLAGS.get(text, text)

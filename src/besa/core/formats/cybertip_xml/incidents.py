"""Writes where something happened: each kind of incident has its own elements, in its own order."""

from besa.core.formats.cybertip_xml.grammar import INCIDENT_NAMES, INCIDENTS
from besa.core.formats.cybertip_xml.markup import element, leaf, word
from besa.core.formats.cybertip_xml.small import address, email, network, phone
from besa.core.formats.values import Incident

_ELEMENTS = {
    "web": ("url",),
    "email": ("emailAddress", "content"),
    "newsgroup": ("name", "emailAddress", "content"),
    "chat": ("chatClient", "chatRoomName", "content"),
    "game": ("gameName", "console", "content"),
    "phone": ("phoneNumber", "latitude", "longitude"),
    "offline": ("locationName", "incidentAddress"),
    "peer-to-peer": ("client", "ipCaptureEvent", "fileNames"),
}
_TAGS = {kind: tag for tag, kind in INCIDENTS.items()}


def incident(happened: Incident) -> str:
    """One internetDetails element; nothing for a kind that the schema does not have."""
    if happened.kind not in _TAGS:
        return ""
    names = _ELEMENTS[happened.kind]
    content = [text.text for text in happened.texts if text.where.endswith("/content") and "content" in names]
    further = [text.text for text in happened.texts if not (text.where.endswith("/content") and "content" in names)]
    attributes = {"thirdPartyHostedContent": word(happened.hosted_by_others)} if happened.kind == "web" else {}
    return element(
        "internetDetails",
        element(
            _TAGS[happened.kind],
            *(_part(name, happened) for name in names if name != "content"),
            leaf("content", "\n".join(content)),
            leaf("additionalInfo", "\n".join(further)),
            attributes=attributes,
            always=True,
        ),
    )


def _part(name: str, happened: Incident) -> str:
    if name in INCIDENT_NAMES:
        return leaf(name, dict(happened.names).get(name, ""))
    latitude, longitude = happened.coordinates or ("", "")
    parts = {
        "url": (leaf("url", url) for url in happened.urls),
        "emailAddress": (email("emailAddress", each) for each in happened.emails),
        "phoneNumber": (phone("phoneNumber", each) for each in happened.phones[:1]),
        "latitude": (leaf("latitude", latitude),),
        "longitude": (leaf("longitude", longitude),),
        "incidentAddress": (address("incidentAddress", each) for each in happened.addresses),
        "ipCaptureEvent": (network(each) for each in happened.networks),
        "fileNames": (leaf("fileNames", "\n".join(happened.file_names)),),
    }
    return "".join(parts[name])

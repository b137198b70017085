"""Writes referrals as a table with the columns of a mapping."""

from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

from besa.core.formats.losses import CannotExpress, Lost, lost
from besa.core.formats.table.mapping import Mapping, default
from besa.core.formats.table.reading import read
from besa.core.formats.table.referrals import ROLES
from besa.core.formats.values import Account, Address, Incident, Network, Person, Referral, Upload

Cells = dict[str, list[str]]


def write(
    referrals: Iterable[Referral], stream: BinaryIO, *, mapping: Mapping | None = None, lossy: bool = False
) -> tuple[Lost, ...]:
    """Write all referrals. Raises CannotExpress at the first value without a column, unless `lossy`: then all that
    was lost is returned.
    """
    mapping = mapping or default()
    delimiter = "," if mapping.delimiter == "auto" else mapping.delimiter
    losses: list[Lost] = []
    first = _line(list(mapping.columns), delimiter, mapping)
    stream.write(first)
    for referral in referrals:
        flat = _flat(referral)
        cells = [mapping.separator.join(flat.get(target, ())) for target in mapping.columns.values()]
        row = _line(cells, delimiter, mapping)
        again = [item.referral for item in read(BytesIO(first + row), source=referral.source, mapping=mapping)]
        missing = lost(referral, again[0] or Referral(format="", source=""))
        if missing and not lossy:
            raise CannotExpress(missing)
        losses += missing
        stream.write(row)
    return tuple(losses)


def _line(cells: list[str], delimiter: str, mapping: Mapping) -> bytes:
    quoted = (
        '"' + cell.replace('"', '""') + '"'
        if cell != cell.strip() or set(cell) & {delimiter, '"', "\n", "\r"}
        else cell
        for cell in cells
    )
    return (delimiter.join(quoted) + "\r\n").encode(mapping.encoding, "replace")


def _flat(referral: Referral) -> Cells:
    """Every value under the name of its target."""
    cells: Cells = {
        "source_id": [referral.source_id],
        "provider": [referral.provider],
        "incident_type": [referral.incident_type],
        "category": [referral.category],
        "platform": [referral.platform],
        "received": [referral.received.text if referral.received else ""],
        "occurred": [referral.occurred.text if referral.occurred else ""],
        "occurred_note": [referral.occurred_note],
        "escalation": ["yes" if referral.escalation == "-" else referral.escalation],
        "batched": [referral.batched],
        "flags": list(referral.flags),
        "supplements": [referral.supplements],
        "text": ["\n".join(text.text for text in referral.texts)],
    }
    for holder, role in ROLES.items():
        of_role = [person for person in referral.people if person.role is role and person.of is None]
        for index, person in enumerate(of_role):
            cells |= _under(holder, index, _person(person))
    for index, incident in enumerate(referral.incidents):
        cells |= _under("incident", index, _incident(incident))
    for index, upload in enumerate(referral.uploads):
        cells |= _under("upload", index, _upload(upload))
    return cells


def _under(holder: str, index: int, cells: Cells) -> Cells:
    number = str(index + 1) if index else ""
    return {f"{holder}{number}.{name}": values for name, values in cells.items()}


def _person(person: Person) -> Cells:
    account = person.account or Account()
    address = person.addresses[0] if person.addresses else Address()
    network = person.networks[0] if len(person.networks) == 1 else Network(ip="")
    return {f"said.{name}": [text] for name, text in person.said} | {
        "name": list(person.names),
        "age": [person.age],
        "born": [person.born],
        "sex": [person.sex],
        "phone": [phone.number for phone in person.phones],
        "email": [email.address for email in person.emails],
        "street": list(address.lines),
        "city": [address.city],
        "region": [address.region],
        "postcode": [address.postcode],
        "country": [address.country],
        "service": [account.service],
        "identifier": [account.identifier],
        "screen_name": list(account.screen_names),
        "display_name": list(account.display_names),
        "profile_url": list(account.profile_urls),
        "bio": [account.bio],
        "group": list(account.groups),
        "ip": [used.ip for used in person.networks],
        "port": ["" if network.port is None else str(network.port)],
        "ip_time": [network.at.text if network.at else ""],
        "ip_event": [network.event],
        "device_kind": [person.devices[0].kind if person.devices else ""],
        "device": [device.value for device in person.devices],
        "school": [person.school],
        "vehicle": [person.vehicle],
        "language": list(person.languages),
        "prior_report": list(person.prior_reports),
        "text": ["\n".join(text.text for text in person.texts)],
    }


def _incident(incident: Incident) -> Cells:
    latitude, longitude = incident.coordinates or ("", "")
    named = (("name", incident.names), ("hosting", incident.hosting), ("said", incident.said))
    return {f"{field}.{name}": [text] for field, pairs in named for name, text in pairs} | {
        "kind": [incident.kind],
        "url": list(incident.urls),
        "email": [email.address for email in incident.emails],
        "phone": [phone.number for phone in incident.phones],
        "ip": [used.ip for used in incident.networks],
        "latitude": [latitude],
        "longitude": [longitude],
        "file_name": list(incident.file_names),
        "text": ["\n".join(text.text for text in incident.texts)],
    }


def _upload(upload: Upload) -> Cells:
    words = {None: "", True: "yes", False: "no"}
    return {f"digest.{kind}": [value] for kind, value in upload.digests} | {
        "id": [upload.source_id],
        "name": [upload.name],
        "original_name": [upload.original_name],
        "location": [upload.location],
        "viewed": [words[upload.viewed]],
        "public": [words[upload.public]],
        "relevance": [upload.relevance],
        "classification": [upload.classification],
        "tags": list(upload.tags),
        "at": [upload.at.text if upload.at else ""],
        "ip": [used.ip for used in upload.networks],
        "text": ["\n".join(text.text for text in upload.texts)],
    }

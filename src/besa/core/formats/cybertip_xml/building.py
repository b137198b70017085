"""Makes people, incidents and uploads of what the tables read."""

from besa.core.formats import terms
from besa.core.formats.cybertip_xml import grammar
from besa.core.formats.cybertip_xml.records import Record
from besa.core.formats.margins import Margin
from besa.core.formats.values import Account, Address, Incident, Moment, Person, Role, Text, Upload

_NAMES = ("firstName", "middleName", "lastName")
# Words and flags without a field of their own: kept in `Person.said` under their source name.
_STATED = (*_NAMES, "approximateAge", "allEmailsReported", "ageAssertionDiscrepancy")
_DISABLED = ("accountTemporarilyDisabled", "accountPermanentlyDisabled")
Pairs = list[tuple[str, str]]
Times = list[tuple[str, Moment]]


def person(
    role: Role,
    found: Record,
    where: str,
    margin: Margin,
    *,
    identity: Record | None = None,
    relation: str = "",
    of: int | None = None,
) -> Person:
    """`found` holds the account, `identity` who is behind it (an associated account holds both in one)."""
    who = found if identity is None else identity
    said: Pairs = [(name, who[name]) for name in _STATED if name in who]
    if identity is not None and "allEmailsReported" in found:
        said.append(("allEmailsReported", found["allEmailsReported"]))
    times: Times = []
    platform = _attributed("platform", found, where, margin, said, times)
    third_party = found.get("thirdPartyUserReported")
    if platform is not None and "@thirdPartyUser" in platform:
        third_party = margin.flag(f"{where}/platform/@thirdPartyUser", platform["@thirdPartyUser"])
    name = " ".join(who[part] for part in _NAMES if part in who)
    location = _location(found, where, margin, said, times)
    return Person(
        role=role,
        relation=relation,
        of=of,
        names=(name,) if name else (),
        age=who.get("age") or who.get("approximateAge", ""),
        born=who.get("dateOfBirth", ""),
        phones=tuple(who.get("phone", ())),
        emails=tuple(who.get("email", ())),
        addresses=tuple(who.get("address", ())),
        account=_account(found, where, margin, said, times, platform),
        networks=tuple(found.get("ipCaptureEvent", ())),
        devices=tuple(found.get("deviceId", ())),
        prior_reports=tuple(found.get("priorCTReports") or found.get("priorCTReport", ())),
        estimated_location=location,
        school=found.get("schoolName", ""),
        vehicle=found.get("vehicleDescription", ""),
        third_party=third_party,
        said=tuple(said),
        times=tuple(times),
        texts=texts(found, where, "additionalInfo"),
    )


def _account(
    found: Record, where: str, margin: Margin, said: Pairs, times: Times, platform: Record | None
) -> Account | None:
    states = []
    for name in _DISABLED:
        stated = _attributed(name, found, where, margin, said, times)
        if stated is not None:
            states.append(margin.flag(f"{where}/{name}", stated.get("", "")))
    account = Account(
        service=found.get("espService") or (platform or {}).get("", ""),
        identifier=found.get("espIdentifier", ""),
        screen_names=(found["screenName"],) if "screenName" in found else (),
        display_names=tuple(found.get("displayName", ())),
        profile_urls=tuple(found.get("profileUrl", ())),
        bio=found.get("profileBio", ""),
        groups=tuple(found.get("groupIdentifier", ())),
        compromised=found.get("compromisedAccount"),
        disabled=True if True in states else False if False in states else None,
    )
    return None if account == _NO_ACCOUNT else account


_NO_ACCOUNT = Account()


def _attributed(
    name: str, found: Record, where: str, margin: Margin, said: Pairs, times: Times
) -> dict[str, str] | None:
    """Keep an element with attributes under its source name; its dates become moments."""
    values: dict[str, str] | None = found.get(name)
    if values is None:
        return None
    for attribute, value in ({"": ""} | values if name in _DISABLED else values).items():
        if attribute.endswith("Date"):
            times.append((f"{name}/{attribute}", margin.moment(f"{where}/{name}/{attribute}", value)))
        elif attribute:
            said.append((f"{name}/{attribute}", value))
        else:
            said.append((name, value or "true"))
    return values


def _location(found: Record, where: str, margin: Margin, said: Pairs, times: Times) -> Address | None:
    place: Record | None = found.get("estimatedLocation")
    if not place:
        return None
    path = "estimatedLocation"
    if "@verified" in place:
        said.append((f"{path}/@verified", place["@verified"]))
    if "@timestamp" in place:
        times.append((f"{path}/@timestamp", margin.moment(f"{where}/{path}/@timestamp", place["@timestamp"])))
    address = Address(city=place.get("city", ""), region=place.get("region", ""), country=place.get("countryCode", ""))
    return None if address == Address() else address


def texts(found: Record, where: str, *names: str) -> tuple[Text, ...]:
    """Free texts under these names, one or several each, with their paths."""
    kept: list[Text] = []
    for name in names:
        value = found.get(name)
        if value is not None:
            several = (value,) if isinstance(value, str) else value
            kept += [Text(where=f"{where}/{name}", text=text) for text in several]
    return tuple(kept)


def incident(tag: str, found: Record, margin: Margin) -> Incident:
    where = f"report/internetDetails/{tag}"
    latitude, longitude = found.get("latitude", ""), found.get("longitude", "")
    hosted = found.get("@thirdPartyHostedContent")
    return Incident(
        kind=grammar.INCIDENTS[tag],
        urls=tuple(found.get("url", ())),
        emails=tuple(found.get("emailAddress", ())),
        phones=tuple(found.get("phoneNumber", ())),
        names=tuple((name, found[name]) for name in grammar.INCIDENT_NAMES if name in found),
        coordinates=(latitude, longitude) if latitude or longitude else None,
        addresses=tuple(found.get("incidentAddress", ())),
        networks=tuple(found.get("ipCaptureEvent", ())),
        file_names=tuple(
            name.strip() for text in found.get("fileNames", ()) for name in text.split("\n") if name.strip()
        ),
        hosted_by_others=margin.flag(f"{where}/@thirdPartyHostedContent", hosted) if hosted else None,
        texts=texts(found, where, "content", "additionalInfo"),
    )


def upload(found: Record, where: str, margin: Margin) -> Upload:
    tags = [name for name, value in found.get("fileAnnotations", {}).items() if value]
    details = []
    meme = found.get("potentialMeme")
    if meme is True and "potentialMeme" not in tags:
        tags.append("potentialMeme")
    elif meme is False:
        details.append(("", "potentialMeme", "false"))
    for block in found.get("details", ()):
        kind = margin.term(f"{where}/details/@type", block.get("@type", ""), terms.DETAILS)
        details += [(kind, pair.get("name", ""), pair.get("value", "")) for pair in block.get("nameValuePair", ())]
    return Upload(
        source_id=found.get("fileId", ""),
        name=found.get("fileName", ""),
        original_name=found.get("originalFileName", ""),
        location=found.get("locationOfFile", ""),
        digests=tuple(found.get("originalFileHash", ())),
        viewed=found.get("fileViewedByEsp"),
        exif_viewed=found.get("exifViewedByEsp"),
        public=found.get("publiclyAvailable"),
        relevance=found.get("fileRelevance", ""),
        classification=found.get("industryClassification", ""),
        tags=tuple(tags),
        at=found.get("uploadedToEspTimestamp"),
        networks=tuple(found.get("ipCaptureEvent", ())),
        devices=tuple(found.get("deviceId", ())),
        details=tuple(details),
        texts=texts(found, where, "additionalInfo"),
    )

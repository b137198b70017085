"""Writes people with their accounts, and the accounts that belong to them."""

from collections.abc import Iterator

from besa.core.formats.cybertip_xml.markup import element, flag, leaf, word
from besa.core.formats.cybertip_xml.small import address, device, email, network, phone
from besa.core.formats.values import Account, Address, Person, Role

_TAGS = {
    Role.REPORTED: ("personOrUserReported", "personOrUserReportedPerson"),
    Role.RECIPIENT: ("intendedRecipient", "intendedRecipientPerson"),
    Role.CHILD: ("victim", "victimPerson"),
}
_NAMES = ("firstName", "middleName", "lastName")
_DATES = ("@disabledDate", "@userNotifiedDate", "@reenabledDate")


def people(everyone: tuple[Person, ...], role: Role) -> Iterator[str]:
    """Everybody in a role, each with the accounts that belong to them inside."""
    tag, identity = _TAGS[role]
    for index, one in enumerate(everyone):
        if one.role is role and one.of is None and not one.relation:
            linked = [other for other in everyone if other.of == index and other.role is role and other.relation]
            yield _entry(tag, identity, one, linked)


def person(name: str, one: Person | None) -> str:
    """Who somebody is: names, ways to reach them, age. Nothing if nothing is known of it."""
    if one is None:
        return ""
    said = dict(one.said)
    return element(
        name,
        _contact(one),
        leaf("age", one.age),
        leaf("dateOfBirth", one.born),
        leaf("ageAssertionDiscrepancy", said.get("ageAssertionDiscrepancy", "")),
    )


def contact(name: str, one: Person | None) -> str:
    """The same without age, which the schema does not know of people who can be called."""
    return element(name, _contact(one)) if one else ""


def _contact(one: Person) -> str:
    return _names(one, ("firstName", "lastName")) + _ways(one)


def _names(one: Person, parts: tuple[str, ...]) -> str:
    said = dict(one.said)
    if not any(part in said for part in _NAMES):
        return leaf("firstName", one.names[0]) if one.names else ""
    return "".join(leaf(part, said.get(part, "")) for part in parts)


def _ways(one: Person) -> str:
    return "".join(
        (
            *(phone("phone", each) for each in one.phones),
            *(email("email", each) for each in one.emails),
            *(address("address", each) for each in one.addresses),
        )
    )


def _entry(tag: str, identity: str, one: Person, linked: list[Person]) -> str:
    account, role = one.account or Account(), one.role
    who = person(identity, one)
    if role is Role.CHILD and not who:
        who = f"<{identity}/>"
    return element(
        tag,
        who,
        leaf("vehicleDescription", one.vehicle) if role is Role.REPORTED else "",
        leaf("espIdentifier", account.identifier),
        leaf("espService", account.service),
        flag("compromisedAccount", account.compromised),
        *(leaf("screenName", name) for name in account.screen_names[:1]),
        *(leaf("displayName", name) for name in account.display_names),
        *(leaf("profileUrl", url) for url in account.profile_urls),
        leaf("profileBio", account.bio),
        *(network(each) for each in one.networks),
        *(device(each) for each in one.devices),
        leaf("schoolName", one.school) if role is Role.CHILD else "",
        flag("thirdPartyUserReported", one.third_party) if role is Role.REPORTED else "",
        *(leaf("priorCTReports", number) for number in one.prior_reports),
        *(leaf("groupIdentifier", group) for group in account.groups[:1] if role is not Role.CHILD),
        *_disabled(one),
        _location(one),
        leaf("allEmailsReported", dict(one.said).get("allEmailsReported", "")),
        *(_associated(each) for each in linked if role is not Role.RECIPIENT),
        *_texts(one, single=role is not Role.RECIPIENT),
        always=True,
    )


def _associated(one: Person) -> str:
    account, said = one.account or Account(), dict(one.said)
    platform = said.get("platform", "")
    third_party = said.get("platform/@thirdPartyUser") or word(one.third_party)
    approximate = said.get("approximateAge") or one.age
    return element(
        "associatedAccount",
        leaf("platform", platform, {"thirdPartyUser": third_party}),
        _names(one, _NAMES),
        leaf("approximateAge", approximate),
        leaf("dateOfBirth", one.born),
        *(phone("phone", each) for each in one.phones),
        *(email("email", each) for each in one.emails),
        leaf("allEmailsReported", said.get("allEmailsReported", "")),
        *(address("address", each) for each in one.addresses),
        leaf("espService", account.service) if account.service != platform else "",
        leaf("espIdentifier", account.identifier),
        *(leaf("profileUrl", url) for url in account.profile_urls),
        *(leaf("screenName", name) for name in account.screen_names[:1]),
        *(leaf("displayName", name) for name in account.display_names),
        leaf("profileBio", account.bio),
        *(leaf("groupIdentifier", group) for group in account.groups[:1]),
        flag("compromisedAccount", account.compromised),
        *_disabled(one),
        *(network(each) for each in one.networks),
        *(device(each) for each in one.devices),
        *(leaf("priorCTReport", number) for number in one.prior_reports),
        *_texts(one, single=True),
        attributes={"type": one.relation if one.relation != "-" else ""},
        always=True,
    )


def _texts(one: Person, *, single: bool) -> list[str]:
    texts = [text.text for text in one.texts]
    return [leaf("additionalInfo", text) for text in (["\n".join(texts)] if single else texts)]


def _disabled(one: Person) -> Iterator[str]:
    """As it was said; an account only known to be closed is written as closed for now, which claims less."""
    said, times = dict(one.said), dict(one.times)
    names = ("accountTemporarilyDisabled", "accountPermanentlyDisabled")
    if one.account and one.account.disabled is not None and not any(name in said for name in names):
        said["accountTemporarilyDisabled"] = word(one.account.disabled)
    for name in names:
        attributes = {date[1:]: times[f"{name}/{date}"].text for date in _DATES if f"{name}/{date}" in times}
        attributes["userNotified"] = said.get(f"{name}/@userNotified", "")
        yield leaf(name, said.get(name, ""), attributes)


def _location(one: Person) -> str:
    place, path = one.estimated_location or Address(), "estimatedLocation"
    at = dict(one.times).get(f"{path}/@timestamp")
    return element(
        path,
        leaf("city", place.city),
        leaf("region", place.region),
        leaf("countryCode", place.country),
        attributes={"verified": dict(one.said).get(f"{path}/@verified", ""), "timestamp": at.text if at else ""},
    )

"""What ICCAM v3 items may hold, as tables. Names from SCARt's client of the interface; INHOPE publishes none."""

from typing import Any

from besa.core.formats.iccam import codes
from besa.core.formats.json_leaves import each, inner, moment, text, word
from besa.core.formats.jsons import Leaf, Table, record
from besa.core.formats.margins import Margin


def coded(kind: type[codes.Code]) -> Leaf:
    """A number as its word; a number without a word stays a number, and is noted."""
    words = {str(int(code)): code.word for code in kind}

    def leaf(value: Any, where: str, margin: Margin) -> str | None:
        number = word(value, where, margin)
        if number is not None and number not in words:
            margin.note(where, "unknown-value", number)
        return None if number is None else words.get(number, number)

    return leaf


def _organization(value: Any, where: str, margin: Margin) -> dict[str, str]:
    """An object in what is sent, a name in some of what is received."""
    return record(value if isinstance(value, dict) else {"organizationName": value}, where, margin, _ORGANIZATION)


def _address(value: Any, where: str, margin: Margin) -> dict[str, Any]:
    """A content's address: an object, or only the address itself."""
    return record(value if isinstance(value, dict) else {"urlString": value}, where, margin, ADDRESS)


_ORGANIZATION: Table = dict.fromkeys(("organizationName", "autonomousSystemNumber", "isContentDeliveryNetwork"), word)
ASSESSMENT: Table = {
    "assessingAnalystName": word,
    "classification": coded(codes.Classification),
    "ageCategorization": coded(codes.Age),
    "genderCategorization": coded(codes.Gender),
    "virtualContentCategorization": word,
    "userGeneratedContentCategorization": word,
    "childModelingCategorization": word,
    "assessmentDate": moment,
}
ACTION: Table = {
    "actionType": coded(codes.Action),
    "actionDate": moment,
    "actioningAnalystName": word,
    "analystName": word,
    "reasonId": word,
    "reasonText": text,
}
HOSTING: Table = {"hostingCountryCode": word, "hostingIsp": word, "hostingOrganization": _organization}
STATED: Table = {
    "contentId": word,
    "hotlineReference": word,
    "isSourceUrl": word,
    "contentType": coded(codes.ContentType),
}
ADDRESS: Table = (
    HOSTING
    | STATED
    | {
        "urlString": word,
        "hostingIpAddress": word,
        "memo": text,
        "assessment": inner(ASSESSMENT),
        "actions": each(inner(ACTION)),
    }
)
# What is said of the whole item, under its own names.
SAID: Table = {
    "contentId": word,
    "hotlineReference": word,
    "assignedCountryCode": word,
    "sourceUrlReferrer": word,
    "sourceUrlUsername": word,
    "sourceUrlPassword": word,
    "sourceUrlSiteType": coded(codes.SiteType),
    "sourceUrlCommerciality": coded(codes.Commerciality),
    "sourceUrlPaymentMethods": each(coded(codes.Payment)),
}
ITEM: Table = SAID | {
    "reportId": word,
    "reportingAnalystName": word,
    "hotlineReceivedDate": moment,
    "memo": text,
    "urls": each(inner(ADDRESS)),
    "reportContents": each(inner(ADDRESS)),
    "url": _address,
    "urlString": word,
    "assessment": inner(ASSESSMENT),
    "actions": each(inner(ACTION)),
}

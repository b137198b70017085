"""What a referral shows, as named facts with the places that show them. Rules see facts, never the referral itself.

A fact is a short text: `flag:sextortion`, `tag:livestreaming`, `words:self-harm`, or one of the signs below. That the
signs are listed here and nowhere else is what keeps a rule from reading a field that no rule may read (nationality,
ethnicity, language, sex, looks, tattoos, disabilities): nothing gathers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from besa.core.triage.axes.values import Evidence

MOST_EVIDENCE = 12  # places shown for one rule

# What the sender states beyond its schema and rules may read, folded; everything else stays unread.
SAID_READ = frozenset(
    {
        "accesstochildvictim", "accesstochildren", "accesstofirearms", "convictedsexoffender", "awareofreport",
        "relationshiptochildvictim", "occupation", "ageassertiondiscrepancy", "agecategorization",
        "classification",
    }
)  # fmt: skip

SIGNS: Mapping[str, str] = {
    # the referral as a whole
    "escalated": "the sender marked it as high priority or wrote why it cannot wait",
    "batched": "the sender bundled it as a viral repeat",
    "informational": "the sender calls it informational only",
    "prior-reports": "it names earlier reports about the same account",
    "prior-known": "this node holds at least one of the earlier reports it names",
    "text": "somebody wrote something in free text",
    "text-telling": "a free text in which word rules found more than a broad hint",
    "text-worded": "a free text of two words or more, or in a script that no word rule reads",
    "other-script": "most of a text is in a script that no word rule reads",
    "text-cut": "free text is longer than what triage reads",
    # people
    "child-listed": "an entry for an affected child",
    "child-named": "a child with a whole name",
    "child-part-named": "a child with one name, which many have",
    "child-placed": "a child with an address, a school, a telephone or an estimated place",
    "child-under-13": "a child under 13 by age or date of birth",
    "child-very-young": "a child under 3 by age or date of birth",
    "child-age-known": "the age or date of birth of a child",
    "recipient-listed": "an entry for somebody who was written to",
    "age-disputed": "the age given and the date of birth do not agree, or the sender says so",
    "age-gap": "an adult is reported and a child is listed, by their ages",
    "person-named": "the reported person with a whole name and an address or date of birth",
    "account": "the reported account can be named to its provider",
    "account-active": "the provider says that the account is not closed",
    "account-closed": "the provider closed the account",
    "account-compromised": "the provider says that somebody took the account over",
    "payment": "an account or address to which money can be sent",
    "groups": "the account belongs to named groups",
    "shared-device": "two accounts on one device",
    "shared-network": "two accounts on one address at the same port",
    # traces
    "network-here-exact": "an address of this country with time, and with port unless it is IPv6",
    "network-here": "an address of this country",
    "network-exact": "an address with time and port (or IPv6) whose country is not known",
    "network": "an address whose country is not known",
    "network-elsewhere": "an address of another country",
    "network-proxy": "an address that is a proxy by what the provider says",
    "phone-here-verified": "a number of this country that the provider verified",
    "phone-here": "a number of this country",
    "phone-elsewhere": "a number of another country",
    "phone": "a number written without a country",
    "email-verified": "an e-mail address that the provider verified",
    "email": "an e-mail address",
    "device-numbered": "a device by a number that names one machine or card (IMEI, ICCID, serial number)",
    "device": "a device by any other identifier",
    "address-here": "a postal address in this country",
    "address-elsewhere": "a postal address in another country",
    "hosted-here": "content that is hosted in this country",
    "hosted-elsewhere": "content that is hosted in another country",
    "coordinates": "coordinates of where it happened",
    "place-in-file": "coordinates written into a file by the camera",
    "all-elsewhere": "every trace there is points to another country",
    "only-proxies": "the only traces are addresses of proxies",
    # files
    "files": "files are described",
    "file-seen-by-provider": "somebody at the provider looked at a file",
    "file-unseen": "nobody at the provider looked at a file, or it is not said",
    "camera": "a file carries the marks of the camera that took it",
    "public": "a file was open to everybody",
    "material-new": "a file whose digest this node never saw",
    "material-known": "a file whose digest this node saw before",
    "material-asked": "the digests of all files were looked up",
    "live-not-repeated": "a file marked as live streaming whose digest this node never saw or could not look up",
    "one-known-file": "one file only, and its digest was seen before",
    # what was seen before
    "account-new": "an account this node never saw",
    "account-seen": "an account this node saw before",
    "account-often": "an account in three earlier referrals or more",
    "contact-seen": "a number, e-mail address or device this node saw before",
    "contact-often": "a number, e-mail address or device in five earlier referrals or more",
    "text-new": "free text this node never saw",
    "text-seen": "the same free text in an earlier referral",
    "text-own": "words that stand in fewer than three earlier referrals, or in which word rules found more than a hint",
    "text-not-compared": "words too short to compare with earlier ones, or that were not looked up",
    "hint": "own words of a family that is telling (families.yaml)",
    "hints-together": "own words of several families that are telling together",
    "hints-many": "the same, of four families or more",
    "bundle": "it belongs to a bundle of two or more",
    "new-detail": "something that its bundle or the earlier referrals do not have",
    "plain-repeat": "nothing in it that was not seen before",
    "looked-up": "what it holds was looked up among earlier referrals",
    # time
    "time-known": "when it happened is known",
    "happened-lately": "it happened, or the account was used, within the last three days",
    "upload-lately": "a file was uploaded within the last seven days",
    "preservation-days": "what was reported is deleted within three days",
    "preservation-weeks": "what was reported is deleted within thirty days",
    "preservation-months": "what was reported is kept for longer than thirty days",
    "preservation-over": "the time for which what was reported is kept has run out",
    "logs-days": "who used an address is deleted within seven days",
    "logs-weeks": "who used an address is deleted within thirty days",
    "logs-months": "who used an address is kept for longer than thirty days",
    "logs-over": "who used any of the addresses has been deleted",
}


def plain_name(written: str) -> str:
    """A name of a flag, tag or field without case and signs: accessToChildren, access_to_children are one."""
    return "".join(letter for letter in written.casefold() if letter.isalnum())


class Facts:
    """Collects facts; asking for one that nothing showed is an empty answer."""

    def __init__(self) -> None:
        self._found: dict[str, list[Evidence]] = {}

    def add(self, fact: str, path: str, start: int = 0, end: int = 0, rule: str = "") -> None:
        self._found.setdefault(fact, []).append(Evidence(path, start, end, rule))

    def sign(self, name: str, path: str) -> None:
        """Add a sign; a name that is not listed is a mistake in this program."""
        if name not in SIGNS:
            raise KeyError(name)
        self._found.setdefault(name, []).append(Evidence(path))

    def __contains__(self, fact: str) -> bool:
        return fact in self._found

    def places(self, fact: str) -> tuple[str, ...]:
        """Every path that shows a fact."""
        return tuple(each.path for each in self._found.get(fact, ()))

    def names(self) -> frozenset[str]:
        return frozenset(self._found)

    def evidence(self, facts: Iterable[str]) -> tuple[Evidence, ...]:
        """The first places that show any of these facts, each once, in the order of their paths."""
        places = {place for fact in facts for place in self._found.get(fact, ())}
        return tuple(sorted(places)[:MOST_EVIDENCE])

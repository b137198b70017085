"""The numbers of ICCAM v3 and what they mean. Source: the open hotline software SCARt (scartICCAMfieldsV3, API 3)."""

from enum import IntEnum


class Code(IntEnum):
    """A number that stands for a word; the word is the member's name."""

    @property
    def word(self) -> str:
        return self.name.lower().replace("_", "-")


class Classification(Code):
    """Baseline is illegal everywhere by INHOPE's definition; national, where it was assessed; ignore, nowhere."""

    BASELINE = 1
    NATIONAL = 2
    DOUBTFUL = 3
    IGNORE = 4


class Age(Code):
    NOT_DETERMINED = 1
    INFANT = 2
    PRE_PUBESCENT = 3
    PUBESCENT = 4


class Gender(Code):
    UNDETERMINED = 1
    FEMALE = 2
    MALE = 3
    BOTH = 4


class Action(Code):
    """What was done about a content. Removed, unavailable and not-illegal are final."""

    LAW_ENFORCEMENT = 1
    PROVIDER = 2
    REMOVED = 3
    UNAVAILABLE = 4
    MOVED = 5
    NOT_ILLEGAL = 7


class SiteType(Code):
    NOT_DETERMINED = 1
    WEBSITE = 2
    FILE_HOST = 3
    IMAGE_STORE = 4
    IMAGE_BOARD = 5
    FORUM = 6
    BANNER_SITE = 7
    LINK_SITE = 8
    SOCIAL_SITE = 9
    REDIRECTOR = 10
    WEB_ARCHIVED = 11
    SEARCH_PROVIDER = 18
    IMAGE_HOST = 20
    BLOG = 22
    WEB_PAGE = 23
    NOT_APPLICABLE = 24


class Commerciality(Code):
    NOT_DETERMINED = 1
    COMMERCIAL = 2
    NON_COMMERCIAL = 3


class Payment(Code):
    NOT_DETERMINED = 1
    AMEX = 2
    DINERS = 3
    MASTERCARD = 4
    PAYPAL = 5
    VISA = 6
    WESTERN_UNION = 7
    OTHER = 8
    NONE = 9
    SMS = 10
    EMAIL = 11
    LIBERTY_RESERVE = 12
    BITCOIN = 13


class ContentType(Code):
    MEDIA = 1
    WEBSITE = 2

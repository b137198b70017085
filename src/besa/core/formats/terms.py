"""The words that the CyberTipline schema of November 2025 knows, in lower case for comparison. Source: ISPWS XSD."""

EVENTS = frozenset({"login", "registration", "purchase", "upload", "other", "unknown"})
PHONE_KINDS = frozenset({"mobile", "home", "business", "work", "fax", "internet", "recovery"})
EMAIL_KINDS = frozenset({"home", "work", "business", "recovery"})
ADDRESS_KINDS = frozenset({"home", "business", "billing", "shipping", "technical"})
RELATIONS = frozenset({"billing", "linked", "business", "creator", "parent/guardian", "other"})
CLASSIFICATIONS = frozenset({"a1", "a2", "b1", "b2"})
RELEVANCES = frozenset({"reported", "supplemental reported"})
BATCHES = frozenset({"viral_potential_meme"})
DETAILS = frozenset({"exif", "hash"})

# Annotations are elements (XML) or values (JSON); these keep their spelling because they are written again.
REPORT_ANNOTATIONS = ("sextortion", "csamSolicitation", "minorToMinorInteraction", "spam", "sadisticOnlineExploitation")
FILE_ANNOTATIONS = (
    "animeDrawingVirtualHentai",
    "potentialMeme",
    "viral",
    "possibleSelfProduction",
    "physicalHarm",
    "violenceGore",
    "bestiality",
    "liveStreaming",
    "infant",
    "generativeAi",
)

"""What an incident is, in our words: the senders' own strings are kept beside them and shown only as quotations."""

CATEGORIES = (
    "csam",
    "trafficking",
    "travel",
    "contact-abuse",
    "enticement",
    "misleading-domain",
    "misleading-content",
    "unsolicited",
    "other",
    "",
)

# Source: CyberTipline ISPWS schema of November 2025, type incidentType. Legacy terms, quoted.
INCIDENT_TYPES = {
    "csam": "Child Pornography (possession, manufacture, and distribution)",
    "trafficking": "Child Sex Trafficking",
    "travel": "Child Sex Tourism",
    "contact-abuse": "Child Sexual Molestation",
    "enticement": "Online Enticement of Children for Sexual Acts",
    "misleading-domain": "Misleading Domain Name",
    "misleading-content": "Misleading Words or Digital Images on the Internet",
    "unsolicited": "Unsolicited Obscene Material Sent to a Child",
}

# Not in the schema: drifted strings that can only mean one thing. They get a category and a note.
_DRIFTED = {
    "apparent child pornography": "csam",
    "child pornography": "csam",
    "child sexual abuse material": "csam",
    "child sexual abuse material (possession, manufacture, and distribution)": "csam",
    "child trafficking": "trafficking",
    "online enticement": "enticement",
    "online enticement of children": "enticement",
}
_KNOWN = {words.lower(): category for category, words in INCIDENT_TYPES.items()}


def category_of(incident_type: str) -> tuple[str, bool]:
    """Our code for a CyberTipline incident type ("" if we have none), and whether the schema has that string."""
    words = " ".join(incident_type.lower().split())
    if words in _KNOWN:
        return _KNOWN[words], True
    return _DRIFTED.get(words, ""), False

"""What a column can say: `source_id`, `reported.phone`, `child2.age`, `upload.digest.md5`, `reported.said.occupation` …

A holder with a number is a further one of its kind: child, child2, child3.
"""

import re

REFERRAL = frozenset(
    [
        "source_id",
        "provider",
        "incident_type",
        "category",
        "platform",
        "received",
        "occurred",
        "occurred_note",
        "escalation",
        "batched",
        "flags",
        "supplements",
        "text",
    ]
)
PERSON = frozenset(
    [
        "name",
        "age",
        "born",
        "sex",
        "phone",
        "email",
        "street",
        "city",
        "region",
        "postcode",
        "country",
        "service",
        "identifier",
        "screen_name",
        "display_name",
        "profile_url",
        "bio",
        "group",
        "ip",
        "port",
        "ip_time",
        "ip_event",
        "device_kind",
        "device",
        "school",
        "vehicle",
        "language",
        "prior_report",
        "text",
    ]
)
INCIDENT = frozenset(["kind", "url", "email", "phone", "ip", "latitude", "longitude", "file_name", "text"])
UPLOAD = frozenset(
    [
        "id",
        "name",
        "original_name",
        "location",
        "viewed",
        "public",
        "relevance",
        "classification",
        "tags",
        "at",
        "ip",
        "text",
    ]
)
# What one cell may hold several of.
_SEVERAL = {
    "": frozenset({"flags"}),
    "person": frozenset(
        [
            "name",
            "phone",
            "email",
            "street",
            "screen_name",
            "display_name",
            "profile_url",
            "group",
            "ip",
            "device",
            "language",
            "prior_report",
        ]
    ),
    "incident": frozenset(["url", "email", "phone", "ip", "file_name"]),
    "upload": frozenset(["tags", "ip"]),
}
PEOPLE = ("reported", "child", "recipient", "sender", "other")
_OPEN = {"person": {"said"}, "incident": {"name", "hosting", "said"}, "upload": {"digest"}}
_TARGET = re.compile(r"(?:([a-z]+?)([2-9])?\.)?([a-z_]+)(?:\.([\w@/.\-]+))?")


def parts(target: str) -> tuple[str, str, str, str]:
    """Holder, its number ("" for the first), field and, for open fields, the name of what is said."""
    found = _TARGET.fullmatch(target)
    if found is None:
        return "", "", "", ""
    return found[1] or "", found[2] or "", found[3], found[4] or ""


def is_target(target: str) -> bool:
    holder, _, field, name = parts(target)
    fields = {"": REFERRAL, "incident": INCIDENT, "upload": UPLOAD} | dict.fromkeys(PEOPLE, PERSON)
    if name:
        return field in _OPEN.get(_kind(holder), ())
    return field in fields.get(holder, ())


def holds_several(holder: str, field: str) -> bool:
    """Whether a cell of this field is split at the mapping's separator."""
    return field in _SEVERAL[_kind(holder)]


def _kind(holder: str) -> str:
    return "person" if holder in PEOPLE else holder

"""Referrals of every shape for properties: sparse ones, odd ones, and ones full of signs."""

from datetime import timedelta

from hypothesis import strategies as st

from besa.core.formats import (
    Account,
    Address,
    Device,
    Email,
    Incident,
    Moment,
    Network,
    Person,
    Phone,
    Quarantined,
    Referral,
    Role,
    Text,
    Upload,
)
from besa.core.triage.axes import Here, Seen
from besa.core.triage.axes.tests.building import NETWORKS, NOW

SENTENCES = st.sampled_from(
    [
        "I want to die",
        "dua te vdes",
        "send me a pic without your shirt",
        "i will post your pics to all your friends",
        "pay me 200 euro by tonight",
        "how old are you?",
        "im 12",
        "dont tell your mom",
        "add me on snap",
        "i will pick you up after school tomorrow",
        "my daughter is asleep next to me",
        "he took my passport",
        "Reviewed by the provider.",
        "",
        "hello",
        "дојди кај мене во сабота",
        "volim te puno",
        "…",
        "\x00\ud800",
    ]
)
MAYBE = st.none() | st.booleans()
MOMENTS = st.none() | st.builds(
    lambda hours, known: Moment(text="x", utc=NOW - timedelta(hours=hours) if known else None),
    st.integers(-30, 24 * 500),
    st.booleans(),
)
TEXTS = st.builds(Text, where=st.sampled_from(["chat", "additionalInfo", "nationality"]), text=SENTENCES)
IPS = st.sampled_from(["31.171.152.9", "8.8.8.8", "9.9.9.9", "10.0.0.1", "2a02:27b0::1", "not one", ""])
NETWORK = st.builds(
    Network, ip=IPS, port=st.none() | st.just(443), at=MOMENTS, event=st.sampled_from(["", "Upload"]), proxy=MAYBE
)
NUMBERS = st.sampled_from(["+355691234567", "0691234567", "+4930123", "", "abc"])
PHONES = st.builds(Phone, number=NUMBERS, calling_code=st.sampled_from(["", "+355", "+1"]), verified=MAYBE)
DEVICES = st.builds(Device, kind=st.sampled_from(["IMEI", "SSID", ""]), value=st.sampled_from(["1", "2"]))
ACCOUNTS = st.builds(
    Account,
    identifier=st.sampled_from(["", "7"]),
    bio=SENTENCES,
    groups=st.sampled_from([(), ("g",)]),
    compromised=MAYBE,
    disabled=MAYBE,
)
SAID = st.tuples(
    st.sampled_from(
        [
            "accessToChildVictim",
            "accessToChildren",
            "occupation",
            "convictedSexOffender",
            "nationality",
            "relationshipToChildVictim",
            "ageAssertionDiscrepancy",
        ]
    ),
    st.sampled_from(["Yes", "No", "Unknown", "Teacher", "Stepfather", "", "Roma"]),
)


def few(of, most=2):
    return st.lists(of, max_size=most).map(tuple)


PEOPLE = st.builds(
    Person,
    role=st.sampled_from(Role),
    names=st.sampled_from([(), ("A B",)]),
    age=st.sampled_from(["", "12", "2", "40", "x", "999"]),
    born=st.sampled_from(["", "2014-05-01", "1980", "2026-99-99"]),
    sex=st.sampled_from(["", "female", "male"]),
    languages=st.sampled_from([(), ("sq",), ("rom",)]),
    phones=few(PHONES),
    emails=few(st.builds(Email, address=st.just("a@example.org"), verified=MAYBE), 1),
    addresses=few(st.builds(Address, country=st.sampled_from(["", "AL", "DE"])), 1),
    account=st.none() | ACCOUNTS,
    networks=few(NETWORK),
    devices=few(DEVICES, 1),
    prior_reports=st.sampled_from([(), ("1",)]),
    school=st.sampled_from(["", "25 Maj"]),
    said=few(SAID),
    texts=few(TEXTS, 1),
)
TAGS = few(
    st.sampled_from(
        ["viral", "potentialMeme", "infant", "liveStreaming", "possibleSelfProduction", "generativeAi", "new"]
    )
)
UPLOADS = st.builds(
    Upload,
    digests=few(st.tuples(st.just("md5"), st.sampled_from(["aa", "bb"])), 1),
    viewed=MAYBE,
    public=MAYBE,
    classification=st.sampled_from(["", "A1", "B2", "z"]),
    tags=TAGS,
    at=MOMENTS,
    networks=few(NETWORK, 1),
    details=few(
        st.tuples(st.sampled_from(["EXIF", "HASH"]), st.sampled_from(["Make", "GPSLatitude"]), st.just("1")), 1
    ),
    texts=few(TEXTS, 1),
)
INCIDENTS = st.builds(
    Incident,
    kind=st.sampled_from(["web", "chat"]),
    phones=few(PHONES, 1),
    networks=few(NETWORK, 1),
    texts=few(TEXTS, 1),
    coordinates=st.none() | st.just(("41.3", "19.8")),
)
FLAGS = few(
    st.sampled_from(
        ["sextortion", "csamSolicitation", "minorToMinorInteraction", "spam", "sadisticOnlineExploitation", "?"]
    )
)
REFERRALS = st.builds(
    Referral,
    format=st.sampled_from(["cybertip-xml/1", "iccam/3"]),
    source=st.just("x"),
    category=st.sampled_from(["", "csam", "enticement", "trafficking", "contact-abuse", "misleading-domain", "other"]),
    received=MOMENTS,
    occurred=MOMENTS,
    occurred_note=st.just("") | SENTENCES,
    escalation=st.sampled_from(["", "", "", "-", "child at risk"]),
    batched=st.sampled_from(["", "", "MEME"]),
    flags=FLAGS,
    informational=MAYBE,
    people=few(PEOPLE, 3),
    incidents=few(INCIDENTS, 1),
    uploads=few(UPLOADS),
    texts=few(TEXTS),
    quarantine=few(
        st.builds(Quarantined, where=st.sampled_from(["a", "races"]), kind=st.just("unknown-field"), text=SENTENCES), 1
    ),
)
PLACES = st.sampled_from(
    [
        "uploads[0].digests[0]",
        "uploads[1].digests[0]",
        "people[0].account",
        "people[0].phones[0]",
        "people[0].devices[0]",
    ]
)
COUNTS = st.none() | st.integers(0, 9)
SEEN = st.builds(
    Seen,
    before=st.dictionaries(PLACES, st.integers(0, 9), max_size=4),
    same_text=COUNTS,
    bundle=COUNTS,
    prior_known=COUNTS,
)
HERE = st.sampled_from(
    [
        Here(country="AL", regions=("AL",), networks=NETWORKS, log_days=180),
        Here(country="AL", regions=("AL", "XK")),
        Here(country="AL", regions=("AL",), country_of=lambda ip: "US" if ip.startswith("9.") else ""),
    ]
)

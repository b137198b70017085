"""Made-up referrals for hypothesis: of every shape that values can have, and of the shapes one format can carry."""

from dataclasses import replace
from datetime import timedelta, timezone

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
    terms,
)
from besa.core.formats.categories import INCIDENT_TYPES, category_of
from besa.core.formats.moments import moment

# What XML can carry, without lone surrogates; "\r" and astral characters are in it.
_CHARACTERS = st.one_of(
    st.sampled_from(" \t\n\r<>&\"'\\{}[],;:]]>ëçШкћ😀\u200b\u0301"),
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
)
free = st.text(_CHARACTERS, min_size=1, max_size=30).filter(lambda text: not text.isspace())
word = free.map(lambda text: " ".join(text.split())).filter(bool)
maybe = st.one_of(st.just(""), word)
flags = st.sampled_from([None, True, False])


def some(strategy, most=2):
    return st.lists(strategy, max_size=most).map(tuple)


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=st.one_of(st.none(), offsets)).map(lambda at: moment(at.isoformat()))
no_moment = st.one_of(st.none(), moments)
phones = st.builds(
    Phone,
    number=word,
    calling_code=st.sampled_from(["", "+355", "+381"]),
    extension=st.sampled_from(["", "12"]),
    kind=st.sampled_from(["", "Mobile", "Recovery"]),
    verified=flags,
    verified_at=no_moment,
)
emails = st.builds(Email, address=word, kind=st.sampled_from(["", "Home"]), verified=flags, verified_at=no_moment)
addresses = st.builds(
    Address,
    lines=some(word),
    city=word,
    region=maybe,
    postcode=maybe,
    country=st.sampled_from(["", "AL", "US"]),
    kind=st.sampled_from(["", "Home"]),
)
events = st.sampled_from(["", "Login", "Upload", "Unknown"])
networks = st.builds(
    Network, ip=word, port=st.one_of(st.none(), st.integers(0, 65535)), at=no_moment, event=events, proxy=flags
)
devices = st.builds(Device, kind=maybe, value=word, at=no_moment, event=events)
accounts = st.builds(
    Account,
    service=maybe,
    identifier=word,
    screen_names=some(word, 1),
    display_names=some(word),
    profile_urls=some(word),
    bio=st.one_of(st.just(""), free),
    compromised=flags,
    disabled=flags,
)


@st.composite
def people(draw, role, relation="", of=None):
    """Somebody as the schema can say it; accounts that belong to somebody and reporters can say less."""
    first, last = draw(maybe), draw(maybe)
    said = [(name, value) for name, value in (("firstName", first), ("lastName", last)) if value]
    account = draw(st.one_of(st.none(), accounts)) if role is not Role.SENDER else None
    if account and account.disabled is not None:
        said.append(("accountTemporarilyDisabled", "true" if account.disabled else "false"))
    name = " ".join(value for value in (first, last) if value)
    full = role is not Role.SENDER
    where = _WHERE[role] + ("/associatedAccount" if relation else "")
    return Person(
        role=role,
        relation=relation,
        of=of,
        names=(name,) if name else (),
        age=draw(maybe) if not relation else "",
        born=draw(maybe),
        phones=draw(some(phones)),
        emails=draw(some(emails)),
        addresses=draw(some(addresses)),
        account=account,
        networks=draw(some(networks)) if full else (),
        devices=draw(some(devices)) if full else (),
        prior_reports=draw(some(word)) if full else (),
        estimated_location=draw(locations) if full and not relation else None,
        school=draw(maybe) if role is Role.CHILD and not relation else "",
        vehicle=draw(maybe) if role is Role.REPORTED and not relation else "",
        third_party=draw(flags) if role is Role.REPORTED and not relation else None,
        said=tuple(said),
        texts=tuple(Text(where=f"{where}/additionalInfo", text=text) for text in draw(some(free, 1))) if full else (),
    )


_WHERE = {
    Role.REPORTED: "report/personOrUserReported",
    Role.CHILD: "report/victim",
    Role.RECIPIENT: "report/intendedRecipient",
    Role.SENDER: "report/reporter/reportingPerson",
}
locations = st.one_of(st.none(), st.builds(Address, city=word, region=maybe, country=st.sampled_from(["", "AL"])))


def _incident_texts(tag, *names):
    paths = [f"report/internetDetails/{tag}/{name}" for name in names]
    return st.tuples(*(st.one_of(st.none(), st.builds(Text, where=st.just(path), text=free)) for path in paths)).map(
        lambda texts: tuple(text for text in texts if text)
    )


incidents = st.one_of(
    st.builds(
        Incident,
        kind=st.just("web"),
        urls=some(word),
        hosted_by_others=flags,
        texts=_incident_texts("webPageIncident", "additionalInfo"),
    ),
    st.builds(
        Incident,
        kind=st.just("chat"),
        names=st.tuples(st.tuples(st.just("chatClient"), word)),
        texts=_incident_texts("chatImIncident", "content", "additionalInfo"),
    ),
    st.builds(
        Incident,
        kind=st.just("email"),
        emails=some(emails),
        texts=_incident_texts("emailIncident", "content", "additionalInfo"),
    ),
    st.builds(
        Incident,
        kind=st.just("phone"),
        phones=some(phones, 1),
        coordinates=st.one_of(st.none(), st.tuples(word, word)),
        texts=_incident_texts("cellPhoneIncident", "additionalInfo"),
    ),
    st.builds(Incident, kind=st.just("offline"), addresses=some(addresses)),
    st.builds(Incident, kind=st.just("peer-to-peer"), networks=some(networks), file_names=some(word)),
)
digests = st.tuples(st.sampled_from(["md5", "sha1", "photodna"]), word)
uploads = st.builds(
    Upload,
    source_id=word,
    name=maybe,
    original_name=maybe,
    location=maybe,
    digests=some(digests),
    viewed=flags,
    exif_viewed=flags,
    public=flags,
    relevance=st.sampled_from(["", "Reported"]),
    classification=st.sampled_from(["", "A1", "B2"]),
    tags=st.lists(st.sampled_from(terms.FILE_ANNOTATIONS), max_size=3, unique=True).map(tuple),
    at=no_moment,
    networks=some(networks, 1),
    devices=some(devices),
    details=some(st.tuples(st.sampled_from(["EXIF", "HASH"]), word, free)),
    texts=some(st.builds(Text, where=st.just("fileDetails/additionalInfo"), text=free)),
)


@st.composite
def reports(draw):
    """A referral that CyberTipline XML can carry whole, its people in the order in which its reader gives them."""
    everyone: list[Person] = []
    for role in (Role.REPORTED, Role.CHILD, Role.RECIPIENT):
        for _ in range(draw(st.integers(0, 2))):
            of = len(everyone)
            everyone.append(draw(people(role)))
            if role is not Role.RECIPIENT and draw(st.booleans()):
                everyone.append(draw(people(role, "Linked", of)))
    sender = draw(people(Role.SENDER))
    if sender != Person(role=Role.SENDER):
        everyone.append(sender)
    incident_type = draw(st.sampled_from(sorted(INCIDENT_TYPES.values())))
    return Referral(
        format="cybertip-xml/1",
        source="test",
        source_id=draw(maybe),
        provider=draw(maybe),
        incident_type=incident_type,
        category=category_of(incident_type)[0],
        platform=draw(maybe),
        received=draw(no_moment),
        occurred=draw(moments),
        occurred_note=draw(st.one_of(st.just(""), free)),
        escalation=draw(st.one_of(st.just(""), st.just("-"), free)),
        batched=draw(st.sampled_from(["", "VIRAL_POTENTIAL_MEME"])),
        flags=tuple(name for name in terms.REPORT_ANNOTATIONS if draw(st.booleans())),
        informational=draw(flags),
        people=tuple(everyone),
        incidents=draw(some(incidents)),
        texts=tuple(Text(where="report/additionalInfo", text=text) for text in draw(some(free, 1))),
    )


supplements = st.builds(
    Referral,
    format=st.just("cybertip-xml/1"),
    source=st.just("test"),
    supplements=word,
    uploads=st.tuples(uploads),
)

_pairs = some(st.tuples(word, free))
_timed = some(st.tuples(word, moments))


@st.composite
def referrals(draw):
    """Any referral at all: only our own lines can carry it whole."""
    made = draw(reports())
    odd = Person(
        role=draw(st.sampled_from(Role)), names=draw(some(word)), sex=draw(maybe), languages=draw(some(word)),
        said=draw(_pairs), times=draw(_timed), of=draw(st.one_of(st.none(), st.integers(0, 3))),
    )  # fmt: skip
    happened = Incident(kind=draw(word), hosting=draw(_pairs), said=draw(_pairs), times=draw(_timed))
    notes = some(st.builds(Quarantined, where=maybe, kind=st.just("unknown-field"), text=free))
    return replace(
        made,
        people=(*made.people, odd),
        incidents=(*made.incidents, happened),
        uploads=draw(some(uploads)),
        legal_process=draw(_pairs),
        said=draw(_pairs),
        supplements=draw(maybe),
        quarantine=draw(notes),
        received=draw(st.one_of(st.none(), st.builds(Moment, text=free))),
    )

"""What of a referral can be compared, whose it is, and in which form."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats.values import (
    Account,
    Device,
    Email,
    Incident,
    Moment,
    Network,
    Person,
    Phone,
    Referral,
    Role,
    Text,
    Upload,
)  # fmt: skip
from besa.core.linking import Level, Whose, imprint_of, tokens_of, traces, traces_of_text
from besa.core.linking.traces import MOST
from besa.core.sealing import blind

_REGIONS = ("AL", "XK", "MK")
_KEY = b"k" * 32


def _referral(**fields) -> Referral:
    return Referral(**({"format": "cybertip-xml/1", "source": "ncmec"} | fields))


def _person(role: Role = Role.REPORTED, **fields) -> Referral:
    return _referral(people=(Person(role=role, **fields),))


def _forms(referral: Referral) -> set[tuple[str, str, Whose]]:
    return {(trace.sort, trace.canonical, trace.role) for trace in traces(referral, regions=_REGIONS)}


def test_a_number_is_the_same_however_it_was_sent() -> None:
    wanted = ("phone", "+355691234567", Whose.REPORTED)
    for phone in (
        Phone(number="+355 69 123 4567"), Phone(number="691234567", calling_code="+355"),
        Phone(number="0691234567", calling_code="355"), Phone(number="00355691234567", calling_code="+355"),
    ):  # fmt: skip
        assert wanted in _forms(_person(phones=(phone,)))
    assert wanted in _forms(_person(phones=(Phone(number="069 123 4567"),)))


def test_an_account_has_its_number_its_name_and_the_name_alone() -> None:
    account = Account(service="Instagram, Inc.", identifier="178414", screen_names=("@Ana_12",))
    assert _forms(_person(account=account)) == {
        ("account-number", "instagram:#178414", Whose.REPORTED),
        ("screen-name", "instagram:ana_12", Whose.REPORTED),
        ("bare-name", "any:ana_12", Whose.REPORTED),
    }


def test_an_account_named_in_a_childs_words_is_the_same_as_in_a_referral() -> None:
    told = {trace.canonical for trace in traces_of_text("ma dergoi insta @Ana_12", regions=_REGIONS)}
    assert "instagram:ana_12" in told
    account = Account(service="Instagram", profile_urls=("https://www.instagram.com/ana_12/?hl=sq",))
    assert ("screen-name", "instagram:ana_12", Whose.REPORTED) in _forms(_person(account=account))


def test_a_service_nobody_knows_has_accounts_too() -> None:
    account = Account(service="Example Chat LLC", identifier="9-Z", screen_names=("Beni",))
    found = _forms(_person(account=account))
    assert ("account-number", "examplechat:#9-Z", Whose.REPORTED) in found
    assert ("screen-name", "examplechat:beni", Whose.REPORTED) in found


def test_where_an_account_names_no_service_the_provider_stands_for_it() -> None:
    referral = _referral(
        provider="Example Chat", people=(Person(role=Role.REPORTED, account=Account(identifier="77")),)
    )
    assert ("account-number", "examplechat:#77", Whose.REPORTED) in _forms(referral)


@pytest.mark.parametrize("nothing", ["", " ", "N/A", "unknown", "0", "-", "Anonymous"])
def test_what_a_sender_writes_for_nothing_is_nothing(nothing: str) -> None:
    account = Account(service="Instagram", identifier=nothing, screen_names=(nothing,), profile_urls=(nothing,))
    person = Person(
        role=Role.REPORTED, account=account, phones=(Phone(number=nothing),), emails=(Email(address=nothing),),
        names=(nothing,), prior_reports=(nothing,), devices=(Device(kind="IMEI", value=nothing),),
    )  # fmt: skip
    assert _forms(_referral(source_id=nothing, people=(person,))) == set()


def test_whose_it_is_stays_with_it() -> None:
    account = Account(service="Instagram", identifier="5", compromised=True)
    people = (
        Person(role=Role.REPORTED, account=account),
        Person(role=Role.CHILD, emails=(Email(address="child@example.org"),)),
        Person(role=Role.CHILD, relation="Parent/Guardian", of=1, emails=(Email(address="parent@example.org"),)),
        Person(role=Role.SENDER, emails=(Email(address="desk@example.org"),)),
    )
    found = {(canonical, role) for _, canonical, role in _forms(_referral(people=people))}
    assert found == {
        ("instagram:#5", Whose.COMPROMISED), ("child@example.org", Whose.CHILD),
        ("parent@example.org", Whose.OTHER), ("desk@example.org", Whose.SENDER),
    }  # fmt: skip


def test_the_own_profile_speaks_for_its_owner_other_text_only_mentions() -> None:
    person = Person(
        role=Role.REPORTED,
        account=Account(bio="write me: a@example.org"),
        texts=(Text(where="", text="b@example.org"),),
    )
    found = {(canonical, role) for sort, canonical, role in _forms(_referral(people=(person,))) if sort == "email"}
    assert found == {("a@example.org", Whose.REPORTED), ("b@example.org", Whose.MENTIONED)}


def test_report_numbers_meet_own_prior_and_supplement() -> None:
    own = _forms(_referral(source_id="1234"))
    prior = _forms(_person(prior_reports=("1234",)))
    added = _forms(_referral(source="someone who passed it on", supplements="1234"))
    assert {each[1] for each in own} == {each[1] for each in prior} == {each[1] for each in added}
    elsewhere = _forms(_referral(format="table/1", source="Another hotline", source_id="1234"))
    assert {each[1] for each in own}.isdisjoint({each[1] for each in elsewhere})


def _uses(ip: str, at: datetime | None, port: int | None = None) -> set[tuple[str, str]]:
    moment = Moment(text="x", utc=at) if at else None
    return {(s, c) for s, c, _ in _forms(_person(networks=(Network(ip=ip, port=port, at=moment),)))}


@given(st.integers(0, 10**9), st.integers(0, 3_599))
def test_uses_of_a_port_less_than_an_hour_apart_share_a_window(second: int, apart: int) -> None:
    one = datetime.fromtimestamp(second, UTC)
    shared = _uses("203.0.113.9", one, 4433) & _uses("203.0.113.9", one + timedelta(seconds=apart), 4433)
    assert {"ip-port", "ip-day", "ip"} <= {sort for sort, _ in shared}


@given(st.integers(0, 10**9), st.integers(7_200 * 2, 10**7))
def test_uses_of_a_port_hours_apart_share_none(second: int, apart: int) -> None:
    one = datetime.fromtimestamp(second, UTC)
    shared = _uses("203.0.113.9", one, 4433) & _uses("203.0.113.9", one + timedelta(seconds=apart), 4433)
    assert "ip-port" not in {sort for sort, _ in shared}


def test_addresses_that_are_in_every_house_say_nothing() -> None:
    for ip in ("192.168.1.4", "10.0.0.1", "127.0.0.1", "::1", "fe80::1", "not an address"):
        assert _uses(ip, None) == set()
    assert _uses("2001:0db8:0:1::5", None) == {("ip", "2001:db8:0:1::5"), ("subnet", "2001:db8:0:1::/64")}
    assert _uses("::ffff:203.0.113.9", None) == {("ip", "203.0.113.9")}


def test_an_address_in_a_text_tells_more_with_its_port_and_a_certain_time() -> None:
    def sorts(text: str) -> set[str]:
        return {trace.sort for trace in traces_of_text(text, regions=_REGIONS)}

    assert sorts("Login 203.0.113.9:4433 at 2026-03-01T09:00:00Z") == {"ip", "ip-day", "ip-port"}
    assert sorts("Login 203.0.113.9 at 2026-03-01 09:00:00") == {"ip"}


def test_near_places_share_a_cell_and_far_ones_none() -> None:
    def cells(north: str, east: str) -> set[str]:
        found = _forms(_referral(incidents=(Incident(kind="phone", coordinates=(north, east)),)))
        return {canonical for sort, canonical, _ in found if sort == "place"}

    assert cells("41.32751", "19.81871") & cells("41.32790", "19.81890")
    assert not cells("41.32751", "19.81871") & cells("41.33100", "19.81871")
    assert cells("41.3", "19.8") == set() == cells("0.000", "0.000")


def test_digests_are_compared_by_algorithm_and_an_empty_file_is_none() -> None:
    def digests(*pairs: tuple[str, str]) -> set[str]:
        found = _forms(_referral(uploads=(Upload(digests=pairs),)))
        return {canonical for sort, canonical, _ in found if sort == "digest"}

    plain = "0123456789abcdef0123456789abcdef"
    assert digests(("MD5", plain.upper())) == digests(("md5", plain)) != set()
    assert digests(("md5", plain)).isdisjoint(digests(("pdq", plain * 2)))
    assert digests(("md5", "d41d8cd98f00b204e9800998ecf8427e"), ("sha1", "0" * 40)) == set()
    # What the sender calls the field says how to read it: twenty bytes in base32, as file-sharing networks write them.
    hexadecimal = "0123456789abcdef0123456789abcdef01234567"
    assert digests(("SHA-1", base64.b32encode(bytes.fromhex(hexadecimal)).decode())) == digests(("sha1", hexadecimal))
    assert digests(("sha1", hexadecimal)) == {f"sha1:{hexadecimal}"}


def test_a_date_of_birth_makes_a_name_more_telling_and_one_word_is_no_name() -> None:
    found = _forms(_person(names=("Marku, Ana", "Ana Markú", "Ana"), born="2001-05-04"))
    assert found == {("name", "ana marku", Whose.REPORTED), ("name-born", "ana marku 2001-05-04", Whose.REPORTED)}


def test_a_device_is_its_number_and_a_network_name_is_no_device() -> None:
    devices = (Device(kind="IMEI", value="49-015420-323751-8"), Device(kind="SSID", value="HomeNet"))
    found = {trace.sort: trace for trace in traces(_person(devices=devices), regions=_REGIONS)}
    assert found["device"].level is Level.DEVICE
    assert found["network-name"].level is Level.NETWORK
    assert (
        traces(_person(devices=(Device(kind="IDFA", value="00000000-0000-0000-0000-000000000000"),)), regions=()) == ()
    )


def test_a_report_that_lists_thousands_is_cut() -> None:
    urls = tuple(f"https://example.org/{at}" for at in range(5_000))
    found = traces(_referral(incidents=(Incident(kind="web", urls=urls),)), regions=_REGIONS)
    assert sum(trace.sort == "url" for trace in found) == MOST


def test_tokens_are_those_of_the_nodes_blind_index() -> None:
    referral = _person(phones=(Phone(number="+355691234567"),), texts=(Text(where="", text="long enough " * 20),))
    imprint = imprint_of(referral, regions=_REGIONS, key=_KEY)
    phone = blind(_KEY, "phone", "+355691234567")
    assert phone in {sighting.token for sighting in imprint.sightings}
    assert len(imprint.sketches) == 1
    opened = tokens_of(traces(referral, regions=_REGIONS), key=_KEY)
    assert [trace.where for trace in opened[phone]] == ["people[0].phones[0]"]


_words = st.text(max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.builds(
    Person, role=st.sampled_from(Role), relation=_words, names=st.tuples(_words), born=_words,
    phones=st.tuples(st.builds(Phone, number=_words, calling_code=_words)),
    emails=st.tuples(st.builds(Email, address=_words)),
    account=st.builds(
        Account, service=_words, identifier=_words, screen_names=st.tuples(_words), profile_urls=st.tuples(_words),
        bio=_words, groups=st.tuples(_words),
    ),
    networks=st.tuples(st.builds(Network, ip=_words, port=st.integers() | st.none())),
    devices=st.tuples(st.builds(Device, kind=_words, value=_words)), prior_reports=st.tuples(_words),
), st.tuples(_words, _words))  # fmt: skip
def test_nothing_a_sender_writes_stops_it(person: Person, pair: tuple[str, str]) -> None:
    referral = _referral(
        people=(person,), uploads=(Upload(digests=(pair,), location=pair[0]),),
        incidents=(Incident(kind="web", urls=pair, coordinates=pair),), source_id=pair[0], supplements=pair[1],
    )  # fmt: skip
    assert traces(referral, regions=_REGIONS) == traces(referral, regions=_REGIONS)
    imprint_of(referral, regions=_REGIONS, key=_KEY)

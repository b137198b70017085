"""Which reports belong together, and which only seem to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from besa.core.formats.values import (
    Account,
    Email,
    Moment,
    Network,
    Person,
    Phone,
    Referral,
    Role,
    Text,
    Upload,
)  # fmt: skip
from besa.core.linking import (
    Apart,
    Imprint,
    Layer,
    Level,
    Linker,
    MemoryIndex,
    MemoryTies,
    Same,
    SetAside,
    Side,
    Whose,
    imprint_of,
    tokens_of,
    traces,
)  # fmt: skip
from besa.core.linking.forms import unusual
from besa.core.linking.tests.small import sighting

_KEY = b"k" * 32
_REGIONS = ("AL",)
_WHO = Layer(Level.PERSON, Side.REPORTED)
_CHILD = Layer(Level.PERSON, Side.CHILD)
_ACCOUNT = Layer(Level.ACCOUNT, Side.REPORTED)
_MEDIA = Layer(Level.MEDIA, Side.ANY)
_FILE = Upload(digests=(("sha256", "0123456789abcdef" * 4),))
_MAIL = Email(address="beni@example.org")


def _referral(*people: Person, **fields) -> Referral:
    return Referral(format="cybertip-xml/1", source="ncmec", people=people, **fields)


def _reported(**fields) -> Person:
    return Person(role=Role.REPORTED, **fields)


def _linker(*referrals: Referral) -> Linker:
    it = Linker(MemoryIndex(), MemoryTies())
    for report, referral in enumerate(referrals):
        it.add(report, imprint_of(referral, regions=_REGIONS, key=_KEY))
    return it


def _together(it: Linker, layer: Layer, report: int = 0) -> set[int]:
    cluster = it.cluster(layer, report)
    return set(cluster.reports) if cluster else set()


def test_one_mailbox_in_two_reports_is_one_reported_person() -> None:
    it = _linker(
        _referral(_reported(emails=(_MAIL,))), _referral(_reported(emails=(Email(address="BENI@example.org "),)))
    )
    (link,) = it.links(0)
    assert (link.level, link.side, link.joins) == (Level.PERSON, Side.REPORTED, True)
    assert _together(it, _WHO) == {0, 1}


def test_one_file_is_one_file_and_not_one_person() -> None:
    it = _linker(_referral(uploads=(_FILE,)), _referral(uploads=(_FILE,)))
    assert _together(it, _MEDIA) == {0, 1}
    assert _together(it, _WHO) == set()
    assert {link.level for link in it.links(0)} == {Level.MEDIA}


def test_one_child_in_two_reports_is_not_one_offender() -> None:
    child = Person(role=Role.CHILD, phones=(Phone(number="+355691234567"),))
    it = _linker(_referral(child), _referral(child))
    assert _together(it, _CHILD) == {0, 1}
    assert _together(it, _WHO) == set()


def test_reported_here_and_the_child_there_is_shown_and_not_joined() -> None:
    it = _linker(_referral(_reported(emails=(_MAIL,))), _referral(Person(role=Role.CHILD, emails=(_MAIL,))))
    (link,) = it.links(0)
    assert (link.side, link.joins) == (Side.CROSSED, False)
    assert _together(it, _WHO) == _together(it, _CHILD) == set()


def test_an_account_somebody_else_may_have_used_is_the_account_and_not_the_person() -> None:
    account = Account(service="Instagram", identifier="178414")
    taken = Account(service="Instagram", identifier="178414", compromised=True)
    it = _linker(_referral(_reported(account=account)), _referral(_reported(account=taken)))
    assert _together(it, _ACCOUNT) == {0, 1}
    assert _together(it, _WHO) == set()


def test_what_a_child_wrote_meets_what_a_company_sent() -> None:
    told = _referral(texts=(Text(where="story", text="më shkroi insta @ana_12"),))
    sent = _referral(_reported(account=Account(service="Instagram", screen_names=("ana_12",))))
    assert _together(_linker(told, sent), _ACCOUNT) == {0, 1}


def test_an_unusual_name_at_two_services_is_one_person_and_two_accounts() -> None:
    first = _referral(_reported(account=Account(service="Instagram", screen_names=("kingrio_6258",))))
    second = _referral(_reported(account=Account(service="TikTok", screen_names=("kingrio_6258",))))
    it = _linker(first, second)
    assert _together(it, _WHO) == {0, 1}
    assert _together(it, _ACCOUNT) == set()


@pytest.mark.parametrize(
    "name", ["ana_12", "besnik1987", "alexandrosstavridis", "wolf12345", "king_2007_0000", "rio77"]
)
def test_names_that_many_would_choose_are_not_unusual(name: str) -> None:
    assert not unusual(name)


def test_the_same_bare_name_alone_is_shown_and_not_joined() -> None:
    first = _referral(_reported(account=Account(service="Instagram", screen_names=("ana_12",))))
    second = _referral(_reported(account=Account(service="TikTok", screen_names=("ana_12",))))
    it = _linker(first, second)
    assert [link.joins for link in it.links(0)] == [False, False]
    assert _together(it, _ACCOUNT) == set()


def _use(hour: int, port: int | None = 4433) -> Network:
    return Network(ip="203.0.113.9", port=port, at=Moment(text="", utc=datetime(2026, 3, 1, hour, tzinfo=UTC)))


def test_an_address_with_port_and_time_is_one_line_and_supports_a_person() -> None:
    one = _reported(networks=(_use(9),), account=Account(service="Instagram", screen_names=("ana_12",)))
    other = _reported(networks=(_use(9),), account=Account(service="TikTok", screen_names=("ana_12",)))
    it = _linker(_referral(one), _referral(other))
    assert _together(it, Layer(Level.NETWORK, Side.ANY)) == {0, 1}
    assert _together(it, _WHO) == {0, 1}
    alone = _linker(_referral(_reported(networks=(_use(9),))), _referral(_reported(networks=(_use(9),))))
    assert _together(alone, _WHO) == set()


def test_an_address_without_a_near_time_joins_nothing() -> None:
    it = _linker(_referral(_reported(networks=(_use(3),))), _referral(_reported(networks=(_use(21),))))
    assert _together(it, Layer(Level.NETWORK, Side.ANY)) == set()


def test_a_carriers_address_in_five_thousand_reports_swallows_nothing() -> None:
    it = Linker(MemoryIndex(), MemoryTies())
    carrier, support = sighting("ip", 1), sighting("email", 0, Whose.MENTIONED)
    for report in range(5_000):
        it.add(report, Imprint((carrier, support, sighting("email", 1 + report // 2))))
    assert _together(it, _WHO, 4_000) == {4_000, 4_001}
    assert _together(it, Layer(Level.NETWORK, Side.ANY), 4_000) == set()
    assert {(link.a, link.b) for link in it.links(4_000)} == {(4_000, 4_001)}


def _file(letter: str) -> Upload:
    return Upload(digests=(("sha256", letter * 32 + "0123456789abcdef" * 2),))


def test_a_file_in_circulation_holds_its_copies_together_until_they_are_a_crowd() -> None:
    it = _linker(*(_referral(uploads=(_FILE,)) for _ in range(500)))
    assert len(_together(it, _MEDIA)) == 500
    (bundle,) = it.bundles(3)
    assert (bundle.times, bundle.sort) == (500, "digest")
    it.add(500, imprint_of(_referral(uploads=(_FILE,)), regions=_REGIONS, key=_KEY))
    assert _together(it, _MEDIA) == set()
    assert it.bundles(3)[0].times == 501


def test_a_report_with_two_files_does_not_chain_those_who_have_one_to_those_who_have_the_other() -> None:
    first, second = _referral(uploads=(_file("a"),)), _referral(uploads=(_file("b"),))
    both = _referral(uploads=(_file("a"), _file("b")))
    it = _linker(both, first, first, first, second, second)
    assert _together(it, _MEDIA, 0) == {0, 1, 2, 3}
    assert _together(it, _MEDIA, 4) == {4, 5}
    # What both share is told all the same.
    assert {link.b for link in it.links(0)} == {1, 2, 3, 4, 5}


def test_two_senders_digests_of_one_file_are_one_file() -> None:
    md5, sha = ("md5", "0123456789abcdef" * 2), ("sha256", "fedcba9876543210" * 4)
    it = _linker(
        _referral(uploads=(Upload(digests=(sha, md5)),)),
        _referral(uploads=(Upload(digests=(md5,)),)),
        _referral(uploads=(Upload(digests=(md5, sha)),)),
    )
    assert _together(it, _MEDIA) == {0, 1, 2}


def test_a_file_with_two_digests_is_one_bundle() -> None:
    md5, sha = ("md5", "0123456789abcdef" * 2), ("sha256", "fedcba9876543210" * 4)
    both, one = _referral(uploads=(Upload(digests=(md5, sha)),)), _referral(uploads=(Upload(digests=(md5,)),))
    assert [bundle.times for bundle in _linker(*[both] * 9, *[one] * 3).bundles(0)] == [12]
    by_sha = _referral(uploads=(Upload(digests=(sha,)),))
    assert [bundle.times for bundle in _linker(*[both] * 9, *[by_sha] * 3).bundles(0)] == [12, 9]


def test_an_account_in_a_crowd_of_reports_joins_no_more_and_is_seen_as_a_bundle() -> None:
    account = Account(service="Instagram", identifier="5")
    it = _linker(*(_referral(_reported(account=account)) for _ in range(501)))
    assert _together(it, _ACCOUNT) == set()
    assert [(bundle.times, bundle.sort) for bundle in it.bundles(3)] == [(501, "account-number")]
    it.remove(500)
    assert len(_together(it, _ACCOUNT)) == 500
    assert it.bundles(3) == ()


def test_two_ways_of_seeing_one_thing_count_once() -> None:
    account = Account(service="Instagram", identifier="5", screen_names=("ana_12",))
    it = _linker(_referral(_reported(account=account)), _referral(_reported(account=account)))
    link = next(link for link in it.links(0) if link.level is Level.ACCOUNT)
    assert [(each.sort, each.counted) for each in link.evidence] == [
        ("account-number", True), ("screen-name", False), ("bare-name", False),
    ]  # fmt: skip
    assert link.strength == link.evidence[0].points == 24


def test_the_senders_own_contact_joins_nothing() -> None:
    sender = Person(role=Role.SENDER, emails=(Email(address="desk@example.org"),))
    it = _linker(_referral(sender), _referral(sender))
    assert it.links(0) == ()


def test_a_prior_report_is_named() -> None:
    it = _linker(_referral(source_id="1234"), _referral(_reported(prior_reports=("1234",)), source_id="99"))
    assert _together(it, Layer(Level.SOURCE, Side.ANY)) == _together(it, _WHO) == {0, 1}


# Decisions of people.


def _three() -> Linker:
    """0 and 1 share a mailbox, 1 and 2 a number."""
    phone = Phone(number="+355691234567")
    return _linker(
        _referral(_reported(emails=(_MAIL,))),
        _referral(_reported(emails=(_MAIL,), phones=(phone,))),
        _referral(_reported(phones=(phone,))),
    )


def test_told_apart_two_reports_part_and_the_rest_stays() -> None:
    it = _three()
    assert _together(it, _WHO) == {0, 1, 2}
    apart = Apart(_WHO, 0, frozenset({1}))
    it.decide(apart)
    assert (_together(it, _WHO, 0), _together(it, _WHO, 1)) == (set(), {1, 2})
    assert [tie.report for tie in it.cluster(_WHO, 1).held_back] == [0]
    it.withdraw(apart)
    assert _together(it, _WHO) == {0, 1, 2}


def test_a_report_taken_out_stays_out_when_another_would_bring_it_back() -> None:
    it = _three()
    it.decide(it.take_out(_WHO, 2))
    assert _together(it, _WHO) == {0, 1}
    bridge = _referral(_reported(emails=(_MAIL,), phones=(Phone(number="+355691234567"),)))
    it.add(3, imprint_of(bridge, regions=_REGIONS, key=_KEY))
    assert _together(it, _WHO) == {0, 1, 3}
    assert _together(it, _WHO, 2) == set()


def test_a_person_can_join_what_shares_nothing() -> None:
    it = _linker(_referral(), _referral())
    same = Same(_WHO, 0, 1)
    it.decide(same)
    assert _together(it, _WHO) == {0, 1}
    it.withdraw(same)
    assert _together(it, _WHO) == set()
    with pytest.raises(KeyError):
        it.withdraw(same)


def test_a_familys_telephone_can_be_set_aside() -> None:
    it = _three()
    traced = traces(_referral(_reported(phones=(Phone(number="+355691234567"),))), regions=_REGIONS)
    (token,) = tokens_of(traced, key=_KEY)
    it.decide(SetAside(token))
    assert _together(it, _WHO) == {0, 1}
    assert it.links(2) == ()
    it.withdraw(SetAside(token))
    assert _together(it, _WHO) == {0, 1, 2}


def test_an_erased_report_leaves_nothing_behind() -> None:
    it = _three()
    it.decide(Same(_WHO, 1, 0))
    it.remove(1)
    assert it.links(0) == it.links(2) == ()
    assert _together(it, _WHO, 0) == _together(it, _WHO, 2) == set()


def test_one_layers_decisions_are_not_anothers() -> None:
    account = Account(service="Instagram", identifier="178414")
    it = _linker(_referral(_reported(account=account)), _referral(_reported(account=account)))
    it.decide(Apart(_WHO, 0, frozenset({1})))
    assert _together(it, _WHO) == set()
    assert _together(it, _ACCOUNT) == {0, 1}


def test_nobody_is_parted_from_or_joined_with_oneself() -> None:
    with pytest.raises(ValueError, match="other reports"):
        Apart(_WHO, 1, frozenset({1}))
    with pytest.raises(ValueError, match="itself"):
        Same(_WHO, 1, 1)

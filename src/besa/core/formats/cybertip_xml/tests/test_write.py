"""What is written can be read again, and nothing is lost in silence."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given

from besa.core.formats import Account, Person, Referral, Role, Upload
from besa.core.formats.cybertip_xml import read, write
from besa.core.formats.losses import CannotExpress
from besa.core.formats.tests.properties import check_round_trip, unhurried
from besa.core.formats.tests.strategies import referrals, reports, supplements


def written(*referrals: Referral, **options: bool) -> bytes:
    stream = BytesIO()
    write(referrals, stream, **options)
    return stream.getvalue()


def again(data: bytes) -> list[Referral]:
    items = list(read(BytesIO(data), source="test"))
    assert [item.problem for item in items] == [""] * len(items)
    return [item.referral for item in items]


@unhurried
@given(reports())
def test_a_report_comes_back_as_it_was(referral: Referral) -> None:
    assert again(written(referral)) == [referral]


@unhurried
@given(supplements)
def test_the_details_of_a_file_come_back_as_they_were(referral: Referral) -> None:
    assert again(written(referral)) == [referral]


@unhurried
@given(referrals())
def test_what_has_no_place_is_named_and_the_rest_comes_back(referral: Referral) -> None:
    with pytest.raises(CannotExpress):
        written(referral)
    stream = BytesIO()
    losses = write([referral], stream, lossy=True)
    assert "incidents" in {loss.where.partition(".")[0] for loss in losses}
    if not referral.supplements:
        assert again(stream.getvalue())[0].incident_type == referral.incident_type


def test_the_files_of_a_report_follow_it_under_its_number() -> None:
    referral = Referral(
        format="x",
        source="test",
        source_id="17",
        uploads=(Upload(source_id="a", name="one.jpg"), Upload(source_id="b")),
    )
    report, first, second = again(written(referral))
    assert report.source_id == "17"
    assert (first.supplements, second.supplements) == ("17", "17")
    assert (first.uploads[0], second.uploads[0]) == referral.uploads


def test_a_strict_report_has_no_number_and_says_so() -> None:
    referral = Referral(format="x", source="test", source_id="17", provider="Example")
    with pytest.raises(CannotExpress) as caught:
        written(referral, strict=True)
    assert {loss.where for loss in caught.value.losses} == {"source_id", "provider"}


def test_a_second_screen_name_is_a_loss_that_is_named() -> None:
    account = Account(identifier="1", screen_names=("one", "two"))
    referral = Referral(format="x", source="test", people=(Person(role=Role.REPORTED, account=account),))
    with pytest.raises(CannotExpress) as caught:
        written(referral)
    assert [(loss.where, loss.text) for loss in caught.value.losses] == [("people.account.screen_names", "two")]


def test_characters_that_xml_cannot_hold_are_a_loss_that_is_named() -> None:
    referral = Referral(format="x", source="test", occurred_note="bell \x07")
    with pytest.raises(CannotExpress) as caught:
        written(referral)
    assert [loss.where for loss in caught.value.losses] == ["occurred_note"]


def test_people_in_another_order_are_the_same_people() -> None:
    child = Person(role=Role.CHILD, age="13")
    reported = Person(role=Role.REPORTED, age="40")
    linked = Person(role=Role.REPORTED, relation="Linked", of=1, account=Account(identifier="9"))
    referral = Referral(format="x", source="test", people=(child, reported, linked))
    [read_again] = again(written(referral))
    assert read_again.people == (reported, replace(linked, of=0), child)


@unhurried
@given(referrals())
def test_what_it_can_carry_comes_back_as_it_was(referral: Referral) -> None:
    check_round_trip(read, write, replace(referral, uploads=(), supplements=""))

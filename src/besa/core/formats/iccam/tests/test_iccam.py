"""What hotlines pass on is understood with its codes, and passed on again without a word changing its meaning."""

from json import loads
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.formats import Incident, Person, Referral, Role, Text
from besa.core.formats.iccam import codes, read, render, write
from besa.core.formats.iccam.grammar import ASSESSMENT
from besa.core.formats.moments import moment
from besa.core.formats.tests.mutations import mutated
from besa.core.formats.tests.properties import check_items, check_round_trip, referral_of, unhurried
from besa.core.formats.tests.strategies import free, maybe, referrals, some, word

FILES = Path(__file__).parent / "files"
REPORT = (FILES / "report.json").read_bytes()
CONTENT = (FILES / "content.json").read_bytes()


class TestAReport:
    def test_its_codes_are_words(self) -> None:
        report = referral_of(read, REPORT)
        assert report.quarantine == ()
        assert (report.source_id, report.category) == ("501", "csam")
        assert report.people == (Person(role=Role.SENDER, names=("analyst.example",)),)
        assert dict(report.said)["sourceUrlSiteType"] == "forum"
        assert [text for name, text in report.said if name.startswith("sourceUrlPaymentMethods")] == ["visa", "bitcoin"]

    def test_its_addresses_are_incidents(self) -> None:
        page, picture = referral_of(read, REPORT).incidents
        assert page.urls == ("https://example.com/thread",)
        assert page.networks[0].ip == "192.0.2.44"
        assert dict(page.hosting) == {
            "hostingCountryCode": "AL",
            "hostingIsp": "Example Hosting",
            "hostingOrganization/organizationName": "Example Hosting",
            "hostingOrganization/isContentDeliveryNetwork": "false",
        }
        assert dict(page.said)["assessment/ageCategorization"] == "pre-pubescent"
        assert dict(page.said)["actions/1/actionType"] == "removed"
        assert page.times == (("actions/0/actionDate", moment("2026-03-01T11:00:00Z")),)
        assert dict(picture.said)["assessment/classification"] == "doubtful"

    def test_it_is_written_with_the_same_numbers(self) -> None:
        assert referral_of(read, render(referral_of(read, REPORT))) == referral_of(read, REPORT)
        written = loads(render(referral_of(read, REPORT)))
        sent = loads(REPORT)
        assert written["urls"][0]["assessment"] == sent["urls"][0]["assessment"]
        assert written["sourceUrlPaymentMethods"] == sent["sourceUrlPaymentMethods"]


class TestAContent:
    def test_it_is_one_address_under_its_number(self) -> None:
        content = referral_of(read, CONTENT)
        assert content.source_id == "9001"
        assert dict(content.said) == {"reportId": "502", "contentId": "9001", "assignedCountryCode": "AL"}
        assert content.incidents[0].hosting[-1] == ("hostingOrganization/organizationName", "Example Net")
        assert {(note.where, note.text) for note in content.quarantine} == {
            ("assessment/classification", "9"),
            ("newField/inner", "5"),
        }

    def test_the_two_flags_that_were_once_swapped_keep_their_meaning(self) -> None:
        for flag in ("userGeneratedContentCategorization", "childModelingCategorization"):
            assert flag in ASSESSMENT
            item = f'{{"contentId": "1", "url": {{"urlString": "u"}}, "assessment": {{"{flag}": true}}}}'.encode()
            read_item = referral_of(read, item)
            assert read_item.incidents[0].said == ((f"assessment/{flag}", "true"),)
            assert loads(render(read_item))["url"]["assessment"] == {flag: True}


@pytest.mark.parametrize("kind", codes.Code.__subclasses__())
def test_every_code_comes_back_as_the_same_number(kind: type[codes.Code]) -> None:
    names = {
        codes.Classification: "assessment/classification",
        codes.Age: "assessment/ageCategorization",
        codes.Gender: "assessment/genderCategorization",
        codes.Action: "actions/0/actionType",
        codes.ContentType: "contentType",
    }
    for code in kind:
        if kind in names:
            referral = Referral(
                format="iccam/3", source="test", incidents=(Incident(kind="web", said=((names[kind], code.word),)),)
            )
            assert referral_of(read, render(referral)).incidents == referral.incidents
        else:
            assert code.word in {"not-determined", *(each.word for each in kind)}


addresses = st.builds(
    Incident,
    kind=st.just("web"),
    urls=st.tuples(word),
    said=st.one_of(st.just(()), st.just((("contentId", "5"), ("contentType", "media")))),
    texts=some(st.builds(Text, where=st.just("urls/memo"), text=free), 1),
)


@unhurried
@given(referrals(), st.lists(addresses, max_size=3).map(tuple), maybe)
def test_what_it_can_carry_comes_back_as_it_was(referral: Referral, incidents: tuple, number: str) -> None:
    check_round_trip(read, write, referral)
    made = Referral(format="iccam/3", source="test", source_id=number, incidents=incidents)
    assert referral_of(read, render(made)) == made


@pytest.mark.parametrize("start", range(0, 200, 100))
def test_a_broken_file_is_read_without_harm(start: int) -> None:
    for seed in range(start, start + 100):
        random = Random(seed)
        files = [REPORT, CONTENT, b"[" + REPORT + b"," + CONTENT + b"]"]
        check_items(read, mutated(random.choice(files), random))

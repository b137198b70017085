"""What police receive is understood or set aside, however it is put into a file."""

from pathlib import Path

import pytest

from besa.core.formats import Account, Address, Email, Network, Phone, Referral, Role
from besa.core.formats.cybertip_json import read, render
from besa.core.formats.tests.properties import Trickle, check_items, items_of, referral_of

FILES = Path(__file__).parent / "files"
FULL = (FILES / "full.json").read_bytes()
ODD = (FILES / "odd.json").read_bytes()


@pytest.fixture
def full() -> Referral:
    return referral_of(read, FULL)


class TestAFullReport:
    def test_everything_is_understood(self, full: Referral) -> None:
        assert full.quarantine == ()

    def test_numbers_and_texts_are_kept(self, full: Referral) -> None:
        assert (full.source_id, full.provider, full.category) == ("123456789", "Example Chat", "enticement")
        assert full.texts[0].text == "Nothing further."
        assert full.incidents[0].urls == ("https://example.com/a",)
        assert full.incidents[1].texts[0].text.startswith("Sent Date")

    def test_who_is_in_it(self, full: Referral) -> None:
        reported, sender = full.people
        assert reported.names == ("Test Example", "Testi")
        assert (reported.age, reported.sex) == ("41", "Male")
        assert reported.emails == (Email(address="person@example.net", verified=True),)
        assert reported.phones == (Phone(number="+355690000000", verified=False),)
        assert reported.addresses == (
            Address(lines=("1 Example Street",), city="Durres", postcode="2001", country="AL"),
        )
        assert reported.account == Account(
            service="Example Chat",
            identifier="100000001",
            screen_names=("example_41",),
            profile_urls=("https://example.com/example_41",),
        )
        assert reported.networks[0].port == 51234
        assert dict(reported.said)["accessToChildVictim"] == "true"
        assert dict(reported.said)["relationshipToChildVictim"] == "Coach"
        assert (sender.role, sender.names) == (Role.SENDER, ("Example Chat Images",))

    def test_files(self, full: Referral) -> None:
        [upload] = full.uploads
        assert (upload.viewed, upload.classification, upload.tags) == (None, "", ("Unfamiliar",))
        assert upload.digests == (("md5", "fafa5efeaf3cbe3b23b2748d13e629a1"),)
        assert upload.at == upload.networks[0].at
        assert upload.details == (("", "Upload Date and Time", "2026-03-01 20:05"),)

    def test_it_can_be_written_again_and_says_the_same(self, full: Referral) -> None:
        assert referral_of(read, render(full)) == full


class TestAnOddReport:
    def test_what_is_not_understood_is_set_aside_with_its_place(self) -> None:
        odd = referral_of(read, ODD)
        info = "reportedInformation"
        people = f"{info}/reportedPeople/reportedPersons"
        assert {(note.where, note.kind, note.text) for note in odd.quarantine} == {
            ("", "encoding", "\\ud83d alone"),
            ("reportId", "repeated-field", "8"),
            ("priority", "unknown-field", "E"),
            (f"{info}/incidentSummary/incidentType/0", "unreadable-value", "list"),
            (f"{info}/incidentSummary/incidentType", "missing-field", ""),
            (f"{info}/incidentSummary/incidentDateTime", "unreadable-value", "soon"),
            (f"{people}", "unreadable-value", "nobody"),
            (f"{people}/phones/other", "unknown-field", "1"),
            (f"{people}/deep/a/0", "unknown-field", "1"),
            (f"{people}/deep/a/1/b", "unknown-field", "true"),
            (f"{people}/deep/c", "unknown-field", ""),
            (f"{people}/sourceInformation/sourceCaptures/captureType", "unknown-value", "MAC Address"),
            (f"{people}/sourceInformation/sourceCaptures/value", "unknown-value", "00-00-5E-00-53-01"),
            (f"{people}/sourceInformation/sourceCaptures/captureType", "missing-field", ""),
            (f"{people}/sourceInformation/sourceCaptures/port", "unreadable-value", "seven"),
            (f"{info}/uploadedFiles/uploadedFiles/viewedByEsp", "unreadable-value", "sometimes"),
            (f"{info}/uploadedFiles/industryClassification", "unknown-value", "C9"),
        }

    def test_the_rest_is_understood_all_the_same(self) -> None:
        odd = referral_of(read, ODD)
        [reported] = odd.people
        assert odd.source_id == "7"
        assert reported.account == Account(screen_names=("plain",))
        assert (reported.age, reported.emails) == ("1.50", (Email(address="alone@example.com"),))
        assert reported.networks == (Network(ip="192.0.2.1"),)
        assert odd.texts[0].text == "\\ud83d alone"


class TestFilesOfManyShapes:
    @pytest.mark.parametrize(
        "data",
        [
            FULL + ODD,
            b"[" + FULL + b",\n" + ODD + b"]",
            FULL.replace(b"\n", b" ") + b"\n" + ODD.replace(b"\n", b" ") + b"\n",
            b"\xef\xbb\xbf" + FULL + b"\r\n\xef\xbb\xbf" + ODD,
            b"\x1e" + FULL + b"\x1e" + ODD,
            b"[[" + FULL + b"],[" + ODD + b"]]",
        ],
    )
    def test_objects_are_found_however_they_follow_each_other(self, data: bytes) -> None:
        items = check_items(read, data)
        assert [item.referral and item.referral.source_id for item in items] == ["123456789", "7"]
        assert items_of(read, data, Trickle) == items

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_wide_encodings_keep_their_exact_bytes(self, encoding: str) -> None:
        data = FULL.decode().encode(encoding)
        [item] = check_items(read, data)
        assert item.referral == referral_of(read, FULL)
        assert item.raw.rstrip(b"\n\0") == data.rstrip(b"\n\0")

    def test_a_truncated_file_gives_the_whole_reports_and_the_rest(self) -> None:
        first, rest = check_items(read, FULL + FULL[:-200])
        assert first.referral is not None
        assert "breaks off" in rest.problem
        assert rest.raw == FULL[:-200]

    def test_a_broken_line_costs_only_itself(self) -> None:
        line = render(referral_of(read, FULL)) + b"\n"
        for bad in (b'{"reportId": \n', b'{"a" 1}\n', b'{"reportId": "x\n', b"nonsense\n", b'{"x": 1}\n'):
            items = check_items(read, line + bad + line)
            assert [item.referral is not None for item in items] == [True, False, True]

    def test_bytes_that_are_no_text_stay_visible_and_are_noted(self) -> None:
        read_report = referral_of(read, b'{"reportId": "caf\xe9", "caf\xe9": 1}')
        assert read_report.source_id == "caf\\xe9"
        assert read_report.quarantine[0].kind == "encoding"

    def test_an_empty_file_says_so(self) -> None:
        [item] = items_of(read, b"")
        assert item.problem == "The file is empty."

"""What stands in a report is understood or set aside, whatever the sender did to it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from besa.core.formats import Address, Device, Item, Moment, Network, Person, Quarantined, Referral, Role
from besa.core.formats.cybertip_xml import read, render
from besa.core.formats.tests.properties import Trickle, check_items, items_of, referral_of

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def full() -> Referral:
    return referral_of(read, (FILES / "full.xml").read_bytes())


@pytest.fixture(scope="module")
def odd() -> Referral:
    return referral_of(read, (FILES / "odd.xml").read_bytes())


class TestAFullReport:
    def test_everything_is_understood(self, full: Referral) -> None:
        assert full.quarantine == ()

    def test_what_happened(self, full: Referral) -> None:
        assert (full.category, full.platform, full.batched) == ("enticement", "Example Chat", "VIRAL_POTENTIAL_MEME")
        assert full.escalation == "A meeting is planned for Friday."
        assert full.flags == ("sextortion", "csamSolicitation")
        assert full.occurred == Moment(
            text="2026-03-01T21:15:00.250-05:00", offset=-300, utc=datetime(2026, 3, 2, 2, 15, 0, 250000, UTC)
        )

    def test_where_it_happened(self, full: Referral) -> None:
        web, chat, phone, offline, peers = full.incidents
        assert web.urls == ("https://example.com/a", "https://example.com/b")
        assert web.hosted_by_others is True
        assert chat.names == (("chatClient", "Example Chat"), ("chatRoomName", "room 7"))
        assert chat.texts[0].where == "report/internetDetails/chatImIncident/content"
        assert chat.texts[0].text == "synthetic: where do you go to school & when"
        assert phone.coordinates == ("41.3275", "19.8187")
        assert (phone.phones[0].number, phone.phones[0].extension) == ("2025550123", "12")
        assert offline.addresses[0].country == "AL"
        assert peers.file_names == ("one.bin", "two.bin")

    def test_who_is_in_it(self, full: Referral) -> None:
        reported, linked, child, recipient, sender, contact, officer = full.people
        assert (reported.role, reported.names, reported.age) == (Role.REPORTED, ("Test Example",), "41")
        assert reported.account is not None
        assert reported.account.disabled is True
        assert reported.account.display_names == ("E.", "Example")
        assert reported.networks[0].port == 51234
        assert reported.devices[0] == Device(
            kind="IMEI",
            value="490154203237518",
            event="Upload",
            at=Moment(text="2026-03-01T20:00:01Z", offset=0, utc=datetime(2026, 3, 1, 20, 0, 1, tzinfo=UTC)),
        )
        assert reported.estimated_location == Address(city="Durres", region="Durres", country="AL")
        assert ("accountTemporarilyDisabled/@userNotified", "false") in reported.said
        assert {name for name, _ in reported.times} == {
            "accountTemporarilyDisabled/@disabledDate",
            "accountTemporarilyDisabled/@reenabledDate",
            "accountPermanentlyDisabled/@userNotifiedDate",
            "estimatedLocation/@timestamp",
        }
        assert (linked.relation, linked.of, linked.third_party) == ("Linked", 0, True)
        assert linked.account is not None
        assert linked.account.service == "Other Example"
        assert linked.prior_reports == ("103",)
        assert (child.role, child.age, child.school) == (Role.CHILD, "13", "Example School")
        assert [text.text for text in recipient.texts] == ["one", "two"]
        assert (sender.role, sender.relation) == (Role.SENDER, "")
        assert (contact.role, contact.relation) == (Role.SENDER, "contactPerson")
        assert (officer.role, officer.relation) == (Role.OTHER, "officerContact")
        assert ("reportedToLe", "true") in full.legal_process

    def test_it_can_be_written_again_and_says_the_same(self, full: Referral) -> None:
        assert referral_of(read, render(full)) == full


class TestTheDetailsOfAFile:
    def test_they_name_the_report_they_belong_to(self) -> None:
        details = referral_of(read, (FILES / "files.xml").read_bytes())
        assert details.supplements == "4564654"
        [upload] = details.uploads
        assert upload.digests == (("md5", "fafa5efeaf3cbe3b23b2748d13e629a1"), ("photodna", "1,2,3"))
        assert (upload.viewed, upload.exif_viewed, upload.public) == (True, False, True)
        assert upload.classification == ""
        assert upload.details == (("", "potentialMeme", "false"), ("EXIF", "Make", "Example"), ("EXIF", "Model", "One"))
        assert upload.at is not None
        assert (upload.at.offset, upload.at.utc) == (60, datetime(2026, 1, 31, 23, 0, tzinfo=UTC))
        assert details.quarantine == ()


class TestAnOddReport:
    def test_what_is_not_understood_is_set_aside_with_its_place(self, odd: Referral) -> None:
        summary = "report/incidentSummary"
        assert {(note.where, note.kind, note.text.strip()) for note in odd.quarantine} == {
            ("report", "unknown-field", "stray words"),
            ("report/reporter/@newAttribute", "unknown-field", "held"),
            ("report/victim/victimPerson/shoeSize/value/@unit", "unknown-field", "EU"),
            ("report/victim/victimPerson/shoeSize/value", "unknown-field", "34"),
            ("report/victim/victimPerson/shoeSize", "unknown-field", "or so"),
            (f"{summary}/incidentDateTime", "unreadable-value", "last Tuesday"),
            (f"{summary}/incidentType", "unknown-value", "Something That Was Renamed"),
            (f"{summary}/incidentType", "repeated-field", "Child Sex Trafficking"),
            (f"{summary}/reportAnnotations/newFlag", "unknown-field", ""),
            (f"{summary}/reportAnnotations/spam", "unknown-value", "false"),
            (f"{summary}/reportAnnotations/sextortion", "unreadable-value", "perhaps"),
            ("report/personOrUserReported/ipCaptureEvent/eventName", "unknown-value", "Message Sent"),
            ("report/personOrUserReported/ipCaptureEvent/port", "unreadable-value", "70000"),
            ("report/personOrUserReported/email", "unknown-field", "wrong@example.com"),
            ("report/personOrUserReported/screenName/b", "unknown-field", "c"),
            ("report/personOrUserReported/screenName", "unknown-field", "d"),
            ("report/incidentSummary/platform", "repeated-field", "Second Summary"),
        }

    def test_the_rest_is_understood_all_the_same(self, odd: Referral) -> None:
        reported, child = odd.people
        assert (odd.incident_type, odd.category, odd.flags) == ("Something That Was Renamed", "", ())
        assert child == Person(role=Role.CHILD, age="about 12")
        assert reported.networks == (
            Network(ip="192.0.2.1", event="Message Sent", at=Moment(text="2026-01-01T10:00:00")),
        )

    def test_an_empty_escalation_is_an_escalation(self, odd: Referral) -> None:
        assert odd.escalation == "-"

    def test_a_report_with_nothing_in_it_is_a_report(self) -> None:
        nothing = referral_of(read, b"<report/>")
        assert [note.kind for note in nothing.quarantine] == ["missing-field", "missing-field"]

    def test_a_drifted_incident_type_has_a_category_and_a_note(self) -> None:
        summary = b"<incidentSummary><incidentType>Child sexual abuse material</incidentType></incidentSummary>"
        drifted = referral_of(read, b"<report>" + summary + b"</report>")
        assert drifted.category == "csam"
        assert (
            Quarantined(
                where="report/incidentSummary/incidentType", kind="unknown-value", text="Child sexual abuse material"
            )
            in drifted.quarantine
        )

    def test_a_long_unknown_text_is_kept_whole(self) -> None:
        text = "word " * 5000
        note = referral_of(read, f"<report><new>{text}</new></report>".encode()).quarantine
        assert "".join(each.text for each in note if each.where == "report/new") == text


class TestManyReportsInOneFile:
    def test_a_wrapper_and_its_prefixes_are_no_obstacle(self) -> None:
        items = check_items(read, (FILES / "wrapped.xml").read_bytes())
        first, second, details, rest = items
        assert first.referral is not None
        assert (first.referral.source_id, first.referral.category) == ("1", "travel")
        assert first.raw.startswith(b'<ct:report reportId="1">')
        assert second.referral is not None
        assert second.referral.texts[0].text == "</ct:report> is only text here"
        assert details.referral is not None
        assert details.referral.supplements == "1"
        assert b"<ct:count>3</ct:count>" in rest.raw
        assert "outside" in rest.problem

    def test_documents_may_follow_each_other_in_different_encodings(self) -> None:
        data = b"".join(_in(encoding, "Ç, ë, š") for encoding in ("utf-8", "windows-1250", "utf-8"))
        texts = [item.referral.texts[0].text for item in check_items(read, data) if item.referral]
        assert texts == ["Ç, ë, š"] * 3

    @pytest.mark.parametrize("name", ["full.xml", "odd.xml", "files.xml", "wrapped.xml"])
    def test_it_does_not_matter_how_the_bytes_arrive(self, name: str) -> None:
        data = (FILES / name).read_bytes()
        assert items_of(read, data, Trickle) == check_items(read, data)

    def test_a_broken_report_costs_only_itself(self) -> None:
        good = b"<report><additionalInfo>good</additionalInfo></report>"
        for bad in (b"<report><a></report>", b"<report><a>", b"<report><!-- no end</report>", b"<report>&x;</report>"):
            items = check_items(read, b"<all>" + good + bad + good + b"</all>")
            assert [item.referral is not None for item in items] == [True, False, True]
            assert items[1].raw == bad

    def test_a_truncated_file_gives_the_whole_reports_and_the_rest(self) -> None:
        data = (FILES / "wrapped.xml").read_bytes()
        cut = data[: data.index(b"<![CDATA[") + 20]
        first, rest = check_items(read, cut)
        assert first.referral is not None
        assert "breaks off" in rest.problem
        assert cut.endswith(rest.raw)


class TestEncodings:
    # Nobody can tell UTF-32 without a mark.
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
    def test_wide_encodings_keep_their_exact_bytes(self, encoding: str, mark: str) -> None:
        mark = mark or "\ufeff" * encoding.startswith("utf-32")
        text = "<report><additionalInfo>ë 😀</additionalInfo></report>"
        data = f"{mark}<all>{text}{text}</all>".encode(encoding)
        items = check_items(read, data)
        assert [_text(item) for item in items] == ["ë 😀", "ë 😀"]
        assert items[0].raw in (text.encode(encoding), ("\ufeff" + text).encode(encoding))

    def test_a_byte_order_mark_is_no_text(self) -> None:
        [item] = check_items(read, b"\xef\xbb\xbf" + _in("utf-8", "x"))
        assert _text(item) == "x"

    def test_bytes_that_are_no_text_stay_visible_and_are_noted(self) -> None:
        [item] = check_items(read, b"<report><additionalInfo>caf\xe9</additionalInfo></report>")
        assert _text(item) == "caf\\xe9"
        assert item.referral is not None
        assert item.referral.quarantine[0] == Quarantined(where="", kind="encoding", text="\\xe9")

    def test_a_file_that_says_utf_16_and_is_not_is_read(self) -> None:
        declaration = b'<?xml version="1.0" encoding="utf-16"?>'
        [item] = check_items(read, declaration + b"<report><additionalInfo>x</additionalInfo></report>")
        assert _text(item) == "x"

    @pytest.mark.parametrize(
        "name", ["nonsense", "rot13", "hex", "idna", "utf-7", "cp037", "undefined", "unicode_escape"]
    )
    def test_an_encoding_that_is_none_does_no_harm(self, name: str) -> None:
        data = f'<?xml version="1.0" encoding="{name}"?><report><additionalInfo>+AD4-\\x41</additionalInfo></report>'
        [item] = check_items(read, data.encode())
        assert _text(item) == "+AD4-\\x41"

    @pytest.mark.parametrize("control", [b"\x00", b"\x1b", b"&#0;", b"&#x1F;", b"&#xD800;", b"&#99999999;"])
    def test_control_characters_stay_visible_and_are_noted(self, control: bytes) -> None:
        [item] = check_items(read, b"<report><additionalInfo>a" + control + b"b</additionalInfo></report>")
        assert item.referral is not None
        assert _text(item) not in {"", "ab"}
        assert item.referral.quarantine[0].kind == "encoding"

    def test_half_a_wide_character_at_the_end_is_kept(self) -> None:
        *_, rest = check_items(read, "\ufeff<report/>".encode("utf-16-le") + b"\x00")
        assert rest.raw == b"\x00"


def _in(encoding: str, text: str) -> bytes:
    body = f"<report><additionalInfo>{text}</additionalInfo></report>"
    document = f'<?xml version="1.0" encoding="{encoding}"?>\n{body}\n'
    return document.encode(encoding)


def _text(item: Item) -> str:
    assert item.referral is not None
    return item.referral.texts[0].text

"""A letter is chosen out of those that can be used, filled in, looked at and made into a file."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import docx
import pypdf
import pytest
from django.urls import reverse

from besa.core.jurisdiction import Places, casefile, current
from besa.core.jurisdiction.letters import letters
from besa.node.jurisdiction import actions as jurisdiction
from besa.node.law.wording import voice
from besa.node.letters import actions, listing
from besa.node.letters.models import Letter
from besa.node.letters.tests.conftest import FACTS, NOW, At, answer, described, marks
from besa.node.letters.values import Draft, Extension, Row, from_json, to_json
from besa.node.platform import confirmations, country, environment

TYPED = {
    "sender": "Prokuroria e Tiranës",
    "addressee": "24/7 point of contact",
    "reference": "12/2026",
    "summary": "Një burrë shpërndau pamje.\nDy herë.",
    "relation": "Account of the offender",
    "custodian": "Chatter Inc.",
    "need": "Deleted after 30 days",
    "contact": "Ana Hoxha, +355 4 000 000",
    "languages": ["sq", "en"],
    "rows-TOTAL_FORMS": "2",
    "rows-INITIAL_FORMS": "0",
    "rows-0-what": "account",
    "rows-0-value": "agi_#1 $x$",
    "rows-0-provider": "Chatter",
    "rows-0-begins": "2026-02-10T20:15:00",
    "rows-0-offset": "60",
    "rows-1-what": "",
    "rows-1-value": "",
    "rows-1-offset": "0",
}


def words_of_pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def begun(at: At, one, **more: str) -> str:
    page = at.page("choose", one, query="?issuer=al")
    [submission] = re.findall(r'name="submission" value="([0-9a-f-]{36})"', page)
    assert 'value="preservation_abroad:us"' in page
    data = {"submission": submission, "issuer": "al", "choice": "preservation_abroad:us", **more}
    response = at.post("choose", one, data=data)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def test_from_an_assessment_to_the_pdf(anna: At, one) -> None:
    address = begun(anna, one)
    letter = Letter.objects.get()
    page = anna.client.get(address).content.decode()
    assert "Request for expedited preservation" in page
    assert "at least 60 days" in page
    assert "Authority that asks" in page  # still missing
    page = anna.told("letter", letter.id, data=TYPED)
    assert "The letter is saved." in page
    assert "Prokuroria e Tiranës" in page
    seen = anna.page("preview", letter.id)
    assert "2026-02-10 19:15 (2026-02-10 20:15 +01:00)" in seen
    assert "Draft for the competent authority" in seen
    assert 'lang="sq"' in seen
    response = anna.post("pdf", letter.id)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="preservation-')
    told = words_of_pdf(response.content)
    for words in ("agi_#1 $x$", "Prokuroria e Tiranës", "Ana Hoxha", "Draft for the competent authority", "12/2026"):
        assert words in told, words
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    assert all("Draft for the competent authority" in " ".join(page.extract_text().split()) for page in reader.pages)
    written = docx.Document(io.BytesIO(anna.post("docx", letter.id).content))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert "agi_#1 $x$" in cells
    verbs = marks(letter.id)
    assert verbs[0] == "letters.letter.begun"
    assert verbs.count("letters.letter.downloaded") == 2
    assert "letters.letter.changed" in verbs


def test_the_same_form_sent_twice_begins_one_letter(anna: At, one) -> None:
    once = str(uuid4())
    assert begun(anna, one, submission=once) == begun(anna, one, submission=once)
    assert Letter.objects.count() == 1


def test_only_what_is_in_force_for_both_sides_can_be_chosen(anna: At, team) -> None:
    # The recorded law says that this side is no Party of the treaty that the letter rests on.
    elsewhere = {**FACTS["case"], "company": {"seat": ["xk"]}}
    elsewhere["places"] = {**elsewhere["places"], "server": ["xk"]}
    other = described(team, **elsewhere)
    page = anna.page("choose", other, query="?issuer=al")
    assert 'value="preservation_abroad:xk"' not in page
    assert "This is not so: Convention on Cybercrime" in page  # why not
    refused = anna.post("choose", other, data={"issuer": "al", "choice": "preservation_abroad:xk"})
    assert refused.status_code == 422
    assert "Choose a letter." in refused.content.decode()
    assert not Letter.objects.exists()


def test_what_counts_only_because_the_case_asks_for_it_is_said(anna: At, one) -> None:
    assert "known only from memory" in anna.page("choose", one, query="?issuer=al")


def test_a_letter_names_no_treaty_that_does_not_carry_it() -> None:
    law, found = current(), answer()
    usable = listing.instruments(found, law, issuer="al", day=NOW.date())
    one = usable["preservation_abroad", "us"]
    assert listing.can_be_written(one, law)
    [named] = {law.provisions[ident].treaty for ident in letters()[one.letter].basis}
    other = replace(one, bases=tuple(replace(basis, treaty="untoc") for basis in one.bases if basis.treaty == named))
    assert not listing.can_be_written(other, law)
    assert "is not known to be in force for both" in listing.choice(other, law, voice("en")).why[0]


def test_contradicting_facts_give_no_letter(anna: At, team) -> None:
    wrong = casefile.from_mapping({**FACTS, "case": {**FACTS["case"], "offence": {"on": "2027-01-01"}}})
    other = jurisdiction.describe(wrong, desk_id=team.hotline, keyring=team.anna, now=NOW)
    assert "contradict each other" in anna.page("choose", other)
    assert anna.post("choose", other, data={"choice": "preservation_abroad:us"}).status_code == 422


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"languages": []}, "Choose at least one language."),
        ({"languages": ["xx"]}, "valid choice"),
        ({"sender": "x" * 501}, "at most 500"),
        ({"summary": "x" * 20_001}, "at most 20000"),
        ({"reply_by": "soon"}, "Write the day as"),
        ({"rows-0-begins": "yesterday"}, "Write the time as"),
        ({"rows-0-begins": "2026-02-10T20:15:00+01:00"}, "Write the time as"),
        ({"rows-0-ends": "2026-02-09T20:15:00"}, "before the time it begins"),
        ({"rows-0-value": ""}, "Write it as it stands"),
        ({"rows-0-what": ""}, "Choose what it is"),
        ({"rows-0-what": "nonsense"}, "valid choice"),
        ({"rows-0-offset": "17"}, "valid choice"),
        ({"rows-0-begins": "", "rows-0-ends": "2026-02-09T20:15:00"}, "Write from when"),
        ({"rows-TOTAL_FORMS": "9999"}, "60"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(anna: At, letter, changed, said: str) -> None:
    response = anna.post("letter", letter, data={**TYPED, **changed})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert 'role="alert"' in page
    assert "Prokuroria e Tiranës" in page or "sender" in changed
    assert "letters.letter.changed" not in marks(letter)


def test_what_a_colleague_changed_meanwhile_is_not_lost_unseen(anna: At, ben: At, letter) -> None:
    [seen] = re.findall(r'name="seen" value="([0-9.]+)"', anna.page("letter", letter))
    ben.told("letter", letter, data={**TYPED, "sender": "Ben's words"})
    response = anna.post("letter", letter, data={**TYPED, "seen": seen})
    page = response.content.decode()
    assert response.status_code == 422
    assert "A colleague has changed this letter meanwhile" in page
    assert "Prokuroria e Tiranës" in page
    [seen] = re.findall(r'name="seen" value="([0-9.]+)"', page)
    assert "The letter is saved." in anna.told("letter", letter, data={**TYPED, "seen": seen})


def test_a_row_that_is_emptied_is_gone(anna: At, letter) -> None:
    anna.told("letter", letter, data=TYPED)
    emptied = {**TYPED, "rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "1"}
    emptied |= {f"rows-0-{name}": "" for name in ("what", "value", "provider", "begins", "ends")}
    page = anna.told("letter", letter, data={**emptied, "rows-1-what": "phone", "rows-1-value": "+355 69 000 000"})
    assert "agi_#1" not in page
    assert "+355 69 000 000" in page


def test_the_clock_runs_from_the_day_that_was_noted_and_an_extension_is_kept(anna: At, letter) -> None:
    anna.told("clock", letter, data={"started": "2026-02-20"})
    page = anna.told("extend", letter, data={"until": "2099-01-01", "words": "Chatter, e-mail of 2 March"})
    assert "21 Apr 2026" in page
    assert "1 Jan 2099" in page
    assert "Chatter, e-mail of 2 March" in page
    assert marks(letter).count("letters.letter.extended") == 1
    page = anna.told("letter", letter, data=TYPED)
    assert "1 Jan 2099" in page  # saving the words loses nothing that was noted


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("clock", {"started": "2999-01-01"}, "has not come yet"),
        ("clock", {"started": "x"}, "Write the day as"),
        ("extend", {"until": "2020-01-01", "words": "x"}, "over already"),
        ("extend", {"until": "2099-01-01", "words": ""}, "Write who said so"),
        ("extend", {"until": "", "words": "x"}, "Choose the day"),
    ],
)
def test_a_wrong_day_is_said(anna: At, letter, name: str, data, said: str) -> None:
    response = anna.post(name, letter, data=data)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_language_that_the_operator_has_confirmed_is_named_no_more(anna: At, letter) -> None:
    env = environment.current()
    here, file = country.load(env.country), env.home / confirmations.FILE
    said = "has confirmed the words of this letter yet: Shqip, English"
    assert said in anna.page("letter", letter)
    confirmations.confirm(confirmations.item("letters/preservation-sq", here), by="Ana Hoxha", home=env.home, now=NOW)
    try:
        page = anna.page("letter", letter)
    finally:
        file.unlink()
    assert said not in page
    assert "has confirmed the words of this letter yet: English" in page


def test_a_letter_that_can_no_longer_be_used_says_so(anna: At, letter, one, team) -> None:
    def moved(found):
        there = Places.known("xk")
        return replace(found, case=replace(found.case, server=there, company=there))

    jurisdiction.change(one, moved, keyring=team.anna, now=NOW)
    assert "this letter cannot be used" in anna.page("letter", letter)


def test_nothing_exists_for_another_desk(cara: At, letter, one) -> None:
    for name in ("letter", "preview", "erase"):
        assert cara.get(name, letter).status_code == 404
    for name in ("letter", "pdf", "docx", "clock", "extend", "erase"):
        assert cara.post(name, letter, data=TYPED).status_code in (404, 422)
    assert cara.post("pdf", letter).status_code == 404
    assert cara.get("choose", one).status_code == 404
    assert cara.get("letter", uuid4()).status_code == 404
    assert Letter.objects.get(pk=letter).erased_at is None


def test_a_browser_that_only_looks_ahead_opens_nothing(anna: At, letter) -> None:
    assert anna.get("letter", letter, **{"Sec-Purpose": "prefetch"}).status_code == 204
    assert marks(letter) == ["letters.letter.begun"]
    assert anna.client.get(reverse("letters:pdf", args=[letter])).status_code == 405


def test_what_was_changed_behind_the_back_is_not_shown(anna: At, letter) -> None:
    row = Letter.objects.get(pk=letter)
    row.sealed = bytes(row.sealed)[:-1] + bytes([bytes(row.sealed)[-1] ^ 1])
    row.save()
    response = anna.get("letter", letter)
    assert response.status_code == 409
    assert "cannot be opened" in response.content.decode()
    assert anna.post("pdf", letter).status_code == 409


def test_a_draft_survives_being_sealed() -> None:
    row = Row(
        "account", "x", datetime.fromisoformat("2026-01-02T03:04:05"), datetime.fromisoformat("2026-01-03"), -570, "y"
    )
    whole = Draft(
        kind="preservation", instrument="i", issuer="al", to="us", languages=("sq", "en"), acts=("distribute",),
        places=("al",), said={"summary": "“ë”\n"}, rows=(row, Row("ip", "::1")), reply_by=date(2026, 5, 1),
        started=date(2026, 4, 1), extensions=(Extension(date(2026, 9, 1), "w", date(2026, 4, 2)),),
    )  # fmt: skip
    assert from_json(to_json(whole)) == whole
    assert row.when == "2026-01-02 12:34 – 2026-01-03 09:30 (2026-01-02 03:04 – 2026-01-03 00:00 -09:30)"


def test_a_letter_is_erased_for_good_by_its_author_or_a_lead(anna: At, ben: At, letter) -> None:
    assert "Erase this letter?" in anna.page("erase", letter)
    assert anna.post("erase", letter).status_code == 422, "without a reason nothing goes"
    assert "erased by whoever began it" in ben.page("erase", letter)
    assert "Nothing was erased" in ben.told("erase", letter, data={"reason": "mistake"})
    page = anna.told("erase", letter, data={"reason": "mistake"})
    assert "erased, for ever" in page
    row = Letter.objects.get(pk=letter)
    assert (bytes(row.sealed), row.erased_for) == (b"", "mistake")
    assert anna.get("letter", letter).status_code == 404
    assert marks(letter)[-1] == "letters.letter.erased"


def test_letters_go_with_their_assessment(team, letter, one) -> None:
    jurisdiction.ask_to_erase(one, "asked", keyring=team.ben, now=NOW)
    jurisdiction.erase(one, keyring=team.anna, now=NOW)
    row = Letter.objects.get(pk=letter)
    assert (bytes(row.sealed), row.erased_for) == (b"", "with")
    with pytest.raises(actions.NoSuchLetter):
        actions.open_letter(letter, keyring=team.anna, now=NOW)

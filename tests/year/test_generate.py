"""The synthetic year: the same every time, whole, readable, and ignorant of the rules that judge it."""

from __future__ import annotations

import ast
import random
from collections import Counter
from io import BytesIO
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from bench.year import files, generator
from bench.year.files import as_read, document, form, write
from bench.year.generator import year
from bench.year.offenders import LOCAL_NETWORKS
from bench.year.planting import KINDS, NEGATIVES
from bench.year.showing import PLACEHOLDERS, connected, shared, shown, with_own_files
from bench.year.stories import LANGUAGES, SETS, Teller, _careless, cyrillic, wordings
from bench.year.truth import Truth
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats import Account, Person, Phone, Referral, Role, cybertip_json, cybertip_xml, lines

_FOLDER = Path(generator.__file__).parent
_MAY_KNOW_RULES = {
    f"{name}.py" for name in ("evaluation", "joining", "judging", "link_tables", "measuring", "pool", "queue_tables")
}
_WITHOUT_WORDS = {"production", "new-detail"}


@pytest.fixture(scope="module")
def cases():
    return year(1_200, 7)


def test_years_of_other_people_go_into_one_node():
    one, other = year(400, 3), year(400, 4, after=400)
    for things in (
        lambda person: [each.calling_code + each.number for each in person.phones],
        lambda person: [each.value for each in person.devices],
        lambda person: [each.address for each in person.emails],
        lambda person: [person.account.identifier] if person.account else [],
    ):
        of_one, of_other = (
            {
                each
                for case in cases
                for who in case.referral.people
                if who.role is Role.REPORTED
                for each in things(who)
                if each and each not in PLACEHOLDERS
            }
            for cases in (one, other)
        )
        assert of_one, "nothing to compare"
        assert of_other
        assert not of_one & of_other
    assert {case.truth.person for case in one}.isdisjoint(case.truth.person for case in other)
    assert {case.referral.source_id for case in one}.isdisjoint(case.referral.source_id for case in other)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    first, again, other = (b"".join(document(case.referral) for case in year(80, seed)) for seed in (3, 3, 4))

    assert first == again
    assert first != other


def test_it_holds_as_many_as_asked_in_order_of_arrival(cases):
    assert len(cases) == 1_200
    assert [case.arrives for case in cases] == sorted(case.arrives for case in cases)
    assert len({case.referral.source_id for case in cases}) == 1_200


def test_every_kind_is_planted_and_few_of_all_are_urgent(cases):
    kinds = Counter(case.truth.urgent for case in cases if case.truth.urgent)

    assert set(kinds) == set(KINDS)
    assert sum(kinds.values()) == 30


def test_what_is_true_never_stands_in_the_referral(cases):
    for case in cases:
        written = document(case.referral)
        for word in (b'"urgent"', b"paraphrase", b"minority", b"planted", b"roma"):
            assert word not in written.lower()


def test_every_referral_is_read_again_without_quarantine(cases):
    for case in cases:
        assert as_read(case.referral).quarantine == ()


def test_all_three_forms_occur_and_many_referrals_say_next_to_nothing(cases):
    forms = Counter(form(case.referral) for case in cases)

    assert set(forms) == {"cybertip-xml", "cybertip-json", "lines"}
    assert sum(not case.referral.people for case in cases) > 30


def test_the_words_of_a_case_reach_whoever_reads_the_referral(cases):
    for case in cases:
        if case.truth.channel == "text":
            read = as_read(case.referral)
            texts = [
                *read.texts,
                *(text for each in (*read.people, *read.incidents, *read.uploads) for text in each.texts),
            ]
            assert read.occurred_note or any(len(text.text) > 20 for text in texts)


def test_nobodys_address_number_or_mailbox_is_used(cases):
    special = [*LOCAL_NETWORKS, "198.51.100.0/24", "203.0.113.0/24"]
    for case in cases:
        for person in case.referral.people:
            assert all(each.address.endswith("@example.com") for each in person.emails)
            assert all(each.number[2:4] == "00" for each in person.phones)
            for used in person.networks:
                assert any(ip_address(used.ip) in ip_network(network) for network in special)


@pytest.mark.parametrize("which", SETS)
def test_every_kind_can_be_told_in_every_language(which):
    for kind in (*KINDS, *NEGATIVES):
        if kind not in _WITHOUT_WORDS:
            told = set(wordings(which)[kind])
            assert told - {"sq-plain"} == {language.partition("-")[0] for language in LANGUAGES}


def test_the_held_out_set_has_six_wordings_for_each_kind_and_language_and_some_written_without_marks():
    for kind, languages in wordings("second").items():
        for language, texts in languages.items():
            assert len(set(texts)) == len(texts) >= (3 if language == "sq-plain" else 6), (kind, language)
        assert all(text.isascii() for text in languages["sq-plain"]), kind


def test_no_wording_stands_in_both_sets():
    first, second = (
        {text for languages in wordings(which).values() for texts in languages.values() for text in texts}
        for which in SETS
    )

    assert len(second) > len(first) > 200
    assert not first & second


@pytest.mark.parametrize("which", [*SETS, "both"])
@settings(deadline=None)  # a year takes as long as the machine has to do
@given(seed=st.integers(min_value=0, max_value=10**6), reports=st.integers(min_value=1, max_value=60))
def test_a_small_year_of_any_size_and_seed_can_be_written_and_read(which, seed, reports):
    cases = year(reports, seed, which)

    assert len(cases) == reports
    assert all(as_read(case.referral).source_id == case.truth.source_id for case in cases)
    told = {case.truth.wordings for case in cases} - {""}
    assert told <= (set(SETS) if which == "both" else {which})


@given(text=st.text(max_size=12), seed=st.integers())
def test_typing_carelessly_changes_few_letters_and_breaks_nothing(text, seed):
    typed = _careless(text, random.Random(seed))

    assert abs(len(typed) - len(text)) <= 2
    assert set(typed) <= set(text)


@settings(deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**6))
def test_all_kinds_are_told_in_both_sets_without_a_gap_left_open(seed):
    for which in SETS:
        teller = Teller((which,), seed)
        for kind in (*KINDS, *NEGATIVES):
            if kind not in _WITHOUT_WORDS:
                for language in LANGUAGES:
                    told = teller.story(kind, language, minority=False, age=12)
                    assert told.paraphrase.startswith(f"{which}/{kind}/{language.partition('-')[0]}")
                    assert not any(sign in words for _, words in told.turns for sign in "{}|~<")


def test_the_year_is_the_same_whichever_set_tells_it():
    def bare(which):
        return [
            (case.arrives, case.truth.urgent, case.truth.person, case.referral.people and shown(case.referral))
            for case in year(300, 3, which)
        ]

    assert bare("first") == bare("second") == bare("both")


def test_of_whom_a_wording_tells_never_stands_in_the_text():
    teller = Teller(("second",), 1)
    told = [teller.story("selfharm", "sr-latn", minority=False, age=12) for _ in range(60)]

    assert {"girl", "boy", ""} == {each.sex for each in told}
    assert not any(words.startswith(("girl", "boy")) for each in told for _, words in each.turns)


def test_serbian_is_written_in_cyrillic_letter_by_letter():
    assert (
        cyrillic("Ljubav, njuška, džep, đak, ćerka, čaša, šuma, žaba")
        == "Љубав, њушка, џеп, ђак, ћерка, чаша, шума, жаба"
    )


def test_files_hold_all_referrals_and_the_truth_stands_beside_them(tmp_path):
    some = year(60, 2)
    written = write(some, tmp_path, each=20)
    readers = {".xml": cybertip_xml.read, ".json": cybertip_json.read, ".jsonl": lines.read}
    found = [
        item.referral.source_id
        for path in sorted((tmp_path / "referrals").iterdir())
        for item in readers[path.suffix](BytesIO(path.read_bytes()), source="clearing-house")
    ]
    truths = [Truth.read(line) for line in (tmp_path / "truth.jsonl").read_text().splitlines()]

    assert sum(written.values()) == 60
    assert sorted(found) == sorted(case.referral.source_id for case in some)
    assert truths == [case.truth for case in some]
    assert max(written.values()) <= 20


def test_the_generator_knows_no_rules():
    for path in sorted(_FOLDER.glob("*.py")):
        if path.name in _MAY_KNOW_RULES:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not name.startswith("besa") or name.startswith("besa.core.formats"), f"{path.name}: {name}"


def test_nothing_that_knows_rules_is_imported_by_the_generator():
    knowing = {name.removesuffix(".py") for name in _MAY_KNOW_RULES}
    for module in (generator, files):
        imported = {
            node.module
            for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
        }
        assert not {f"bench.year.{name}" for name in knowing} & imported


def test_what_is_shown_of_a_person_survives_the_form_it_is_sent_in(cases):
    for case in cases:
        assert shown(case.referral, case.written) == shown(as_read(case.referral), case.written)


def test_words_show_a_number_and_a_wallet_that_stand_in_them(cases):
    told = [case for case in year(6_000, 2) if case.written]

    assert {each.partition(":")[0] for case in told for each in case.written} == {"phone", "wallet"}
    for case in told:
        whole = document(case.referral).decode().replace(" ", "")
        assert all(each.partition(":")[2][-6:] in whole for each in case.written)


def test_reports_of_one_person_are_known_to_be_so_only_by_what_they_show(cases):
    persons = [case.truth.person for case in cases]
    shows = with_own_files([shown(case.referral, case.written) for case in cases], persons)
    pairs = [
        (a, b) for a in range(len(cases)) for b in range(a) if persons[a] == persons[b]
    ]  # fmt: skip
    assert pairs
    for a, b in pairs:
        both = shared(shows[a], shows[b])
        one, other = cases[a].truth, cases[b].truth
        if set(both) & {"account", "phone", "e-mail", "device", "file"}:
            assert one.known == other.known != ""
        if both:
            assert one.leads == other.leads != ""
        if one.known and one.known == other.known:
            assert one.leads == other.leads
    assert any(not cases[a].truth.leads for a, _ in pairs)


def test_what_providers_write_where_they_have_nothing_is_shared_by_nobody():
    empty = Referral(
        format="lines/1", source="x", provider="P",
        people=(Person(role=Role.REPORTED, account=Account(service="P", screen_names=("unknown",))),),
    )  # fmt: skip
    named = Referral(
        format="lines/1", source="x", provider="P",
        people=(
            Person(role=Role.REPORTED, phones=(Phone(number="69001", calling_code="+355"),)),
            Person(role=Role.CHILD, account=Account(service="P", screen_names=("c",))),
        ),
    )  # fmt: skip

    assert not any(shown(empty).values())
    assert {kind for kind, keys in shown(named).items() if keys} == {"phone"}
    assert shared(*with_own_files([shown(named), shown(empty, ["phone:35569001"])], ["a", "a"])) == ("text",)


def test_reports_are_connected_by_a_chain_of_keys():
    keys = [frozenset("x"), frozenset("xy"), frozenset("y"), frozenset()]

    assert connected(keys) == [0, 0, 0, None]
    assert connected(keys, ["p", "q", "q", "q"]) == [0, 1, 1, None]

"""The synthetic year: the same every time, whole, readable, and ignorant of the rules that judge it."""

from __future__ import annotations

import ast
from collections import Counter
from io import BytesIO
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from bench.year import evaluation, files, generator, joining, judging
from bench.year.files import as_read, document, form, write
from bench.year.generator import year
from bench.year.offenders import LOCAL_NETWORKS
from bench.year.planting import KINDS, NEGATIVES
from bench.year.stories import LANGUAGES, _texts, cyrillic
from bench.year.truth import Truth

from besa.core.formats import cybertip_json, cybertip_xml, lines

_FOLDER = Path(generator.__file__).parent
_MAY_KNOW_RULES = {Path(module.__file__ or "").name for module in (evaluation, judging, joining)}


@pytest.fixture(scope="module")
def cases():
    return year(1_200, 7)


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


def test_every_kind_can_be_told_in_every_language():
    for kind in (*KINDS, *NEGATIVES):
        if kind not in {"production", "new-detail"}:
            assert set(_texts()[kind]) == {language.partition("-")[0] for language in LANGUAGES}


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

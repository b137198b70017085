"""The ledger page: for auditors, and for nobody else."""

from __future__ import annotations

import pytest

from besa.node.people import actions
from besa.node.people.tests.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(colleague) -> Browser:
    colleague("vera", is_auditor=True)
    return Browser().sign_in("vera")


def test_an_auditor_begins_there_and_reads_who_did_what(ana, auditor):
    assert auditor.get("/staff/account/start")["Location"] == "/staff/people/ledger"
    html = auditor.get("/staff/people/ledger").content.decode()
    assert "An account was made" in html
    assert ana.pseudonym in html
    assert "Ana" in html


def test_it_can_be_narrowed_to_one_person(ana, auditor, colleague):
    bora = colleague("bora")
    page = auditor.get(f"/staff/people/ledger?about={bora.pseudonym}")
    about = {(row["pseudonym"], row["line"].object_id) for row in page.context["rows"]}
    assert about == {(bora.pseudonym, bora.pseudonym), (ana.pseudonym, bora.pseudonym)}


def test_it_is_read_page_by_page_without_gap_or_repetition(ana, auditor):
    for n in range(120):
        actions.choose_language(ana.pk, actor=ana.actor, language="sq" if n % 2 else "en")
    seen, address = [], "/staff/people/ledger"
    while address:
        page = auditor.get(address)
        seen += [row["line"].number for row in page.context["rows"]]
        older = page.context["older"]
        address = f"/staff/people/ledger?before={older}" if older else ""
    assert len(seen) == len(set(seen)) > 120
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=99999999999999999999", "about=%00", "about=' OR 1=1"]
)
def test_nonsense_in_the_address_breaks_nothing(query, auditor):
    assert auditor.get(f"/staff/people/ledger?{query}").status_code == 200


def test_neither_administrators_nor_members_read_it(node, browser):
    browser.sign_in("ana")
    assert browser.get("/staff/people/ledger").status_code == 403
    assert "/staff/people/ledger" not in browser.get("/staff/people/").content.decode()

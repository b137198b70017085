"""Whoever is signed in reads the law, says no more than one State at a time, and finds what is wanting."""

from __future__ import annotations

import re

import pytest

from besa.node.law import actions, overlay, queries
from besa.node.law.models import Change, WorkList
from besa.node.law.tests.conftest import CELL, NOW, sourced
from besa.node.people.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(hire, sit):
    """Somebody who is no lawyer and has no desk."""
    return sit(hire("bora"))


@pytest.mark.parametrize("language", ["en", "mk"])
def test_every_page_of_the_law_can_be_read(reader, language):
    Staff.objects.update(language=language)
    for name, *args in (
        ("law",), ("state", "xk"), ("treaty", "cets201"), ("cell", CELL), ("cell", "cets201.25.1.a"),
        ("cell", "al.law.no_such_cell_yet"), ("cell", "cets201.in_force"), ("changes",), ("search",),
    ):  # fmt: skip
        assert "<h1>" in reader.page(name, *args), (name, *args)


def test_a_state_s_page_says_what_how_sure_when_and_where(reader):
    page = reader.page("state", "fr")
    assert "jurisdiction over nationals who act abroad" in page
    assert re.search(r'class="sure sourced">sourced<', page)
    assert 'rel="noreferrer"' in page
    assert "France: jurisdiction" not in page, "the page names its State once"


def test_there_is_no_page_of_what_is_not_there(reader):
    for name, arg in (
        ("state", "zz"),
        ("state", "../etc"),
        ("treaty", "nothing"),
        ("cell", "zz.law.x"),
        ("cell", "<b>"),
    ):
        if "/" not in arg:
            assert reader.get(name, arg).status_code == 404
    assert reader.client.get("/staff/law/changes/00000000-0000-0000-0000-000000000000").status_code == 404


def test_an_entry_is_found_by_words_of_its_name_note_or_source(reader):
    assert CELL in reader.page("search", query="?q=france+nationals+abroad")
    page = reader.page("search", query="?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert "0 entries were found" in page
    assert reader.get("search", query="?q=" + "x" * 5000).status_code == 200


def test_the_work_list_is_narrowed_and_paged_and_takes_no_order(reader):
    cells = [f"{code}.law.{name}" for code in ("al", "mk") for name in ("grooming", "csam_access", "vicarious")]
    tasks = [[cell, "unknown" if "csam" in cell else "weak", 9, 99, ""] for cell in cells * 20]
    WorkList.objects.create(version="v", made_on=NOW, tasks=tasks, readers={"cases": [], "cells": {}})
    every = main(reader.page("worklist"))
    assert "120 entries" in every
    assert "Page 1 of 3" in every
    assert "being made anew" in every, "it is of another version than the law that counts"
    ours = reader.page("worklist", query="?of=mk&kind=unknown")
    assert set(re.findall(r'class="ident">([a-z]{2})\.', ours)) == {"mk"}
    assert main(reader.page("worklist", query="?order=alone&sort=state")) == every
    for odd in ("?page=99999", "?page=x", "?kind=<b>", "?of=zz", "?page=" + "9" * 400):
        assert reader.get("worklist", query=odd).status_code == 200


def main(page: str) -> str:
    return page.partition("<main")[2]


def test_nobody_but_lawyers_proposes_or_decides(reader, propose):
    made = propose()
    assert "waits for a second lawyer" in reader.page("cell", CELL)
    assert reader.get("propose", CELL).status_code == 403
    for name in ("accept", "refuse", "withdraw"):
        assert reader.post(name, made, data={"answer": "yes"}).status_code == 403
    assert "Decide</h2>" not in reader.page("change", made)
    assert queries.change(made).is_open


def test_signed_out_there_is_nothing(client, propose):
    made = propose()
    for path in ("/staff/law/", f"/staff/law/entries/{CELL}", f"/staff/law/changes/{made}"):
        assert client.get(path).status_code == 302


def test_the_page_of_a_change_shows_both_sides_and_what_turns(propose, vesna, sit):
    made = propose(sourced("no"))
    page = sit(vesna).page("change", made)
    assert re.search(r'truth yes">yes</span> → <span class="truth no">no<', page)
    assert "French criminal court in 2016" in page
    assert "Criminal Code" in page
    assert "expected yes" in page, "the worked case that says otherwise is named"


def test_where_a_newer_release_says_otherwise_everybody_is_told(propose, vesna, reader, monkeypatch):
    actions.accept(propose(sourced("no")), keyring=vesna, now=NOW)
    Change.objects.update(release="of an older release")
    queries._standing.cache_clear()
    try:
        assert "newer release of Besa says otherwise" in reader.page("cell", CELL)
        assert "the release says otherwise now" in reader.page("law")
        assert queries.current().by_id[CELL].claims[0].contested
        assert not overlay.release().by_id[CELL].claims[0].contested
    finally:
        queries._standing.cache_clear()

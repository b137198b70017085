"""An analyst finds reports by identifier through the blind index, and by words in either script."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform.actors import REPORTER
from besa.node.reports import actions, queries
from besa.node.reports.models import Access
from besa.node.reports.tests.conftest import NOW, Brought, Team


def hits(words: str, keyring: Keyring) -> set[object]:
    return {hit.report_id for hit in queries.by_text(words, keyring=keyring) if hit.report_id}


@pytest.mark.parametrize(
    ("told", "typed"),
    [
        ("Numri i tij është 069 212 3456", "+355692123456"),
        ("Numri i tij është +355692123456", "069/212-3456"),
        ("shkruaj te Dikush@Example.org", "dikush@example.org"),
        ("te instagram.com/i_huaji.99", "instagram.com/i_huaji.99"),
        ("faqja https://Example.org/a?b=1", "https://example.org/a?b=1"),
    ],
)
def test_the_same_identifier_written_otherwise_is_found(
    bring: Callable[..., Brought], team: Team, told: str, typed: str
) -> None:
    wanted, _ = bring(told), bring("asgjë")
    assert queries.by_identifier(typed, keyring=team.anna) == (wanted.id,)


def test_what_came_in_a_later_message_is_found_too(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring("fillimi")
    handle = queries.find_by_code(brought.code)
    actions.write_from_reporter(
        handle, "numri 0692123456 dhe arushi", actor=REPORTER, submission=os.urandom(16), now=NOW
    )
    assert queries.by_identifier("0692123456", keyring=team.anna) == (brought.id,)
    assert hits("arushi", team.anna) == {brought.id}


@pytest.mark.parametrize(
    ("told", "typed"),
    [
        ("Më kërkoi të takohemi pas shkollës", "kerkoi shkolles"),
        ("Me kerkoi te takohemi pas shkolles", "kërkoi shkollës"),
        ("Тој ми се закани вчера", "zakani"),
        ("Toj mi se zakani vchera", "закани"),
        ("Ђак из Ниша", "đak niša"),
        ("Djak iz Nisa", "Ђак"),
        ("FJALË TË MËDHA", "fjalë të mëdha"),
    ],
)
def test_words_are_found_in_either_script_and_without_marks(
    bring: Callable[..., Brought], team: Team, told: str, typed: str
) -> None:
    wanted, _ = bring(told), bring("diçka krejt tjetër")
    assert hits(typed, team.anna) == {wanted.id}


def test_every_word_must_be_there(bring: Callable[..., Brought], team: Team) -> None:
    both, _ = bring("mace dhe qen"), bring("mace")
    assert hits("qen mace", team.anna) == {both.id}
    assert hits("", team.anna) == set()
    assert hits("   ", team.anna) == set()


def test_a_search_can_be_stopped_and_gone_on_with(bring: Callable[..., Brought], team: Team) -> None:
    wanted = {bring(f"mace {n}").id for n in range(7)}
    found: set[object] = set()
    cursor = ""
    for _ in range(20):
        hit = next((hit for hit in queries.by_text("mace", keyring=team.anna, cursor=cursor)), None)
        if hit is None:
            break
        cursor = hit.cursor
        if hit.report_id:
            found.add(hit.report_id)
    assert found == wanted


def test_a_made_up_cursor_does_no_harm(bring: Callable[..., Brought], team: Team) -> None:
    bring("mace")
    for cursor in ("x", "-1", "0", "9" * 18, "9" * 30, "9" * 5000, "١"):
        list(queries.by_text("mace", keyring=team.anna, cursor=cursor))


def test_the_excerpt_shows_the_words_and_not_the_whole_story(bring: Callable[..., Brought], team: Team) -> None:
    bring("fillim " * 100 + "gjilpëra" + " fund" * 100)
    (hit,) = [hit for hit in queries.by_text("gjilpera", keyring=team.anna) if hit.report_id]
    assert "gjilpëra" in hit.excerpt
    assert len(hit.excerpt) < 200


def test_one_broken_report_does_not_hide_the_others(bring: Callable[..., Brought], team: Team) -> None:
    broken, whole = bring("mace"), bring("mace")
    Access.objects.filter(report=broken.id).update(sealed=b"\x01" + os.urandom(1168))
    assert hits("mace", team.anna) == {whole.id}


def test_a_report_under_a_key_one_was_never_given_does_not_hide_the_others(
    bring: Callable[..., Brought], team: Team
) -> None:
    foreign, whole = bring("mace"), bring("mace")
    police = people.current_desk_key(team.police).desk_key_id
    Access.objects.filter(report=foreign.id).update(desk_key_id=police)
    assert hits("mace", team.anna) == {whole.id}


def test_nonsense_typed_as_an_identifier_finds_nothing(bring: Callable[..., Brought], team: Team) -> None:
    bring("x")
    for typed in ("", " ", "\x00", "+", "@", "a" * 5000, "http://", "🙂"):
        assert queries.by_identifier(typed, keyring=team.anna) == ()

"""A draft can be opened with the browser's cookie and with nothing else, and goes away in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from besa.node.intake import actions, incoming, pouches, queries
from besa.node.intake.drafts import AlreadySent, Draft
from besa.node.intake.keys import PouchKey
from besa.node.intake.models import Pouch
from besa.node.intake.tests.conftest import STORY, send, tell
from besa.node.intake.tests.visitor import Visitor
from besa.node.platform import environment

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def keep(key: PouchKey, story: str = STORY, *, now: datetime = NOW) -> Draft:
    return actions.change_draft(key, lambda draft: draft.with_answers({"story": story}), now=now)


class TestCookie:
    @given(st.binary(min_size=32, max_size=32))
    def test_a_key_goes_into_a_cookie_and_back(self, secret: bytes) -> None:
        key = PouchKey(secret)
        assert PouchKey.of_cookie(key.cookie) == key
        assert secret.hex() not in repr(key)

    @given(st.text(max_size=60))
    def test_anything_else_is_no_key(self, value: str) -> None:
        key = PouchKey.of_cookie(value)
        assert key is None or len(key.secret) == 32

    @given(st.binary(min_size=32, max_size=32))
    def test_row_seal_and_submission_have_nothing_in_common(self, secret: bytes) -> None:
        key = PouchKey(secret)
        parts = {key.row, key.seal.hex(), key.submission().hex(), key.submission("x").hex(), secret.hex()}
        assert len(parts) == 5

    def test_scripts_cannot_read_it_and_it_ends_with_the_browser(self, visitor: Visitor) -> None:
        tell(visitor)
        cookie = visitor.client.cookies["draft"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert not cookie["max-age"]
        assert not cookie["expires"]


@pytest.mark.django_db
class TestSealed:
    def test_the_database_shows_neither_words_nor_whose_they_are(self, visitor: Visitor) -> None:
        tell(visitor, contacts="kanarina@example.org")
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, sealed FROM intake_pouch")
            [(row, sealed)] = cursor.fetchall()
        everything = row.encode() + bytes(sealed)
        for canary in ("Kanarina", "kanarina@example.org", visitor.client.cookies["draft"].value):
            assert canary.encode() not in everything

    def test_another_cookie_opens_nothing(self) -> None:
        keep(pouches.new())
        assert queries.draft(pouches.new(), now=NOW) is None

    def test_a_row_moved_to_another_name_opens_nothing(self) -> None:
        mine, other = pouches.new(), pouches.new()
        keep(mine)
        Pouch.objects.filter(pk=mine.row).update(id=other.row)
        assert queries.draft(other, now=NOW) is None

    def test_a_draft_is_no_mailbox(self) -> None:
        key = pouches.new()
        keep(key)
        assert queries.mailbox(key, now=NOW) is None

    def test_every_changed_bit_is_refused_and_one_begins_anew(self) -> None:
        key = pouches.new()
        keep(key)
        sealed = bytes(Pouch.objects.get().sealed)
        for place in range(0, len(sealed) * 8, 97):
            broken = bytearray(sealed)
            broken[place // 8] ^= 1 << (place % 8)
            Pouch.objects.update(sealed=bytes(broken))
            assert queries.draft(key, now=NOW) is None
        assert keep(key, "again").answers == {"story": "again"}

    def test_two_stories_of_different_length_look_alike(self) -> None:
        sizes = []
        for story in ("a", "b" * 60):
            key = pouches.new()
            keep(key, story)
            sizes.append(len(bytes(Pouch.objects.get(pk=key.row).sealed)))
        assert sizes[0] == sizes[1]


@pytest.mark.django_db
class TestTime:
    def test_it_is_gone_after_some_hours_even_before_anybody_cleans_up(self) -> None:
        key = pouches.new()
        keep(key)
        later = NOW + timedelta(hours=environment.current().draft_hours)
        assert queries.draft(key, now=later - timedelta(seconds=1)) is not None
        assert queries.draft(key, now=later) is None

    def test_cleaning_up_takes_the_expired_and_leaves_the_rest(self) -> None:
        old, young = pouches.new(), pouches.new()
        keep(old)
        keep(young, now=NOW + timedelta(hours=2))
        folder = incoming._folder(old.row)
        folder.mkdir(parents=True)
        (folder / "x").write_bytes(b"sealed")
        assert actions.purge(NOW + timedelta(hours=5)) == 1
        assert list(Pouch.objects.values_list("pk", flat=True)) == [young.row]
        assert not folder.exists()

    def test_cleaning_up_finds_folders_that_no_pouch_owns(self) -> None:
        folder = incoming._folder("0" * 32)
        folder.mkdir(parents=True)
        actions.purge(datetime.now(UTC))
        assert folder.exists()
        actions.purge(datetime.now(UTC) + timedelta(hours=environment.current().draft_hours, minutes=1))
        assert not folder.exists()

    def test_a_sent_draft_cannot_be_changed(self, visitor: Visitor) -> None:
        send(visitor)
        key = PouchKey.of_cookie(visitor.client.cookies["draft"].value)
        assert key is not None
        with pytest.raises(AlreadySent):
            actions.change_draft(key, lambda draft: replace(draft, trapped=True), now=pouches.now())

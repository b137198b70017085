"""What someone gets who takes everything the server keeps: nothing that opens."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

import pytest
from django.db import connection
from django.http import HttpResponse

from besa.core.sealing import SealBroken, SecretKey, open_sealed, password_key, unwrap
from besa.node.people import actions, keys, queries, rotation, session_keys, vouching
from besa.node.people.keyring import keyring_of
from besa.node.people.models import DeskKey, Grant, Recovery, Session, Staff
from besa.node.people.sessions import SessionStore
from besa.node.people.tests.conftest import PASSWORD, Browser
from besa.node.people.vouching import KeySwapped
from besa.node.platform import environment, keyfiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(node, browser) -> Browser:
    return browser.sign_in("ana")


def everything_at_rest() -> bytes:
    """Every cell of every table, and every key file: binary cells as they are."""
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            cells += [cell for row in cursor.fetchall() for cell in row if cell is not None]
    raw = [bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells]
    raw += [file.read_bytes() for file in environment.current().keys.rglob("*") if file.is_file()]
    return b"\x00".join(raw)


class TestASessionThatIsOpen:
    def test_no_secret_is_in_the_database_in_any_spelling(self, signed_in):
        ana = Staff.objects.get()
        own = ana.open_secret(PASSWORD)
        desk = keyring_of(ana, own).secret(DeskKey.objects.get().pk)
        cookie = signed_in.client.cookies["keys"].value
        at_rest = everything_at_rest()
        for secret in (own.to_bytes(), desk.to_bytes(), base64.urlsafe_b64decode(cookie), PASSWORD.encode()):
            for spelling in (secret, secret.hex().encode(), base64.b64encode(secret), base64.urlsafe_b64encode(secret)):
                assert spelling not in at_rest
                assert spelling[:24] not in at_rest
        assert signed_in.client.cookies["session"].value.encode() not in at_rest
        assert signed_in.app_secret.encode() not in at_rest
        assert not any(code.encode() in at_rest for code in signed_in.spare_codes)

    def test_nothing_at_rest_is_a_key_to_anything_else_at_rest(self, signed_in):
        """Try every 16 and 32 byte run that lies in the database or the key files on every sealed value."""
        ana = Staff.objects.get()
        row = Session.objects.get()
        found = [bytes(ana.kdf_salt), ana.password.encode(), row.session_key.encode(), ana.pseudonym.encode()]
        found += [file.read_bytes() for file in environment.current().keys.rglob("*") if file.is_file()]
        found += [base64.b64decode(m) for m in re.findall(rb"[A-Za-z0-9+/]{43}=", everything_at_rest())]
        tries = {hashlib.sha256(value).digest() for value in found} | {v[:32] for v in found if len(v) >= 32}
        sealed = [(base64.b64decode(row.session_data), "session", "data")]
        sealed.append((bytes(ana.secret_sealed), ana.pseudonym, "staff-secret"))
        for key, (value, record, name) in itertools.product(tries, sealed):
            with pytest.raises(SealBroken):
                open_sealed(value, key=key, record=record, field=name)

    def test_the_session_row_does_not_sign_anybody_in(self, signed_in, other_browser):
        other_browser.client.cookies["session"] = Session.objects.get().session_key
        assert not other_browser.is_open()

    def test_the_session_cookie_without_the_key_cookie_is_locked(self, signed_in, other_browser):
        other_browser.client.cookies["session"] = signed_in.client.cookies["session"].value
        assert other_browser.get("/staff/undecorated")["Location"].startswith("/staff/account/unlock")

    def test_the_key_cookie_of_one_session_does_not_open_another(self, signed_in, ana, colleague):
        colleague("bora")
        bora = Browser().sign_in("bora")
        bora.client.cookies["keys"] = signed_in.client.cookies["keys"].value
        assert not bora.is_open()

    def test_a_changed_session_row_is_refused_not_half_read(self, signed_in):
        row = Session.objects.get()
        data = bytearray(base64.b64decode(row.session_data))
        data[40] ^= 1
        Session.objects.update(session_data=base64.b64encode(bytes(data)).decode())
        assert not signed_in.is_open()

    def test_the_half_that_the_session_keeps_does_not_open_without_the_cookie(self, signed_in):
        inside = SessionStore(signed_in.client.cookies["session"].value).load()
        ana = Staff.objects.get()
        for key in (bytes(32), password_key("", salt=bytes(16)), hashlib.sha256(ana.password.encode()).digest()):
            with pytest.raises(SealBroken):
                open_sealed(base64.b64decode(inside["keyring"]), key=key, record=ana.pseudonym, field="session")


class TestRows:
    def test_the_password_column_is_no_hash_to_guess_at(self, ana):
        assert re.fullmatch(r"sealed\$[\w-]{32}", ana.password)
        assert ana.check_password(PASSWORD)
        assert not ana.check_password("wrong")
        with pytest.raises(NotImplementedError):
            ana.set_password("anything")

    def test_the_same_password_looks_different_for_two_people(self, ana, colleague):
        bora = colleague("bora")
        assert bytes(ana.secret_sealed) != bytes(bora.secret_sealed)
        assert bytes(ana.kdf_salt) != bytes(bora.kdf_salt)

    def test_the_secret_of_one_cannot_be_put_into_the_row_of_another(self, ana, colleague):
        bora = colleague("bora")
        Staff.objects.filter(pk=ana.pk).update(secret_sealed=bora.secret_sealed, kdf_salt=bora.kdf_salt)
        ana.refresh_from_db()
        with pytest.raises(SealBroken):
            ana.open_secret(PASSWORD)

    def test_a_grant_copied_to_someone_else_does_not_open(self, ana, colleague):
        bora = colleague("bora")
        grant = Grant.objects.get()
        with pytest.raises(SealBroken):
            keys.open_grant(
                bytes(grant.sealed),
                by=bora.open_secret(PASSWORD),
                desk=grant.desk_key.public,
                pseudonym=bora.pseudonym,
            )

    def test_nothing_is_sealed_to_a_key_that_somebody_put_into_the_database(self, ana, node, colleague):
        """What a database administrator would do to read the next report, or to be given a desk's key."""
        bora = colleague("bora")
        own = SecretKey.generate().public.to_bytes()
        DeskKey.objects.update(public_key=own)
        with pytest.raises(KeySwapped):
            queries.receiving_desks()
        with pytest.raises(KeySwapped):
            keyring_of(ana, ana.open_secret(PASSWORD)).secret(DeskKey.objects.get().pk)
        Staff.objects.filter(pk=bora.pk).update(public_key=own)
        with pytest.raises(KeySwapped):
            actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of(ana, ana.open_secret(PASSWORD)))
        Recovery.objects.update(public_key=own)
        with pytest.raises(KeySwapped):
            rotation.recovery_public()

    def test_the_public_face_can_check_a_key_and_not_plant_one(self, ana, monkeypatch):
        """Also where all faces run as one user: the key file that signs is the staff's alone."""
        keyfiles.read.cache_clear()
        monkeypatch.setenv("BESA_FACE", "public")
        environment.current.cache_clear()
        try:
            assert [desk.slug for desk in queries.receiving_desks()] == ["hotline"]
            with pytest.raises(keyfiles.KeyFileMissing, match="staff/vouch is not for the public face"):
                vouching.vouch(SecretKey.generate().public, owner="desk 1 key 1")
        finally:
            monkeypatch.undo()
            environment.current.cache_clear()
            keyfiles.read.cache_clear()

    def test_both_signatures_are_needed(self, ana):
        """One forged by whoever breaks Ed25519, or ML-DSA, is not enough."""
        for start, end in ((0, 64), (64, 2484)):
            row = DeskKey.objects.get()
            mark = bytearray(row.public_key_vouch)
            assert len(mark) == 2484
            mark[start:end] = bytes(end - start)
            row.public_key_vouch = bytes(mark)
            with pytest.raises(KeySwapped):
                _ = row.public

    def test_a_vouch_is_for_one_owner_only(self, ana, colleague):
        bora = colleague("bora")
        Staff.objects.filter(pk=bora.pk).update(public_key=ana.public_key, public_key_vouch=ana.public_key_vouch)
        bora.refresh_from_db()
        with pytest.raises(KeySwapped):
            _ = bora.public

    def test_the_self_check_names_it(self, ana):
        from django.utils import timezone

        from besa.node.people import selfchecks
        from besa.node.platform.selfcheck import FAILS, OK, Occasion

        occasion = Occasion(environment.current(), timezone.now())
        assert [finding.grade for finding in selfchecks.vouched_keys(occasion)] == [OK]
        Recovery.objects.update(public_key=SecretKey.generate().public.to_bytes())
        found = next(iter(selfchecks.vouched_keys(occasion)))
        assert found.grade == FAILS
        assert "recovery" in found.details[0]

    def test_the_recovery_secret_is_nowhere(self, node):
        row = DeskKey.objects.get()
        for guess in (bytes(32), bytes(Recovery.objects.get().public_key)[:32]):
            with pytest.raises(SealBroken):
                unwrap(
                    bytes(row.recovery_sealed),
                    by=keys.recovery_key(guess),
                    purpose="desk-recovery",
                    context=f"{row.public.fingerprint} for recovery",
                )
        words = " ".join(node.shares).split()
        assert not any(share.encode() in everything_at_rest() for share in node.shares)
        assert len(words) == 99


class TestOverTls:
    @pytest.fixture
    def tls(self, monkeypatch):
        monkeypatch.setenv("BESA_ORIGIN", "https://besa.example.org")
        environment.current.cache_clear()
        yield
        monkeypatch.undo()
        environment.current.cache_clear()

    def test_the_key_cookie_is_pinned_to_this_host_and_to_tls_also_when_it_is_deleted(self, tls, ana, rf):
        request = rf.get("/staff/")
        request.session = SessionStore()
        session_keys.hold(request, ana, SecretKey.generate())
        for act in (lambda: None, lambda: session_keys.drop(request)):
            act()
            response = HttpResponse()
            session_keys.send(request, response)
            cookie = response.cookies["__Host-keys"]
            assert cookie["secure"]
            assert cookie["path"] == "/"
            assert not cookie["domain"]
        assert cookie.value == ""

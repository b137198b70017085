"""A second step belongs to one person: what somebody moves or writes in the database opens nothing."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from besa.core.sealing import SealBroken
from besa.node.people import factor_seals, selfchecks
from besa.node.people.models import Staff
from besa.node.people.tests.conftest import Browser
from besa.node.platform import environment
from besa.node.platform.selfcheck import FAILS, OK, Occasion

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana_in(node, browser) -> Browser:
    return browser.sign_in("ana")


@pytest.fixture
def bora_in(ana, colleague) -> Browser:
    colleague("bora")
    return Browser().sign_in("bora")


def swap(kind: str) -> None:
    """Bora's row becomes Ana's, and the other way round."""
    first, second = Authenticator.objects.filter(type=kind).order_by("user_id")
    Authenticator.objects.filter(pk=first.pk).delete()
    Authenticator.objects.filter(pk=second.pk).update(user=first.user)
    Authenticator.objects.create(user=second.user, type="webauthn", data={})  # only so that nobody is without
    raw = Authenticator(user=second.user, type=kind, data={})
    raw.save()
    Authenticator.objects.filter(pk=raw.pk).update(data=dict(first.data))
    Authenticator.objects.filter(type="webauthn").delete()


def after_password(username: str, app_secret: str = "") -> Browser:
    browser = Browser(app_secret=app_secret)
    assert browser.password(username)["Location"] == "/staff/account/second-step"
    return browser


class TestAnApp:
    def test_it_works_for_its_owner(self, ana_in):
        later = after_password("ana", ana_in.app_secret)
        later.second_step()
        assert later.is_open()

    def test_the_one_of_a_colleague_moved_here_does_not_open(self, ana_in, bora_in):
        """Bora writes to the database, knows Ana's password, and has an app of their own."""
        swap("totp")
        thief = after_password("ana", bora_in.app_secret)
        assert thief.second_step().status_code == 200
        assert not thief.is_open()
        assert not factor_seals.belongs(Authenticator.objects.get(type="totp", user__username="ana"))

    def test_its_sealed_secret_copied_into_another_row_does_not_open(self, ana_in, bora_in):
        of_bora = Authenticator.objects.get(type="totp", user__username="bora")
        Authenticator.objects.filter(type="totp", user__username="ana").update(data=dict(of_bora.data))
        thief = after_password("ana", bora_in.app_secret)
        assert thief.second_step().status_code == 200
        assert not thief.is_open()

    def test_a_secret_sealed_but_never_saved_is_not_taken_from_the_table(self, ana_in):
        planted = factor_seals.seal("JBSWY3DPEHPK3PXP")
        assert factor_seals.open_owned(planted) == "JBSWY3DPEHPK3PXP"
        Authenticator.objects.filter(type="totp").update(data={"secret": planted})
        row = Authenticator.objects.get(type="totp")
        with pytest.raises(SealBroken):
            factor_seals.open_owned(row.data["secret"])

    @pytest.mark.parametrize("odd", ["", "!", "AAAA", "é", "x" * 400])
    def test_whatever_is_written_there_is_a_refused_try(self, odd, ana_in):
        Authenticator.objects.filter(type="totp").update(data={"secret": odd})
        later = after_password("ana", ana_in.app_secret)
        assert later.second_step().status_code == 200
        assert not later.is_open()

    def test_a_secret_without_a_row_has_no_owner(self):
        with pytest.raises(SealBroken):
            factor_seals.open_owned("AAAA")


class TestSpareCodes:
    def test_those_of_a_colleague_moved_here_do_not_open(self, ana_in, bora_in):
        swap("recovery_codes")
        thief = after_password("ana")
        assert thief.second_step(bora_in.spare_codes[0]).status_code == 200
        assert not thief.is_open()

    def test_those_of_a_colleague_are_not_shown(self, ana_in, bora_in):
        """Moved to one's own account, with the note that they were shown taken away."""
        swap("recovery_codes")
        row = Authenticator.objects.get(type="recovery_codes", user__username="bora")
        Authenticator.objects.filter(pk=row.pk).update(
            data={name: value for name, value in row.data.items() if name != "viewed_at"}
        )
        for path in ("account/factors/codes", "account/factors/codes/new"):
            answer = bora_in.get(f"/staff/{path}")
            assert answer.status_code == 403
        account = bora_in.get("/staff/account/").content.decode()
        assert not any(code in account for code in ana_in.spare_codes)

    def test_they_still_count_down(self, ana_in):
        for code in ana_in.spare_codes[:2]:
            later = after_password("ana")
            later.second_step(code)
            assert later.is_open()
        assert "8 spare codes left" in later.get("/staff/account/").content.decode()


class TestASecurityKey:
    @pytest.fixture
    def key(self, ana_in) -> Authenticator:
        ana = Staff.objects.get(username="ana")
        return Authenticator.objects.create(user=ana, type="webauthn", data={"name": "Key", "credential": {"id": "a"}})

    def test_the_node_marks_what_it_writes(self, key):
        assert factor_seals.belongs(Authenticator.objects.get(pk=key.pk))
        key.data["name"] = "Another name"
        key.save()
        assert factor_seals.belongs(Authenticator.objects.get(pk=key.pk))

    def test_one_that_was_moved_or_written_is_not_ours(self, key, bora_in):
        bora = Staff.objects.get(username="bora")
        Authenticator.objects.filter(pk=key.pk).update(user=bora)
        assert not factor_seals.belongs(Authenticator.objects.get(pk=key.pk))
        Authenticator.objects.filter(pk=key.pk).update(user=key.user, data={**key.data, "credential": {"id": "b"}})
        assert not factor_seals.belongs(Authenticator.objects.get(pk=key.pk))
        Authenticator.objects.filter(pk=key.pk).update(data={"name": "Key", "credential": {"id": "a"}})
        assert not factor_seals.belongs(Authenticator.objects.get(pk=key.pk))


class TestTheSelfCheck:
    def test_it_names_what_was_moved(self, ana_in, bora_in):
        occasion = Occasion(environment.current(), timezone.now())
        assert [finding.grade for finding in selfchecks.owned_factors(occasion)] == [OK]
        swap("totp")
        (found,) = selfchecks.owned_factors(occasion)
        assert found.grade == FAILS
        assert len(found.details) == 2
        assert any("of ana" in line for line in found.details)

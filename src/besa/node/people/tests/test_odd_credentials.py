"""Whatever a browser sends as a security key's answer: a refused try, never a broken page, never a way in."""

from __future__ import annotations

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.node.people.models import Brake, Staff
from besa.node.people.tests.conftest import Browser

pytestmark = pytest.mark.django_db

DEEP = "[" * 100_000 + "]" * 100_000
DEEP_IN_PLACE = '{"id":"a","response":' + '{"a":' * 5_000 + "1" + "}" * 5_000 + "}"
ODD = {
    "deep list": DEEP,
    "deep answer": DEEP_IN_PLACE,
    "deep and small": "[" * 20_000,
    "huge number": '{"id":' + "9" * 6_000 + "}",
    "long": '{"id":"' + "a" * 100_000 + '"}',
    "list": "[]",
    "text": '"a"',
    "number": "1",
    "null": "null",
    "nothing": "",
    "no json": "{",
    "not a number": "NaN",
    "half a character": '{"id":"\\ud800","rawId":"\\ud800","type":"public-key","response":{}}',
    "nul": '{"id":"\\u0000"}',
}

_BYTES = st.binary(max_size=120).map(lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="))
_LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | _BYTES
_ANY = st.recursive(_LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))
_CLIENT = st.fixed_dictionaries(
    {"type": st.sampled_from(["webauthn.get", "webauthn.create", "x"]), "challenge": _BYTES, "origin": st.just("x")}
).map(lambda data: base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("="))
_ANSWER = st.fixed_dictionaries(
    {
        "id": _BYTES | _ANY,
        "rawId": _BYTES | _ANY,
        "type": st.just("public-key") | _ANY,
        "response": st.dictionaries(
            st.sampled_from(["clientDataJSON", "authenticatorData", "attestationObject", "signature", "userHandle"]),
            _CLIENT | _BYTES | _ANY,
        )
        | _ANY,
    },
    optional={"clientExtensionResults": _ANY, "authenticatorAttachment": _ANY},
)


@pytest.fixture
def waiting(node, browser) -> Browser:
    """Ana after her password; she has an app, and so the form for a security key answers as well."""
    browser.sign_in("ana")
    later = Browser(app_secret=browser.app_secret)
    assert later.password("ana")["Location"] == "/staff/account/second-step"
    return later


def try_with(browser: Browser, credential: str) -> None:
    Brake.objects.all().delete()
    answer = browser.post("/staff/account/second-step", {"credential": credential})
    assert answer.status_code == 200
    assert "Second step" in answer.content.decode()
    assert not browser.is_open()


class TestSigningIn:
    @pytest.mark.parametrize("name", ODD)
    def test_it_is_a_refused_try(self, name, waiting):
        try_with(waiting, ODD[name])
        waiting.second_step()
        assert waiting.is_open()

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(credential=_ANSWER | _ANY)
    def test_anything_at_all_is_a_refused_try(self, credential, waiting):
        try_with(waiting, json.dumps(credential))

    def test_what_was_refused_is_not_in_the_page(self, waiting):
        answer = waiting.post("/staff/account/second-step", {"credential": '{"id":"canary-of-the-key"}'})
        assert "canary-of-the-key" not in answer.content.decode()

    def test_a_try_counts(self, waiting):
        for _ in range(6):
            answer = waiting.post("/staff/account/second-step", {"credential": '{"id":"a"}'})
        assert "wait" in str(answer.context["webauthn_form"].errors)
        assert Brake.objects.filter(closed_until__gt=timezone.now()).exists()


class TestAdding:
    @pytest.mark.parametrize("name", ODD)
    def test_it_is_a_mistake_on_the_page_and_nothing_is_added(self, name, node, browser):
        browser.sign_in("ana")
        answer = browser.post("/staff/account/factors/key", {"credential": ODD[name], "name": "x"})
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert not Authenticator.objects.filter(type="webauthn").exists()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(credential=_ANSWER | _ANY)
    def test_anything_at_all_adds_nothing(self, credential, node, browser):
        if not Authenticator.objects.filter(user=Staff.objects.get()).exists():
            browser.sign_in("ana")
        answer = browser.post("/staff/account/factors/key", {"credential": json.dumps(credential), "name": "x"})
        assert answer.status_code == 200
        assert not Authenticator.objects.filter(type="webauthn").exists()

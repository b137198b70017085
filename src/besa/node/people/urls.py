"""Addresses of sign-in and of people and desks, below /staff/. Names that allauth looks up have no namespace."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

from besa.node.people.gate import Stage, reachable
from besa.node.people.views import account, desks, entering, factors, ledger, locking, resets, staff

_to_account = RedirectView.as_view(pattern_name="people:account")

_allauth = [
    path("sign-in", reachable(Stage.SIGNED_OUT)(entering.SignIn.as_view()), name="account_login"),
    path("second-step", reachable(Stage.SIGNED_OUT)(entering.SecondStep.as_view()), name="mfa_authenticate"),
    path("sign-out", entering.sign_out, name="account_logout"),
    path("confirm", locking.unlock, name="account_reauthenticate"),
    path("factors", _to_account, name="mfa_index"),
    path("factors/app", reachable(Stage.NO_SECOND_STEP)(factors.AddApp.as_view()), name="mfa_activate_totp"),
    path("factors/app/there", _to_account, name="mfa_deactivate_totp"),
    path(
        "factors/key",
        reachable(Stage.NO_SECOND_STEP)(factors.AddSecurityKey.as_view()),
        name="mfa_add_webauthn",
    ),
    path("factors/codes", factors.SpareCodes.as_view(), name="mfa_view_recovery_codes"),
    path("factors/codes/new", factors.RenewSpareCodes.as_view(), name="mfa_generate_recovery_codes"),
]

_account = [
    path("account/", account.account, name="account"),
    path("account/start", entering.start, name="start"),
    path("account/cancel", entering.cancel_sign_in, name="cancel_sign_in"),
    path("account/lock", locking.lock, name="lock"),
    path("account/unlock", locking.unlock, name="unlock"),
    path("account/awake", locking.awake, name="awake"),
    path("account/password", account.password, name="password"),
    path("account/language", account.language, name="language"),
    path("account/told", resets.told, name="told"),
    path("account/told/refuse/<int:reset_id>", resets.refuse, name="refuse_reset"),
    path("account/factors/first", factors.first_factor, name="first_factor"),
    path("account/factors/<int:factor_id>/remove", factors.remove_factor, name="remove_factor"),
]

_people = [
    path("people/", staff.staff_list, name="staff_list"),
    path("people/invite", staff.invite, name="invite"),
    path("people/ledger", ledger.ledger, name="ledger"),
    path("people/desks", desks.desk_list, name="desks"),
    path("people/desks/new", desks.new_desk, name="new_desk"),
    path("people/desks/<slug:slug>", desks.desk, name="desk"),
    path("people/desks/<slug:slug>/change", desks.change_desk, name="change_desk"),
    path("people/desks/<slug:slug>/add", desks.add_member, name="add_member"),
    path("people/desks/<slug:slug>/give/<slug:pseudonym>", desks.give_again, name="give_again"),
    path("people/desks/<slug:slug>/remove/<slug:pseudonym>", desks.remove_member, name="remove_member"),
    path("people/desks/<slug:slug>/relock", desks.relock, name="relock"),
    path("people/desks/<slug:slug>/recover", desks.recover, name="recover"),
    path("people/<slug:pseudonym>", staff.person, name="person"),
    path("people/<slug:pseudonym>/roles", staff.change_roles, name="change_roles"),
    path("people/<slug:pseudonym>/password", resets.give, {"kind": "password"}, name="reset_password"),
    path("people/<slug:pseudonym>/factors", resets.give, {"kind": "factors"}, name="reset_factors"),
    path("people/<slug:pseudonym>/close", staff.deactivate, name="deactivate"),
    path("people/<slug:pseudonym>/open", resets.give, {"kind": "reopen"}, name="reactivate"),
    path("people/<slug:pseudonym>/confirm/<int:reset_id>", resets.confirm, name="confirm_reset"),
    path("people/<slug:pseudonym>/withdraw/<int:reset_id>", resets.withdraw, name="withdraw_reset"),
]

urlpatterns = [
    path("account/", include(_allauth)),
    path("", include((_account + _people, "people"))),
]

"""How staff sign in: the applications, middleware and settings that only the staff face loads.

django-allauth checks passwords, codes and security keys; everything that would mail, count by network address or let
people register themselves stays off. Limits on guessing are ours (`brake.py`): by account, never by address.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from besa.node.platform import environment

APPS: Final = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE: Final = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "besa.node.people.gate.Gate",
]

SETTINGS: Final[dict[str, Any]] = {
    "AUTHENTICATION_BACKENDS": ["besa.node.people.backend.PasswordOpensKey"],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
        {
            "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("username", "display_name")},
        },
    ],
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "people:start",
    # A working day; locking after idle time comes long before.
    "SESSION_COOKIE_AGE": int(timedelta(hours=12).total_seconds()),
    "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    "ACCOUNT_ADAPTER": "besa.node.people.adapters.AccountAdapter",
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_NOTIFICATIONS": False,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_LOGOUT_ON_GET": False,
    "ACCOUNT_LOGIN_TIMEOUT": 300,
    # allauth's limits count by address and live in one process's memory: ours do neither.
    "ACCOUNT_RATE_LIMITS": False,
    "MFA_RATE_LIMITS": False,
    "MFA_ADAPTER": "besa.node.people.adapters.FactorAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": False,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_TOTP_ISSUER": "Besa",
    # One step either way: cheap phones have wrong clocks. `forms.SecondStepForm` still takes every code once only.
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not environment.current().secure,
}

"""Django settings for the face this process serves (BESA_FACE); what the operator chooses is in the environment."""

from __future__ import annotations

import secrets

import django.conf.locale

from besa.node.people import sign_in
from besa.node.platform import cookies, environment, keyfiles, languages
from besa.node.platform.databases import django_database

_env = environment.current()
_face = _env.face

languages.register(django.conf.locale.LANG_INFO)

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
FORMAT_MODULE_PATH = "besa.node.platform.formats"
LANGUAGE_CODE = "en"
LANGUAGES = languages.LANGUAGES
LANGUAGE_COOKIE_NAME = cookies.name("lang")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

ROOT_URLCONF = f"besa.node.faces.{'everything' if _face == 'all' else _face}"
WSGI_APPLICATION = "besa.node.faces.wsgi.application"
ALLOWED_HOSTS = list(_env.hosts)
DATABASES = {"default": django_database(_env.database_url)}

# The worker serves nobody, so nothing it signs has to be understood by another process.
_SIGNED_WITH = {"all": "staff/django", "staff": "staff/django", "public": "public/django", "partners": "public/django"}
SECRET_KEY = keyfiles.read(_SIGNED_WITH[_face]).hex() if _face in _SIGNED_WITH else secrets.token_hex(32)

INSTALLED_APPS = ["django.contrib.staticfiles", "besa.node.platform", "besa.node.people", "besa.node.reports"]
if _face in ("all", "public", "worker"):
    INSTALLED_APPS += ["besa.node.intake"]
if _face in ("all", "staff", "worker"):
    INSTALLED_APPS += ["besa.node.links", "besa.node.referrals", "besa.node.law", "besa.node.cases", "besa.node.desk"]
    INSTALLED_APPS += ["besa.node.jurisdiction", "besa.node.letters"]
if _face in ("all", "staff"):
    INSTALLED_APPS += sign_in.APPS
AUTH_USER_MODEL = "people.Staff"

MIDDLEWARE = [
    "besa.node.platform.headers.Headers",
    "besa.node.platform.failures.Failures",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
if _face in ("all", "staff"):
    MIDDLEWARE += sign_in.MIDDLEWARE
    for _name, _value in sign_in.SETTINGS.items():
        globals()[_name] = _value
MIDDLEWARE += ["besa.node.platform.languages.LanguageOfRequest"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "besa.node.platform.context.node",
            ]
            + (["besa.node.people.context.staff"] if _face in ("all", "staff") else []),
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = _env.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# Nothing is ever written to disk by Django's own upload handlers: rooms that take files bring a sealing handler.
FILE_UPLOAD_HANDLERS = ["besa.node.platform.uploads.RefuseUploads"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10

CSRF_COOKIE_NAME = cookies.name("csrf")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _env.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "besa.node.platform.failures.csrf_failed"
CSRF_TRUSTED_ORIGINS = [_env.origin]
SESSION_COOKIE_NAME = cookies.name("session")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "besa.node.people.sessions"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _env.secure else None
USE_X_FORWARDED_HOST = False

# Logs go to standard error, one line an event, and never carry a request: no address, no user agent, no body, no path
# of a reporter. django.request is cut off because its records hold the request; Failures logs a reference instead.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "besa": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["none"], "level": "WARNING", "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

"""The WSGI application a server process loads; BESA_FACE says which face it is."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from besa.core import triage
from besa.node.platform import memory

memory.keep_small()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
application = get_wsgi_application()
# Load every room's pages and the rules now: a fault stops the start instead of the first visitor.
_ = get_resolver().url_patterns, triage.current()

"""What can be read about cases: frozen values, never rows."""

from besa.node.cases.queries.erasures import (
    RETENTION,
    alive_again,
    asked,
    beyond_retention,
    kept_until,
    unlisted_tombstones,
)
from besa.node.cases.queries.keys import NoSuchCase, file_key, files_open_to
from besa.node.cases.queries.lists import (
    SHOWN,
    CasePage,
    cases,
    cases_of_report,
    expiring,
    open_cases,
    promised_reports,
)
from besa.node.cases.queries.opened import children, file_of_case, head
from besa.node.cases.queries.sharing import shared_by, sharing_with, with_identifier
from besa.node.cases.queries.wrapping import closed_to_everybody, every_desk_under_older_keys, under_older_keys

__all__ = [
    "RETENTION",
    "SHOWN",
    "CasePage",
    "NoSuchCase",
    "alive_again",
    "asked",
    "beyond_retention",
    "cases",
    "cases_of_report",
    "children",
    "closed_to_everybody",
    "every_desk_under_older_keys",
    "expiring",
    "file_key",
    "file_of_case",
    "files_open_to",
    "head",
    "kept_until",
    "open_cases",
    "promised_reports",
    "shared_by",
    "sharing_with",
    "under_older_keys",
    "unlisted_tombstones",
    "with_identifier",
]

"""What can be read about cases: frozen values, never rows."""

from besa.node.cases.queries.keys import NoSuchCase, file_key
from besa.node.cases.queries.lists import (
    SHOWN,
    CasePage,
    cases,
    cases_of_report,
    expiring,
    open_cases,
    promised_reports,
)
from besa.node.cases.queries.opened import file_of_case, head
from besa.node.cases.queries.wrapping import closed_to_everybody, every_desk_under_older_keys, under_older_keys

__all__ = [
    "SHOWN",
    "CasePage",
    "NoSuchCase",
    "cases",
    "cases_of_report",
    "closed_to_everybody",
    "every_desk_under_older_keys",
    "expiring",
    "file_key",
    "file_of_case",
    "head",
    "open_cases",
    "promised_reports",
    "under_older_keys",
]

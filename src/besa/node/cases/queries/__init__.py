"""What can be read about cases: frozen values, never rows."""

from besa.node.cases.queries.keys import NoSuchCase, file_key
from besa.node.cases.queries.lists import (
    CasePage,
    cases,
    cases_of_report,
    expiring,
    open_cases,
    promised_reports,
)
from besa.node.cases.queries.opened import file_of_case, head
from besa.node.cases.queries.wrapping import under_older_keys

__all__ = [
    "CasePage",
    "NoSuchCase",
    "cases",
    "cases_of_report",
    "expiring",
    "file_key",
    "file_of_case",
    "head",
    "open_cases",
    "promised_reports",
    "under_older_keys",
]

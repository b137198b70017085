"""What the desk's pages read: drafts, saved views, searches, and reports put into words. Frozen values, never rows."""

from besa.node.desk.queries.audit import AuditPage, SearchFilter, SearchLine, audited
from besa.node.desk.queries.drafts import EMPTY, DraftView, draft
from besa.node.desk.queries.lines import Line, lines
from besa.node.desk.queries.saved_views import ViewLink, saved_views
from besa.node.desk.queries.searches import NoSuchSearch, SearchView, search
from besa.node.desk.queries.sheet import Sheet, sheet

__all__ = [
    "EMPTY",
    "AuditPage",
    "DraftView",
    "Line",
    "NoSuchSearch",
    "SearchFilter",
    "SearchLine",
    "SearchView",
    "Sheet",
    "ViewLink",
    "audited",
    "draft",
    "lines",
    "saved_views",
    "search",
    "sheet",
]

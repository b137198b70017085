"""What the desk's pages read: drafts, saved views, searches, and reports put into words. Frozen values, never rows."""

from besa.node.desk.queries.arrivals import SourceShown, arrivals
from besa.node.desk.queries.audit import AuditPage, SearchFilter, SearchLine, audited
from besa.node.desk.queries.batches import BatchView, batch, decided_words, left
from besa.node.desk.queries.clusters import ClusterShown, cluster, decided_in
from besa.node.desk.queries.drafts import EMPTY, DraftView, draft
from besa.node.desk.queries.lines import Line, lines
from besa.node.desk.queries.links import Together, layer_named, layer_word, together
from besa.node.desk.queries.referral import ReferralSheet, referral_sheet
from besa.node.desk.queries.saved_views import ViewLink, saved_views
from besa.node.desk.queries.searches import NoSuchSearch, SearchView, search
from besa.node.desk.queries.sheet import Sheet, label_sections, sheet
from besa.node.desk.queries.times import OwedShown, TimesShown, outcomes_owed, times

__all__ = [
    "EMPTY",
    "AuditPage",
    "BatchView",
    "ClusterShown",
    "DraftView",
    "Line",
    "NoSuchSearch",
    "OwedShown",
    "ReferralSheet",
    "SearchFilter",
    "SearchLine",
    "SearchView",
    "Sheet",
    "SourceShown",
    "TimesShown",
    "Together",
    "ViewLink",
    "arrivals",
    "audited",
    "batch",
    "cluster",
    "decided_in",
    "decided_words",
    "draft",
    "label_sections",
    "layer_named",
    "layer_word",
    "left",
    "lines",
    "outcomes_owed",
    "referral_sheet",
    "saved_views",
    "search",
    "sheet",
    "times",
    "together",
]

"""What the desk itself keeps: drafts, saved views, searches. Acts on reports are those of the room `reports`."""

from besa.node.desk.actions.additions import open_additions
from besa.node.desk.actions.batches import Decision, NoSuchBatch, begin_batch, go_on, obstacle
from besa.node.desk.actions.drafts import forget_orphans, keep_draft, let_go
from besa.node.desk.actions.saved_views import TooManyViews, forget_view, save_view
from besa.node.desk.actions.searching import begin_search, forget_words, note_audit, note_shown

__all__ = [
    "Decision",
    "NoSuchBatch",
    "TooManyViews",
    "begin_batch",
    "begin_search",
    "forget_orphans",
    "forget_view",
    "forget_words",
    "go_on",
    "keep_draft",
    "let_go",
    "note_audit",
    "note_shown",
    "obstacle",
    "open_additions",
    "save_view",
]

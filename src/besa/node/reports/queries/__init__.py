"""What can be read about reports: frozen values, never rows."""

from besa.node.reports.queries.arrivals import changed
from besa.node.reports.queries.erasures import alive_again, unlisted_tombstones
from besa.node.reports.queries.holding import Holding, holding, tokens_of
from besa.node.reports.queries.imprints import NotLinked, imprints, not_linked
from besa.node.reports.queries.keys import NoSuchReport, record_key, standing
from besa.node.reports.queries.queue import (
    PAGE,
    by_reference,
    counts,
    due_promises,
    fresh_since,
    not_taken,
    queue,
    rows_of,
    standing_labels,
)
from besa.node.reports.queries.reporter import conversation, find_by_code, has_news, reporter_file
from besa.node.reports.queries.search import TextHit, by_identifier, by_text, searchable
from besa.node.reports.queries.seen import seen_elsewhere, seen_in
from besa.node.reports.queries.times import OutcomesOwed, SourceTimes, outcomes_owed, times
from besa.node.reports.queries.wrapping import closed_to_their_desk, every_desk_under_older_keys, under_older_keys

__all__ = [
    "PAGE",
    "Holding",
    "NoSuchReport",
    "NotLinked",
    "OutcomesOwed",
    "SourceTimes",
    "TextHit",
    "alive_again",
    "by_identifier",
    "by_reference",
    "by_text",
    "changed",
    "closed_to_their_desk",
    "conversation",
    "counts",
    "due_promises",
    "every_desk_under_older_keys",
    "find_by_code",
    "fresh_since",
    "has_news",
    "holding",
    "imprints",
    "not_linked",
    "not_taken",
    "outcomes_owed",
    "queue",
    "record_key",
    "reporter_file",
    "rows_of",
    "searchable",
    "seen_elsewhere",
    "seen_in",
    "standing",
    "standing_labels",
    "times",
    "tokens_of",
    "under_older_keys",
    "unlisted_tombstones",
]

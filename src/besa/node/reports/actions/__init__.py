"""What changes a report: one public function per verb, each with its actor, one transaction and one ledger entry."""

from besa.node.reports.actions.converse import TooManyFiles, answer, mark_read_by_reporter, write_from_reporter
from besa.node.reports.actions.erase import erase_again, erase_by_desk, erase_by_reporter, list_tombstones
from besa.node.reports.actions.linked import mark_linked
from besa.node.reports.actions.read import open_file, open_report
from besa.node.reports.actions.receive import AlreadyReceived, receive
from besa.node.reports.actions.refer_in import refer_in
from besa.node.reports.actions.rewrap import rewrap_records
from besa.node.reports.actions.told import told_source
from besa.node.reports.actions.work import (
    NotClaimed,
    claim,
    classify,
    close,
    hand_over,
    judge_again,
    refer_out,
    reopen,
    return_to_queue,
    write_note,
)

__all__ = [
    "AlreadyReceived",
    "NotClaimed",
    "TooManyFiles",
    "answer",
    "claim",
    "classify",
    "close",
    "erase_again",
    "erase_by_desk",
    "erase_by_reporter",
    "hand_over",
    "judge_again",
    "list_tombstones",
    "mark_linked",
    "mark_read_by_reporter",
    "open_file",
    "open_report",
    "receive",
    "refer_in",
    "refer_out",
    "reopen",
    "return_to_queue",
    "rewrap_records",
    "told_source",
    "write_from_reporter",
    "write_note",
]

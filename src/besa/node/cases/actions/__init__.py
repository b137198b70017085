"""What changes a case: one public function per verb, each with its keyring, one transaction and its ledger entries."""

from besa.node.cases.actions.moving import NotAMember, assign, close, judge, reopen
from besa.node.cases.actions.opening import add_reports, open_case, open_child_file, take_report_out
from besa.node.cases.actions.reading import gather, open_file
from besa.node.cases.actions.rewrap import rewrap_files
from besa.node.cases.actions.rows import AlreadyWritten
from besa.node.cases.actions.walls import LastDesk, NotLead, give_access, take_access
from besa.node.cases.actions.writing import (
    add_event,
    add_identifier,
    add_person,
    set_deadline,
    set_task,
    strike_out,
    tick_off,
    write_note,
)

__all__ = [
    "AlreadyWritten",
    "LastDesk",
    "NotAMember",
    "NotLead",
    "add_event",
    "add_identifier",
    "add_person",
    "add_reports",
    "assign",
    "close",
    "gather",
    "give_access",
    "judge",
    "open_case",
    "open_child_file",
    "open_file",
    "reopen",
    "rewrap_files",
    "set_deadline",
    "set_task",
    "strike_out",
    "take_access",
    "take_report_out",
    "tick_off",
    "write_note",
]

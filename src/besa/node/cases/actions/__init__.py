"""What changes a case: one public function per verb, each with its keyring, one transaction and its ledger entries."""

from besa.node.cases.actions.erase import (
    EMPTY_JOURNAL,
    NeedsAnother,
    NotAsked,
    StillKept,
    StillOpen,
    ask_to_erase,
    erase_again,
    erase_entry,
    erase_file,
    keep,
    list_tombstones,
)
from besa.node.cases.actions.moving import NotAMember, assign, close, conclude_reports, judge, reopen
from besa.node.cases.actions.opening import add_reports, open_case, open_child_file, take_report_out
from besa.node.cases.actions.reading import GATHERED_AT_ONCE, gather, gather_all, look_up, open_file, tell_of_cases
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
    "EMPTY_JOURNAL",
    "GATHERED_AT_ONCE",
    "AlreadyWritten",
    "LastDesk",
    "NeedsAnother",
    "NotAMember",
    "NotAsked",
    "NotLead",
    "StillKept",
    "StillOpen",
    "add_event",
    "add_identifier",
    "add_person",
    "add_reports",
    "ask_to_erase",
    "assign",
    "close",
    "conclude_reports",
    "erase_again",
    "erase_entry",
    "erase_file",
    "gather",
    "gather_all",
    "give_access",
    "judge",
    "keep",
    "list_tombstones",
    "look_up",
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
    "tell_of_cases",
    "tick_off",
    "write_note",
]

"""What changes staff, desks and keys: one function per verb, one transaction, one ledger entry each."""

from besa.node.people.actions.accounts import (
    Invitation,
    change_roles,
    choose_language,
    create_staff,
    deactivate_staff,
)
from besa.node.people.actions.desks import (
    Relocked,
    change_desk,
    create_desk,
    grant_membership,
    recover_desk,
    relock_records,
    remove_member,
)
from besa.node.people.actions.passwords import change_password
from besa.node.people.actions.resets import (
    ask_for_reset,
    confirm_reset,
    mark_resets_seen,
    reactivate_staff,
    reset_factors,
    reset_password,
    withdraw_reset,
)
from besa.node.people.actions.set_up import SetUp, set_up_first_administrator
from besa.node.people.actions.signing_in import (
    record_added_factor,
    record_codes_renewed,
    record_held_back,
    record_sign_in,
    record_sign_out,
    record_unlock,
    remove_factor,
)

__all__ = [
    "Invitation",
    "Relocked",
    "SetUp",
    "ask_for_reset",
    "change_desk",
    "change_password",
    "change_roles",
    "choose_language",
    "confirm_reset",
    "create_desk",
    "create_staff",
    "deactivate_staff",
    "grant_membership",
    "mark_resets_seen",
    "reactivate_staff",
    "record_added_factor",
    "record_codes_renewed",
    "record_held_back",
    "record_sign_in",
    "record_sign_out",
    "record_unlock",
    "recover_desk",
    "relock_records",
    "remove_factor",
    "remove_member",
    "reset_factors",
    "reset_password",
    "set_up_first_administrator",
    "withdraw_reset",
]

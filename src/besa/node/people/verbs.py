"""What this room writes into the ledger: verb and the sentence a person reads."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

VERBS: Final = {
    "people.node.set_up": gettext_noop("The node was set up with its first administrator and desk"),
    "people.staff.created": gettext_noop("An account was made"),
    "people.staff.changed": gettext_noop("The roles of an account were changed"),
    "people.staff.language_set": gettext_noop("A colleague chose a language"),
    "people.staff.deactivated": gettext_noop("An account was closed and lost all keys"),
    "people.staff.reactivated": gettext_noop("A closed account was opened again, without keys"),
    "people.staff.signed_in": gettext_noop("A colleague signed in"),
    "people.staff.signed_out": gettext_noop("A colleague signed out"),
    "people.staff.unlocked": gettext_noop("A colleague unlocked their screen"),
    "people.staff.held_back": gettext_noop("Sign-in was held back after too many wrong tries"),
    "people.password.changed": gettext_noop("A colleague changed their password"),
    "people.password.reset": gettext_noop("An account got a new starting password and a new key"),
    "people.factor.added": gettext_noop("A second step was added to an account"),
    "people.factor.removed": gettext_noop("A second step was removed from an account"),
    "people.factor.reset": gettext_noop("All second steps of an account were removed by an administrator"),
    "people.reset.asked": gettext_noop("An administrator asked for an account to be given access again"),
    "people.reset.confirmed": gettext_noop("A second administrator confirmed that an account is given access again"),
    "people.reset.withdrawn": gettext_noop("A request to give an account access again was withdrawn"),
    "people.reset.seen": gettext_noop("A colleague read that others had given their account access again"),
    "people.codes.renewed": gettext_noop("A colleague made new spare codes"),
    "people.desk.created": gettext_noop("A desk was made"),
    "people.desk.changed": gettext_noop("The name or purpose of a desk was changed"),
    "people.desk.recovered": gettext_noop("The keys of a desk were restored from recovery shares"),
    "people.membership.granted": gettext_noop("A colleague was given the key of a desk"),
    "people.membership.renewed": gettext_noop("A colleague was given the key of a desk again"),
    "people.desk_key.stated": gettext_noop("Stated for later checks: a version of the key of a desk"),
    "people.desk.stated": gettext_noop("Stated for later checks: name and purpose of a desk"),
    "people.staff.stated": gettext_noop("Stated for later checks: rights and key of an account"),
    "people.membership.stated": gettext_noop("Stated for later checks: who belongs to a desk"),
    "people.membership.ended": gettext_noop("A colleague left a desk and its key was changed"),
}

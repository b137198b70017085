"""What the gap map counts, in words for the reader."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GAPS: Final[dict[str, str | Promise]] = {
    "G1": _("No treaty obliges"),
    "G2": _("The place must punish the act, too"),
    "G3": _("Ages differ"),
    "G4": _("Presence, leave or a complaint comes first"),
    "G5": _("Nationals only, not those who live there"),
    "G6": _("Time limits"),
    "G7": _("Not bound by a treaty"),
    "G8": _("Surrender refused for another reason than nationality"),
    "G9": _("Data out of direct reach"),
    "G10": _("Several States, and no order between them"),
    "G11": _("Law not known"),
}
LABELS: Final[dict[str, str | Promise]] = {
    "who.somebody": _("some State can act"),
    "who.only_untied": _("only a State that nothing ties to the case can act"),
    "who.with_conditions": _("somebody can act, but only once leave, a complaint or presence is there"),
    "who.several": _("several States can act, and no rule says which goes first"),
    "who.unknown": _("nobody knows: no State certainly can, at least one perhaps"),
    "who.nobody": _("certainly no State can act"),
    "who.tied_cannot": _("certainly none of the States tied to the case can act, others perhaps"),
    "who.no_offence": _("no State tied to the case punishes the act: a difference of policy, not a gap"),
    "duty.owed": _("it must be able to act"),
    "duty.owed_unless_reserved": _("it must, unless it has reserved that"),
    "duty.dual_may_fail": _("it may ask that the place punishes the act, and the place does not"),
    "duty.unknown": _("not known"),
    "duty.endeavour": _("it shall only endeavour to"),
    "duty.none": _("nothing"),
    "time.open": _("still open"),
    "time.closed": _("time-barred"),
    "time.unknown": _("not known"),
    "duty.only_endeavour_or_none": _("treaties oblige a State to nothing, or to endeavour only"),
    "who.stands.no_dual_criminality": _("a tied State cannot act because the place does not punish the act"),
    "who.spared_by_age": _("a tied State would punish the act only if the child were younger"),
    "who.spared_by_age_and_tied_cannot": _("the same, another tied State does punish it, and none of them can act"),
    "who.stands.no_presence_no_leave": _("a tied State cannot act because the offender is elsewhere"),
    "who.stands.residents_as_nationals": _("the State where the offender lives acts for nationals only"),
    "duty.gained.bound_by_all": _("a duty would be there if the State were bound by the treaties in force"),
    "duty.refused_otherwise": _("no duty, because surrender was refused for another reason than nationality"),
    "who.no_direct_instrument": _("the data lie where a State that can act may not ask the provider directly"),
}
LAYERS: Final[dict[str, str | Promise]] = {
    "who": _("Who can act, by national law"),
    "duty": _("What treaties oblige a State to, when the act was done elsewhere"),
    "time": _("Whether prosecution is still open years later, under today's law"),
}
REFORMS: Final[dict[str, str | Promise]] = {
    "no_dual_criminality": _("not asking that the place punishes the act, too"),
    "residents_as_nationals": _("treating whoever lives in the State as its nationals"),
    "no_presence_no_leave": _("asking for neither presence nor leave first"),
    "children_of_the_state": _("covering offences against children who are nationals or live in the State"),
    "no_reservations": _("withdrawing all reservations"),
    "bound_by_all": _("joining the treaties that are in force"),
}
# Where it counts: what a State can do, or what it must be able to do.
WHERE: Final[dict[str, str | Promise]] = {"who": _("can act"), "duty": _("must be able to act")}
PURPOSES: Final[dict[str, str | Promise]] = {
    "reform": _("To prepare a change of our law"),
    "lookup": _("To find out what our law says where nobody has looked it up"),
    "reporting": _("To report to a treaty body or to our ministry"),
}
OTHER_QUESTIONS: Final = _("questions that only one or two States leave open")

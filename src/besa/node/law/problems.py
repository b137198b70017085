"""What can stand in the way of a change of the law, in words for the person who tries."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LawProblem(Exception):
    """Something a person can act on; `str()` is in their language."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class NotALawyer(LawProblem):
    message = _("Only lawyers change the recorded law. An administrator can give you this role.")


class NoSuchChange(LawProblem):
    message = _("There is no such change.")


class AlreadyDecided(LawProblem):
    message = _("Somebody has decided on this change already.")


class OwnChange(LawProblem):
    message = _("You proposed this yourself: another lawyer must decide.")


class NotOwnChange(LawProblem):
    message = _("Only whoever proposed a change can withdraw it.")


class AlreadyProposed(LawProblem):
    message = _("A change of this entry is waiting already. It must be decided first.")


class NothingChanges(LawProblem):
    message = _("This is what the entry says already.")


class CellChanged(LawProblem):
    message = _("The entry has changed since this was proposed. Please look at it again and propose anew.")


class AtOnce(LawProblem):
    message = _("Somebody accepted another change in the same moment. Please look again, and try once more.")


class TooLarge(LawProblem):
    message = _("This is too much for one entry. Please write it shorter.")


class NoReason(LawProblem):
    message = _("Please say why.")


class WeakSource(LawProblem):
    message = _("A sourced claim needs for each new source a full web address and the place in it.")


class SourceOfTomorrow(LawProblem):
    message = _("A source cannot be read, and cannot describe, a day that is still to come.")

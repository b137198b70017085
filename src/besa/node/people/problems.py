"""What can stand in the way of an act, each with a sentence for the person who tried."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class PeopleProblem(Exception):
    """An act that was refused; `str(problem)` is a sentence to show, in the language of the moment."""

    sentence = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(PeopleProblem):
    sentence = _("Your account is not allowed to do this.")


class NotReader(NotAllowed):
    sentence = _("Only someone who can read public reports already can have them arrive at another desk.")


class WrongPassword(PeopleProblem):
    sentence = _("This password is not right.")


class WeakPassword(PeopleProblem):
    """Carries every reason, each a sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(*reasons)
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        return " ".join(self.reasons)


class UsernameTaken(PeopleProblem):
    sentence = _("Somebody already has this user name.")


class DeskNameTaken(PeopleProblem):
    sentence = _("There is already a desk with this short name.")


class NoKeyYet(PeopleProblem):
    sentence = _("This person has not signed in yet. They need to sign in and choose a password first.")


class KeyNotHeld(PeopleProblem):
    sentence = _("You do not hold the key of this desk, so you cannot pass it on.")


class NotAMember(PeopleProblem):
    sentence = _("This person is not a member of the desk.")


class LastMember(PeopleProblem):
    sentence = _("This is the last member who holds the key. Add someone else first.")


class LastAdministrator(PeopleProblem):
    sentence = _("This is the last administrator. Make someone else an administrator first.")


class LastFactor(PeopleProblem):
    sentence = _("This is your only second step. Add another one first.")


class NeedsSecond(PeopleProblem):
    sentence = _("A second administrator has to confirm this.")


class NobodyToConfirm(PeopleProblem):
    sentence = _(
        "Only this person could confirm it. Ask whoever runs the machine of this node to do it there, "
        "with the command besa access."
    )


class OwnRequest(PeopleProblem):
    sentence = _("You asked for this yourself, or it is about you. Another administrator has to confirm it.")


class NotWaiting(PeopleProblem):
    sentence = _("This does not wait any more: it was done, withdrawn, or is older than a day.")


class KeyChanged(PeopleProblem):
    sentence = _("Their key is not the one you compared. Please compare again.")


class AlreadySetUp(PeopleProblem):
    sentence = _("This node already has staff.")


class SharesDoNotFit(PeopleProblem):
    sentence = _(
        "These words do not open the recovery key of this node. "
        "Check each word, and that the lists are two different ones."
    )


class TooManyTries(PeopleProblem):
    """`seconds` until the next try is looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        minutes = max(1, -(-self.seconds // 60))
        return ngettext(
            "Too many wrong tries. Please wait %(n)d minute.",
            "Too many wrong tries. Please wait %(n)d minutes.",
            minutes,
        ) % {"n": minutes}

"""What is asked before an act on accounts that nothing takes back, or that somebody would feel at once."""

from datetime import date

from django.utils.translation import gettext as _

from members.models import ClosedPeriod, Invitation, Member, Residency
from web import dates
from web.components import Confirmation


def withdrawal(invitation: Invitation) -> Confirmation:
    return Confirmation(
        _("Withdraw the invitation of %(name)s?") % {"name": invitation.name or invitation.email},
        _(
            "Its link no longer works, and a place kept for this person in a circle is given up. To let them in, you "
            "would have to invite them again."
        ),
        _("Withdraw this invitation"),
    )


def closing(person: Member) -> Confirmation:
    return Confirmation(
        _("Close the account of %(name)s?") % {"name": person.name},
        _("They are signed out everywhere at once and cannot come back. What they did stays. It can be opened again."),
        _("Close this account"),
    )


def naming(person: Member) -> Confirmation:
    return Confirmation(
        _("Make %(name)s an administrator?") % {"name": person.name},
        _("They can then invite people, close accounts and change the settings, as you can."),
        _("Make administrator"),
    )


def naming_end(person: Member) -> Confirmation:
    return Confirmation(
        _("End the administration of %(name)s?") % {"name": person.name},
        _("They can no longer invite people, close accounts or change the settings."),
        _("End their administration"),
    )


def residency_end(residency: Residency, until: date) -> Confirmation:
    return Confirmation(
        _("Write down the end of this residency?"),
        _("%(name)s rents this space until %(day)s. This is not taken back.")
        % {"name": residency.member.name, "day": dates.day(until, year=True)},
        _("Write down the end"),
    )


def membership_cancelling(person: Member, year: int) -> Confirmation:
    return Confirmation(
        _("Take back the membership of %(name)s?") % {"name": person.name},
        _("Without the membership of %(year)s they may no longer vote in the assembly.") % {"year": year},
        _("Take this membership back"),
    )


def key_removal() -> Confirmation:
    return Confirmation(
        _("Delete the key?"),
        _("The programs that use it stop working at once. You can make another one."),
        _("Delete the key"),
    )


def removing_closed_period(period: ClosedPeriod) -> Confirmation:
    return Confirmation(
        _("Remove “%(name)s”?") % {"name": period.name},
        _("These days count again in what begins from now on. A deadline that was announced stays as it is."),
        _("Remove these days"),
    )

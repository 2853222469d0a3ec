"""Who may give a proxy now, and who may hold one. Within an action that holds the gathering's lock."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Member
from votes.models import Gathering, RollEntry


def check_giver(gathering: Gathering, giver: Member, *, is_told: bool) -> None:
    """`is_told`: somebody else hears this, who enters the giver's paper form.

    They do not hear from a refusal who has voted in secret: that form is entered, and finds the ballot cast.
    """
    name = {"name": giver.name}
    if gathering.proxy_cap == 0:
        raise ValidationError(_("This circle votes without proxies."), code="no_proxies")
    if gathering.presences.here().filter(member=giver).exists():
        if is_told:
            text = _("%(name)s is marked present, and so votes in person.") % name
        else:
            text = _("You are marked present, so you vote yourself. If you are leaving, say so first.")
        raise ValidationError(text, code="present")
    is_hidden = is_told and gathering.ballots.unfinished().filter(is_secret=True).exists()
    if not is_hidden and has_voted(gathering, giver):
        if is_told:
            text = _("%(name)s has voted in the ballot that is open. Enter this form once it has closed.") % name
        else:
            text = _("Your vote is already in the ballot that is open. You can give your proxy once it has closed.")
        raise ValidationError(text, code="voted")
    if gathering.proxies.standing().filter(holder=giver).exists():
        if is_told:
            text = _("%(name)s holds somebody's proxy, or is asked to, and it cannot be passed on.") % name
        else:
            text = _(
                "Somebody counts on you: a proxy that you hold, or are asked to hold, cannot be passed on. "
                "Give it back, or decline it, first."
            )
        raise ValidationError(text, code="chain")


def check_holder(gathering: Gathering, giver: Member, holder: Member) -> None:
    """Somebody else, of the roll, who gives no proxy, and who has room for one more."""
    name = {"name": holder.name}
    if giver == holder:
        raise ValidationError(_("A proxy goes to somebody else."), code="oneself")
    if not holder.is_active or not gathering.electors.filter(pk=holder.pk).exists():
        raise ValidationError(
            _("%(name)s is not on the roll, and cannot hold a proxy here. Choose somebody of the circle.") % name,
            code="not_on_roll",
        )
    standing = gathering.proxies.standing()
    if standing.filter(giver=holder).exists():
        raise ValidationError(
            _("%(name)s has given a proxy too, and so cannot hold one. Choose somebody who will be there.") % name,
            code="chain",
        )
    cap = gathering.proxy_cap
    if cap is not None and standing.filter(holder=holder).exclude(giver=giver).count() >= cap:
        raise ValidationError(
            ngettext(
                "%(name)s already holds or is asked to hold %(cap)d proxy, as many as one person may. "
                "Choose somebody else.",
                "%(name)s already holds or is asked to hold %(cap)d proxies, as many as one person may. "
                "Choose somebody else.",
                cap,
            )
            % {**name, "cap": cap},
            code="cap",
        )


def has_voted(gathering: Gathering, member: Member) -> bool:
    """Whether this person's vote is in, in a ballot of this gathering that has no result yet."""
    unfinished = gathering.ballots.unfinished()
    return RollEntry.objects.filter(member=member, ballot__in=unfinished).answered().exists()

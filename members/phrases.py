"""What the members' entries in the journal say to people, and why an act is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "member.added": _("%(member:member)s is a member."),
    "member.invited": _("%(actor)s invites somebody to join."),
    "member.joined": _("%(member:member)s joined."),
    "member.renamed": _("%(member:member)s changed their name."),
    "member.address_changed": _("%(actor)s changed the address of %(member:member)s."),
    "member.deactivated": _("The account of %(member:member)s is closed."),
    "member.reactivated": _("The account of %(member:member)s is open again."),
    "member.forgotten": _("%(actor)s forgot somebody who left: what told who they were is erased."),
    "member.signed_out_everywhere": _("%(member:member)s signed out everywhere."),
    "password.forgotten": _("%(member:member)s gave up their password."),
    "answer.by_link": _("%(member:member)s answered by the link of a letter."),
    "address.refused": _("The address of %(member:member)s refuses letters: none leaves for it meanwhile."),
    "address.tried_again": _("%(actor)s lets letters leave again for the address of %(member:member)s."),
    "token.made": _("%(member:member)s made an API key."),
    "token.dropped": _("%(member:member)s dropped their API key."),
    "administrator.invited": _("An administrator is invited."),
    "administrator.named": _("%(member:member)s administers the accounts."),
    "administrator.ended": _("%(member:member)s does not administer the accounts any more."),
    "invitation.withdrawn": _("%(actor)s withdrew an invitation."),
    "collective.changed": _("%(actor)s changed the settings of the collective."),
    "closed_period.entered": _("%(actor)s enters that the collective is closed from %(first_on)s to %(last_on)s."),
    "closed_period.removed": _("%(actor)s removes that the collective is closed from %(first_on)s to %(last_on)s."),
    "collective.founding_ended": _("The set-up is over: from here on, rules and mandates rest on decisions."),
    "mail.revealed": _("%(actor)s read a letter of the outbox."),
    "membership.recorded": _("The membership of %(member:member)s for %(year)s is paid."),
    "membership.cancelled": _("The membership of %(member:member)s for %(year)s is cancelled."),
    "residency.recorded": _("%(member:member)s is a resident since %(since)s."),
    "residency.ended": _("A residency ended on %(until)s."),
}

REFUSALS = dict.fromkeys(
    (
        "administer",
        "record_membership",
        "record_residency",
        "edit_collective",
        "end_founding",
        "keep_closed_periods",
        "read_mail",
        "read_letter",
    ),
    _("Only administrators keep the accounts and the settings. Ask one of them."),
)

"""What the journal says of meetings, to people."""

from django.utils.translation import gettext_lazy as _

from assembly.models import AgendaItem, Meeting
from journal.phrases import Known

SENTENCES = {
    "meeting.planned": _("%(actor)s planned the meeting “%(title)s”."),
    "meeting.asked": _("%(actor)s asked for the assembly “%(title)s”."),
    "meeting.supported": _("%(actor)s asks for this assembly too."),
    "meeting.support_withdrawn": _("%(actor)s does not ask for this assembly any more."),
    "meeting.called": _("The assembly that was asked for is called: %(member:member)s facilitates it."),
    "meeting.changed": _("%(actor)s changed when or where the meeting is held."),
    "meeting.role_named": _("%(actor)s named %(member:member)s for a role of the meeting."),
    "meeting.conductor_asked": _("%(actor)s asked whether %(member:member)s is still there to conduct the meeting."),
    "meeting.conductor_answered": _("%(member:member)s is there, and conducts the meeting."),
    "meeting.conductor_proposed": _("%(actor)s proposed that %(member:member)s conducts the meeting."),
    "meeting.conductor_agreed": _("%(actor)s agreed that %(member:member)s conducts the meeting."),
    "meeting.conductor_refused": _("%(actor)s refused that %(member:member)s conducts the meeting."),
    "meeting.taken_over": _("%(member:member)s conducts the meeting from now on."),
    "meeting.convened": _("%(actor)s convened the meeting: %(invited)s people were written to."),
    "meeting.opened": _("%(actor)s opened the meeting."),
    "meeting.closed": _("%(actor)s closed the meeting."),
    "item.added": _("%(actor)s put “%(title)s” on the agenda."),
    "item.changed": _("%(actor)s changed “%(title)s”."),
    "item.removed": _("%(actor)s took “%(title)s” off the agenda."),
    "item.started": _("The meeting began “%(item:item)s”."),
    "item.done": _("The meeting concluded “%(item:item)s”."),
    "item.deferred": _("“%(item:item)s” was put off to the next meeting."),
    "item.reopened": _("“%(item:item)s” was taken up again."),
    "item.extended": _("“%(item:item)s” was given %(minutes)s minutes more."),
    "item.ballot_opened": _("A vote was opened on “%(item:item)s”."),
    "item.proposal_brought": _("%(actor)s brought “%(proposal:proposal)s” to “%(item:item)s”."),
    "minutes.signed": _("%(actor)s signed the minutes."),
    "minutes.masked": _("A forgotten person’s name was taken out of the signed minutes."),
    "minutes.signature_taken_back": _("%(actor)s took their signature of the minutes back."),
    "minutes.corrected": _("%(actor)s added a correction to the minutes: %(text)s"),
}


def meetings(keys: set[str]) -> dict[str, Known]:
    return {
        str(meeting.pk): Known(meeting.title, meeting.get_absolute_url())
        for meeting in Meeting.objects.filter(pk__in=keys)
    }


def items(keys: set[str]) -> dict[str, Known]:
    """The items' titles. An entry about a closed one is itself read by its circle alone."""
    return {
        str(item.pk): Known(item.title, item.meeting.get_absolute_url())
        for item in AgendaItem.objects.filter(pk__in=keys).select_related("meeting")
    }

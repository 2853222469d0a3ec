"""What the journal says of meetings to people, and why an act is refused."""

from django.utils.translation import gettext_lazy as _

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
    "meeting.cancelled": _("%(actor)s cancelled the meeting: %(reason)s"),
    "meeting.planned_again": _("%(actor)s planned again the meeting that was cancelled."),
    "meeting.opened": _("%(actor)s opened the meeting."),
    "meeting.closed": _("%(actor)s closed the meeting."),
    "meeting.reopened": _("%(actor)s reopened the meeting."),
    "item.added": _("%(actor)s put “%(title)s” on the agenda."),
    "item.changed": _("%(actor)s changed “%(title)s”."),
    "item.removed": _("%(actor)s took “%(title)s” off the agenda."),
    "item.started": _("The meeting began “%(item:item)s”."),
    "item.done": _("The meeting concluded “%(item:item)s”."),
    "item.settled_elsewhere": _("“%(item:item)s” was settled before the meeting talked about it."),
    "item.deferred": _("“%(item:item)s” was put off to the next meeting."),
    "item.put_back": _("“%(item:item)s” was begun by a slip: it is still to come."),
    "item.reopened": _("“%(item:item)s” was taken up again."),
    "item.extended": _("“%(item:item)s” was given %(minutes)s minutes more."),
    "item.dismissed": _("%(actor)s said that “%(item:item)s”, which was put off, is no longer needed."),
    "item.needed_again": _("%(actor)s said that “%(item:item)s” is needed all the same."),
    "item.ballot_opened": _("A vote was opened on “%(item:item)s”."),
    "item.election_brought": _("%(actor)s brought the election “%(election:election)s” to “%(item:item)s”."),
    "item.proposal_brought": _("%(actor)s brought “%(proposal:proposal)s” to “%(item:item)s”."),
    "item.guest_invited": _("%(actor)s invited %(member:guest)s to “%(item:item)s”."),
    "item.guest_withdrawn": _("%(actor)s took back the invitation of %(member:guest)s to “%(item:item)s”."),
    "voice.arrived": _("%(member:member)s arrived, with a voice and without a vote."),
    "voice.left": _("%(member:member)s, who has a voice and no vote, left."),
    "noted_decision.noted": _("%(actor)s noted as decided: %(text)s"),
    "noted_decision.proposed": _("%(actor)s made a proposal of what was noted as decided: %(text)s"),
    "noted_decision.taken_back": _("%(actor)s took back what was noted as decided: %(text)s"),
    "noted_decision.decided": _("Noted without objection: %(text)s"),
    "noted_decision.undecided": _("What was noted is not decided: %(text)s (%(reason)s)"),
    "minutes.signed": _("%(actor)s signed the minutes."),
    "minutes.masked": _("A forgotten person’s name was taken out of the signed minutes."),
    "minutes.signature_taken_back": _("%(actor)s took their signature of the minutes back."),
    "following_task.taken": _("“%(task:task)s” follows from what this meeting decided, and is on the board."),
    "following_task.left": _("%(actor)s leaves a task that follows from what this meeting decided."),
    "minutes.corrected": _("%(actor)s added a correction to the minutes: %(text)s"),
}

REFUSALS = {
    "read": _("This circle keeps its meetings to its own members. Ask one of them what was said."),
    "read_item": _("This item is closed: it is a person's situation, and stays within the circle."),
    "plan": _("A meeting is planned by those whom the circle's rules name: ask one of them."),
    "prepare": _(
        "The agenda is prepared by the circle's members; an assembly's by those who call it and those who hold a role "
        "in it. Ask one of them to add your subject."
    ),
    "dismiss_item": _(
        "What was put off is dropped by the circle's members; an assembly's by those whom its rules let convene it. "
        "Ask one of them."
    ),
    "arrange": _("When and where it is held is changed by those who may convene it, and by whoever facilitates it."),
    "name_roles": _("The roles are given by those who may convene this meeting, and by whoever facilitates it."),
    "cancel": _("A meeting is cancelled by those who may convene it, and by whoever facilitates it: ask one of them."),
    "take_up": _("An assembly that was asked for is taken up by those whom its rules name. You can support it."),
    "take_part": _("This meeting is the circle's: its members come, vote and give proxies in it."),
    "speak": _("Those who sit in this circle speak in its meetings: ask one of them to say it, or to invite you."),
    "be_guest": _("This page is for those who are invited to this item, while its meeting is not over."),
    "write": _("The notes are written by the circle's members: tell one of them what is missing."),
    "note_decision": _(
        "Decisions are noted by the circle's members; in an assembly, by those who hold a role in it: tell one of them."
    ),
    "take_back_noted": _("Whoever noted it takes it back. You can make a proposal of it."),
    "conduct": _("This is done by whoever facilitates the meeting: ask that person."),
    "take_over": _(
        "Whoever holds a role in this meeting takes over, or whoever those present agreed on: propose somebody first."
    ),
    "mark_presence": _("Arrivals are noted by whoever facilitates the meeting, or keeps its door: tell that person."),
    "follow_up": _("What follows from a meeting is taken or left by those who hold a role in it: ask one of them."),
    "vouch": _("What somebody noted is confirmed by the person, or by somebody else with a role in the meeting."),
    "note_for_others": _(
        "What somebody without a phone asks is noted by whoever facilitates, or holds another role in the meeting: "
        "tell one of them."
    ),
    "hand_over": _("The roles are handed over by whoever facilitates, or by those whom the circle's rules name."),
    "sign": _("The minutes are signed by the meeting's chair and secretary."),
}

"""What the journal says of elections without candidate to people, and why an act is refused there."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from proposals.election_process import ElectionAct

SENTENCES = {
    "election.started": _("An election without candidate is started: %(title)s"),
    "election.described": _("The role to be filled is said otherwise: %(title)s"),
    "election.stage_opened": _("The election enters its next stage."),
    "election.extended": _("The stage of the election lasts its length once more."),
    "election.paused": _("%(actor)s pauses the election: %(reason)s"),
    "election.pause_ended": _("%(actor)s ends the pause: the election goes on."),
    "election.minutes_granted": _("%(actor)s gives the stage of the election %(minutes)s more minutes."),
    "election.reminded": _("Those who have not answered are reminded."),
    "election.put_to_meeting": _("The election is put to a meeting."),
    "election.brought_online": _("The meeting is over: the election goes on online."),
    "election.facilitator_declined": _("%(member:asked)s does not facilitate: %(member:facilitator)s is asked."),
    "election.facilitator_agreed": _("%(member:facilitator)s agrees to facilitate."),
    "election.facilitator_replaced": _("%(member:facilitator)s facilitates in place of %(member:former)s."),
    "election.elected": _("%(member:person)s is elected."),
    "election.set_aside": _("The election ends without anybody: %(reason)s"),
    "nomination.given": _("%(actor)s has named somebody."),
    "nomination.noted": _("%(actor)s noted whom %(member:member)s names, to be confirmed."),
    "nomination.confirmed": _("%(actor)s confirmed whom %(member:member)s names: it counts."),
    "nomination.note_dropped": _("What was noted for %(member:member)s is taken back."),
    "nominations.revealed": _("The nominations are shown together."),
    "nomination.changed": _("%(actor)s now names %(member:nominee)s: %(reason)s"),
    "candidacy.proposed": _("%(actor)s proposes %(member:person)s: %(argument)s"),
    "candidacy.answered": _("%(actor)s has answered."),
    "answer.noted": _("%(actor)s noted the answer of %(member:member)s, to be confirmed."),
    "answer.confirmed": _("%(actor)s confirmed the answer that was noted for %(member:member)s: it counts."),
    "answer.note_dropped": _("The answer that was noted for %(member:member)s is taken back."),
    "candidacy.closed": _("The answers to the name of %(member:person)s are shown together."),
    "candidacy.objection_worded": _("%(actor)s writes the reason of the objection of %(member:member)s."),
    "candidacy.objection_lifted": _("%(actor)s lifts their objection."),
    "candidacy.accepted": _("%(actor)s accepts."),
    "candidacy.declined": _("%(member:person)s declines."),
    "candidacy.not_ratified": _("The secret ballot does not ratify the name: %(result)s"),
}

_FACILITATOR = _("Whoever facilitates the election does this. Tell them what you would like.")
_ELECTOR = _("Those who voted in the circle when the nominations opened are asked. You follow it.")
_OBJECTOR = _("An objection belongs to the person who raised it: talk with them.")
_PROPOSED = _("The person who is proposed answers this, and speaks last.")

REFUSALS: dict[str, Any] = {
    "read_election": _("This circle keeps its elections to its members. Ask one of them."),
    "start_election": _("The members of the circle start its elections. Tell one of them your idea."),
    "note_in_election": _(
        "The answer of somebody without a phone is noted by whoever facilitates, or holds a role in the meeting: tell "
        "one of them."
    ),
    "confirm_in_election": _(
        "It is confirmed by the person who answered, or by somebody with a role in the meeting who did not note it and "
        "does not facilitate."
    ),
    "drop_in_election": _("It is taken back by whoever noted it, or by the person whose answer it is."),
    **{
        f"election_{act}": _FACILITATOR
        for act in (
            ElectionAct.DESCRIBE,
            ElectionAct.NEXT_STAGE,
            ElectionAct.PROPOSE,
            ElectionAct.CLOSE,
            ElectionAct.EXTEND,
            ElectionAct.PAUSE,
            ElectionAct.END_PAUSE,
            ElectionAct.GRANT_MINUTES,
            ElectionAct.PUT_TO_MEETING,
            ElectionAct.SET_ASIDE,
        )
    },
    f"election_{ElectionAct.NOMINATE}": _ELECTOR,
    f"election_{ElectionAct.CHANGE}": _ELECTOR,
    f"election_{ElectionAct.ANSWER}": _("The electors answer; the person proposed speaks last."),
    f"election_{ElectionAct.ASK_HELP}": _OBJECTOR,
    f"election_{ElectionAct.HELP_TO_WORD}": _(
        "Whoever objects asks somebody by name to help to word it: nobody else sees it before the close."
    ),
    f"election_{ElectionAct.WORD}": _("The person who objects writes the reason, with whoever facilitates."),
    f"election_{ElectionAct.LIFT}": _OBJECTOR,
    f"election_{ElectionAct.ACCEPT}": _PROPOSED,
    f"election_{ElectionAct.DECLINE}": _PROPOSED,
    f"election_{ElectionAct.FACILITATE}": _("A member of the circle facilitates in place of somebody who has left."),
    f"election_{ElectionAct.DECLINE_TO_FACILITATE}": _("The person who was asked to facilitate says whether they do."),
}

"""What refusals and the entries of the journal say to people."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "read": _("This ballot belongs to a circle that you are not part of. Somebody of the circle can tell you more."),
    "conduct": _("Only whoever conducts the meeting opens ballots and keeps its roll. Ask them."),
    "open": _("Only whoever prepared this question, or conducts the meeting, opens the vote. Ask them."),
    "consult": _("A question is put to a circle by its own members: ask one of them to ask it with you."),
    "prepare": _("A question is prepared by somebody of the circle, and changed by its author. Ask them."),
    "read_consultation": _(
        "This question belongs to a circle that you are not part of. Somebody of the circle can tell you more."
    ),
    "read_open": _("This ballot is still open: its result is for everyone at once, when it closes."),
    "read_counting": _("This ballot is being counted: its result is for everyone at once, in a moment."),
    "read_void": _("This ballot is void: nobody could count it, and it is held anew."),
    "read_few": _(
        "Fewer than five people voted in secret: only the outcome is shown, so that nobody's answer can be told."
    ),
    "void": _(
        "A vote that nobody can count is declared void by whoever conducts it and a second person, who holds a "
        "role or administers. Ask them."
    ),
    "close": _("Only whoever conducts this ballot closes it. Ask them."),
    "cast": _(
        "You are not on the roll of this ballot, nor trusted with this vote. A mistake? Tell whoever conducts it."
    ),
    "mark_presence": _("You can mark yourself present, or ask whoever conducts the meeting to mark others."),
    "vouch": _(
        "What somebody noted is confirmed by the person, or by somebody else with a role in the meeting. Ask them."
    ),
    "confirm_proxy": _(
        "A paper form is confirmed by its giver, or by somebody with a role who neither entered nor holds it."
    ),
    "answer_proxy": _("Only the person whom it was given to accepts or declines a proxy."),
    "enter_proxy": _("Paper forms and blank proxies are entered by whoever conducts. Ask them."),
    "note_vote": _(
        "The vote of somebody without a phone is noted by whoever conducts, or holds a role in the meeting: tell one "
        "of them."
    ),
    "confirm_noted": _(
        "It is confirmed by the person who voted, or by somebody with a role in the meeting who did not note it, and "
        "neither proposes nor conducts."
    ),
    "drop_noted": _("It is taken back by whoever noted it, or by the person whose vote it is."),
    "enter_papers": _("Papers are entered by whoever conducts the vote, and counted again by another."),
    "read_papers": _("Papers are counted by two people: whoever conducts, and the person they named."),
    "confirm_papers": _("Only the person named to count these papers again can answer for them."),
    "drop_papers": _("These papers are taken back by whoever entered them, or conducts the vote."),
    "remind": _("Only whoever conducts this vote reminds those who have not answered. Ask them."),
    "give_proxy": _("Each person gives their own proxy: nobody can do it for them."),
    "end_proxy": _("Only the person who gave this proxy, or the one who holds it, can end it."),
}

SENTENCES = {
    "gathering.opened": _("Presence and proxies begin."),
    "gathering.renewed": _("The roll and its rules were read again."),
    "gathering.closed": _("Presence and proxies end."),
    "gathering.reopened": _("Presence and proxies go on as they stood."),
    "presence.arrived": _("%(member:member)s arrived."),
    "presence.marked": _("%(actor)s noted that %(member:member)s arrived, which is still to be confirmed."),
    "presence.confirmed": _("%(actor)s confirmed the arrival of %(member:members)s."),
    "presence.denied": _("%(actor)s said that %(member:member)s is not there, as was noted."),
    "presence.left": _("%(member:member)s left."),
    "presence.departure_noted": _("%(actor)s noted that %(member:member)s left, which is still to be confirmed."),
    "presence.departure_confirmed": _("%(actor)s confirmed the departure of %(member:members)s."),
    "presence.departure_denied": _("%(actor)s said that %(member:member)s is still there."),
    "proxy.given": _("%(member:giver)s asked %(member:holder)s to hold their proxy."),
    "proxy.given_blank": _("%(member:giver)s gave a blank proxy."),
    "proxy.accepted": _("%(member:holder)s holds the proxy of %(member:giver)s."),
    "proxy.entered": _(
        "%(actor)s entered a signed paper form: %(member:holder)s is to hold the proxy of %(member:giver)s."
    ),
    "proxy.confirmed": _("%(actor)s confirmed the paper proxy of %(member:giver)s."),
    "proxy.entered_blank": _("%(actor)s entered a signed paper form: the blank proxy of %(member:giver)s."),
    "proxy.assigned": _("The blank proxies of %(member:givers)s went to %(member:holders)s."),
    "proxy.ended": _("The proxy of %(member:giver)s to %(member:holder)s ended."),
    "ballot.void_asked": _("%(actor)s asks that a vote be declared void, since nobody can count it."),
    "ballot.taken_back": _("What a vote asked was taken back: it ended without a result."),
    "ballot.voided": _(
        "A vote is void: nobody can count the votes that were cast (%(answered)s), since its key was lost or "
        "its ballots were not as they were cast. It is held anew."
    ),
    "vote.noted": _("%(actor)s noted the vote of %(member:member)s, to be confirmed."),
    "vote.confirmed": _("%(actor)s confirmed the vote that was noted for %(member:member)s: it counts."),
    "vote.note_dropped": _("The vote that was noted for %(member:member)s is taken back."),
    "papers.entered": _("%(member:first)s entered papers (%(number)s), for %(member:second)s to count again."),
    "papers.confirmed": _("The papers counted by %(member:first)s and %(member:second)s are votes (%(number)s)."),
    "papers.refused": _("%(member:second)s did not count the same as %(member:first)s: the papers are counted again."),
    "papers.dropped": _("The papers entered by %(member:first)s were taken back (%(number)s)."),
    "ballot.opened": _("A vote opened: %(question)s"),
    "ballot.extended": _("The vote goes on until %(until)s: %(ballot:ballot)s"),
    "ballot.closing_announced": _("The closing was announced for %(until)s: %(ballot:ballot)s"),
    "ballot.reminded": _("Those who had not voted were reminded (%(people)s)."),
    "ballot.reminded_everybody": _("Everybody who may vote was reminded (%(people)s)."),
    "ballot.ended": _("The vote closed, and is being counted: %(ballot:ballot)s"),
    "ballot.closed": _("The vote closed: %(ballot:ballot)s"),
    "ballot.keys_erased": _("Somebody was forgotten: their votes can no longer be proved to be theirs."),
}

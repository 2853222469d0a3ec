"""Whether a decision may be noted in one line now, and what its minute came to (PRODUCT §3.4).

It decides what nobody wants to talk about. So it never stands in for a decision that has its own way: what a proposal,
a vote or an election is about, rules, mandates and repeals. The end of its minute alone decides, on the meeting as it
was at that instant, whenever the clock comes to write it.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.models import AgendaItem, Meeting, NotedDecision
from assembly.queries.meetings import changes_on, open_round_on
from assembly.questions import fixed_question
from assembly.validity import Obstacle, obstacle_to
from votes.queries.ballots import standing_on
from votes.queries.gatherings import quorum_of
from votes.rolls import QuorumState
from votes.wording.ballots import to_the_second


def obstacle_to_noting(item: AgendaItem) -> Obstacle | None:
    """Why no decision may be noted on this item, the current one, now; None when one may."""
    meeting = item.meeting
    return obstacle_of_item(item) or obstacle_to(item) or _of_those_present(meeting, _attendance(meeting))


def obstacle_of_item(item: AgendaItem) -> Obstacle | None:
    """What the item is for, where that has its own way of being decided, whoever is there."""
    if item.meeting.is_second:
        text = _("A second meeting decides what the first could not, and nothing else: put this to another meeting.")
        return Obstacle("second", text)
    if (item.proposal and item.proposal.is_live) or open_round_on(item):
        text = _("This item has its proposal: it is decided by it. Note something else on another item.")
        return Obstacle("proposal", text)
    if fixed_question(item):
        return Obstacle("fixed", _("This item is for one vote, and decides nothing else: open it."))
    if item.kind == AgendaItem.Kind.ELECTION or changes_on([item])[item.pk]:
        text = _("Rules and mandates are decided by a vote or a proposal that says so, not by a decision noted.")
        return Obstacle("changes", text)
    return None


def obstacle_at_end(noted: NotedDecision) -> str:
    """Why it is not decided, from the meeting as it was at the end of its minute, in the collective's language."""
    meeting, end = noted.meeting, noted.until
    with override(settings.LANGUAGE_CODE):
        if meeting.closed_at and meeting.closed_at <= end:
            return _("The meeting was closed before the end of the minute: nothing is decided.")
        if (vote := standing_on(noted.item.topic)) and not vote.is_poll:
            return _("A vote was open on this item at the end of the minute: the vote decides.")
        obstacle = (
            obstacle_of_item(noted.item)
            or obstacle_to(noted.item, end)
            or _of_those_present(meeting, _attendance(meeting, noted))
        )
        return obstacle.reason if obstacle else ""


def result_of(noted: NotedDecision) -> str:
    """How it was decided, for the register, in the collective's language."""
    state = _attendance(noted.meeting, noted)
    with override(settings.LANGUAGE_CODE):
        how = _(
            "Noted without objection: the text stood for a minute before those present, until %(end)s, and nobody made "
            "a proposal of it."
        ) % {"end": to_the_second(noted.until, after=noted.until)}
        if state.needed is None:
            there = _("%(counted)s present or represented; no quorum asked.")
        else:
            there = _("%(counted)s present or represented; quorum %(needed)s reached.")
        return f"{how} {there % {'counted': state.counted, 'needed': state.needed}}"


def _attendance(meeting: Meeting, noted: NotedDecision | None = None) -> QuorumState:
    """Who is there now, or was there at the end of its minute."""
    if meeting.gathering is None:
        raise RuntimeError("an open meeting has its gathering")
    return quorum_of(meeting.gathering, noted.until if noted else None)


def _of_those_present(meeting: Meeting, state: QuorumState) -> Obstacle | None:
    if not state.reached:
        text = _("The quorum is missing (%(counted)s of %(needed)s): nothing is decided. It can be noted again.")
        return Obstacle("no_quorum", text % {"counted": state.counted, "needed": state.needed})
    if state.present < 2 and state.roll > 1:
        return Obstacle("alone", _("One person alone decides nothing: somebody else must be there to read it."))
    return None

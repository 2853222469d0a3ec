"""The obvious next step of whoever facilitates, as one big button and what is said about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from assembly.models import Meeting, NotedDecision
from assembly.next_step import Name, Situation, next_step
from assembly.presenters.buttons import BIG, act, advance, link
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.record import AgendaLine
from assembly.questions import FixedQuestion
from commissions.models import Circle
from commissions.queries import majority_rules
from proposals.election_process import ElectionAct, ElectionState, leads_to
from proposals.models import Election, Proposal
from proposals.presenters.conducting import next_stage_label, skipping_label
from proposals.presenters.election_part import next_election_label
from proposals.process import TIMED, State
from proposals.queries import current_version, last_round_of, open_round_of
from proposals.queries.elections import open_candidacy
from votes.models import Ballot
from votes.queries.ballots import closes_by_hand
from votes.wording import ballots
from web.components import Button
from web.dates import clock


@dataclass(frozen=True)
class ConductStep:
    """What comes next: one button, and what is said about it; or what there is to wait for.

    `faster` leaves something out, and says what.
    """

    button: Button | None = None
    rules: Sequence[str] = ()  # sentences under the button
    more: Button | None = None  # a link that ends them
    announced: str = ""  # what will happen by itself
    waits_for: str = ""  # somebody else's turn
    faster: Button | None = None


def step_of(sheet: MeetingSheet) -> Name:
    """What comes next, by its name."""
    current, proposal = sheet.current, sheet.current.item.proposal if sheet.current else None
    election = sheet.current.item.election if sheet.current else None
    return next_step(
        Situation(
            state=sheet.meeting.state,
            has_items=bool(sheet.lines),
            has_current=current is not None,
            has_following=sheet.following is not None,
            kind=current.item.kind if current else "",
            has_open_ballot=current is not None and current.open_ballot is not None,
            is_deciding=(election is not None and election.is_live)
            or (
                proposal is not None
                and proposal.process == Proposal.Process.CONSENT
                and proposal.is_live
                and proposal.state != State.OPINION
            ),
            is_to_review=sheet.is_to_review,
            is_kept_from_deciding=sheet.obstacle is not None,
            is_decided=current is not None
            and bool(
                current.is_answered
                or (proposal and proposal.is_ended)
                or (election and election.is_ended)
                or _is_noted(sheet, current)
            ),
        )
    )


def _is_noted(sheet: MeetingSheet, current: AgendaLine) -> bool:
    """Whether a decision noted in one line decided it, or stands before those present."""
    return any(one.is_standing or one.end == NotedDecision.End.DECIDED for one in sheet.noted_on(current))


def conduct_step(sheet: MeetingSheet, name: Name) -> ConductStep:
    """How that step is shown, in the active language."""
    if sheet.current and name in ON_ITEM:
        if sheet.fixed and name in {"open_ballot", "elect"}:
            return _fixed(sheet.current, sheet.fixed)
        return ON_ITEM[name](sheet.meeting, sheet.current)
    return STEPS[name](sheet)


def _prepare(sheet: MeetingSheet) -> ConductStep:
    return ConductStep(link(_("Prepare the agenda"), "agenda-edit", sheet.meeting.pk, icon="list-plus", look=BIG))


def _convene(sheet: MeetingSheet) -> ConductStep:
    label = _("Write to everyone: the convocation")
    return ConductStep(link(label, "convocation", sheet.meeting.pk, icon="mail", look=BIG))


def _open(sheet: MeetingSheet) -> ConductStep:
    return ConductStep(act(_("Open the meeting"), "opening", sheet.meeting.pk, icon="door-open", look=BIG))


def _plan_again(sheet: MeetingSheet) -> ConductStep:
    button = act(_("Plan it again"), "cancellation-withdrawal", sheet.meeting.pk, icon="undo-2", look="")
    return ConductStep(button, rules=[_("Its items come back to its agenda; the convocation is then sent anew.")])


def _begin(sheet: MeetingSheet) -> ConductStep:
    label = _("Begin: %(title)s") % {"title": _following(sheet)}
    return ConductStep(advance(sheet, label, icon="play", look=BIG))


def _close_ballot(meeting: Meeting, line: AgendaLine) -> ConductStep:
    assert line.open_ballot is not None  # noqa: S101  (else this is not the next step)
    ballot = line.open_ballot.ballot
    if ballot.announced_at:
        text = _("The vote closes by itself at %(end)s and is counted. You may go on meanwhile.")
        return ConductStep(rules=[text % {"end": _end(ballot)}])
    button = None
    if closes_by_hand(ballot):
        label = _("Close the poll") if ballot.is_poll else _("Close the vote")
        button = act(label, "ballot-closing", line.item.pk, ballot.pk, icon="vote", look=BIG)
    return ConductStep(button, [] if ballot.is_poll else [_how_it_closes(ballot)])


def _how_it_closes(ballot: Ballot) -> str:
    if ballot.is_secret:
        text = _(
            "Once everybody has voted it is counted at once; once five people have, in a minute. "
            "It closes by itself at %(end)s."
        )
    elif ballot.is_live and ballot.closes_at:
        text = _(
            "Its result shows while people vote: once everybody has voted it may be counted at once; "
            "else it closes by itself at %(end)s."
        )
    else:
        return _("Once everybody has voted it is counted at once; before, it closes in a minute, which everybody sees.")
    return text % {"end": _end(ballot)}


def _fixed(line: AgendaLine, fixed: FixedQuestion) -> ConductStep:
    """A question that nobody asks otherwise: opened at once, unless something of it is to be filled in."""
    item, label = line.item.pk, _("Open the vote")
    if fixed.secret or fixed.names_a_voter:
        button = link(label, "ballot-new", item, icon="vote", look=BIG)
    else:
        button = act(label, "ballots", item, icon="vote", look=BIG)
    more = link(_("Read its rules, and why it is asked as it stands"), "ballot-new", item)
    return ConductStep(button, [fixed.question], more)


def _open_ballot(meeting: Meeting, line: AgendaLine) -> ConductStep:
    """A vote by the circle's own majority; where a tie is for somebody's vote, that person is named first."""
    item, circle, label = line.item.pk, meeting.circle, _("Open the vote")
    if circle.majority_tie == Circle.Tie.CASTING:
        button = link(label, "ballot-new", item, query="purpose=yes-no", icon="vote", look=BIG)
    else:
        button = act(label, "ballots", item, icon="vote", look=BIG)
    more = link(_("Change the question or the rules"), "ballot-new", item, query="purpose=yes-no")
    return ConductStep(button, [ballots.threshold(majority_rules(circle))], more)


def _elect(meeting: Meeting, line: AgendaLine) -> ConductStep:
    label = _("Open the election")
    button = link(label, "ballot-new", line.item.pk, query="purpose=person", icon="user-round", look=BIG)
    return ConductStep(button, more=link(_("Elect without candidate"), "item-election", line.item.pk))


def _poll(meeting: Meeting, line: AgendaLine) -> ConductStep:
    item = line.item.pk
    button = act(_("Open the poll: for or against so far"), "polls", item, icon="messages-square", look=BIG)
    return ConductStep(button, more=link(_("Ask something else"), "ballot-new", item, query="poll"))


def _decide(meeting: Meeting, line: AgendaLine) -> ConductStep:
    """The next act of a consent, or of an election without candidate, then back to the meeting."""
    if line.item.election:
        return _go_on_electing(meeting, line.item.election)
    proposal = line.item.proposal
    assert proposal is not None  # noqa: S101  (else this is not the next step)
    state = State(proposal.state)
    if round := open_round_of(proposal):
        label, name, key, icon = _("Close the round: show the positions"), "closing", round.pk, "eye"
    elif state == State.EXAMINATION:
        label, name, key, icon = _("Improve the text with it"), "stage", proposal.pk, "sparkles"
    elif _is_being_rewritten(proposal):
        text = _("%(name)s writes the next version of the text.") % {"name": proposal.author.name}
        return ConductStep(waits_for=text)
    elif state in TIMED:
        label, name, key, icon = next_stage_label(state), "stage", proposal.pk, "arrow-right"
    else:
        label, name, key, icon = _("Ask everyone’s position"), "round", proposal.pk, "circle-dot"
    page = meeting.get_absolute_url()
    button = Button(label, reverse(f"proposals:{name}", args=[key]), icon, BIG, "next", page)
    if state not in TIMED:
        return ConductStep(button)
    everybody = reverse("proposals:round", args=[proposal.pk])
    faster = Button(skipping_label(state), everybody, look="quiet", name="next", value=page)
    return ConductStep(button, faster=faster)


def _go_on_electing(meeting: Meeting, election: Election) -> ConductStep:
    """The next act of an election without candidate; or whose word it waits for."""
    page, state = meeting.get_absolute_url(), ElectionState(election.state)
    if leads_to(ElectionAct.NEXT_STAGE, state):
        url = reverse("proposals:election-stage", args=[election.pk])
        return ConductStep(Button(next_election_label(state), url, "arrow-right", BIG, "next", page))
    if state == ElectionState.PROPOSAL:
        url = f"{reverse('proposals:candidacies', args=[election.pk])}?{urlencode({'next': page})}"
        return ConductStep(Button(_("Propose somebody"), url, "user-round", BIG, is_link=True))
    candidacy = open_candidacy(election)
    if candidacy and state == ElectionState.OBJECTIONS:
        url = reverse("proposals:candidacy-closing", args=[candidacy.pk])
        return ConductStep(Button(_("Close and show the answers"), url, "eye", BIG, "next", page))
    name = {"name": candidacy.person.name if candidacy else ""}
    if state == ElectionState.ACCEPTANCE:
        return ConductStep(waits_for=_("%(name)s says whether they accept.") % name)
    return ConductStep(waits_for=_("The secret ballot on %(name)s goes on until its end.") % name)


def _is_being_rewritten(proposal: Proposal) -> bool:
    """Whether it is the author's turn: everybody has answered on the text as it stands."""
    last = last_round_of(proposal)
    if proposal.state != State.INTEGRATION or last is None:
        return False
    return last.version_id == current_version(proposal).pk


def _review(sheet: MeetingSheet) -> ConductStep:
    """What the meeting answers about the decision for which its item is on the agenda."""
    assert sheet.brought is not None  # noqa: S101  (else this is not the next step)
    url = reverse("proposals:review-in-meeting", args=[sheet.brought.decision.number])
    text = _("Ask aloud whether anybody would change or stop it; nobody does, and it is kept.")
    return ConductStep(Button(_("Note what the meeting answers"), url, "calendar-sync", BIG, is_link=True), [text])


def _next(sheet: MeetingSheet) -> ConductStep:
    label = _("Next: %(title)s") % {"title": _following(sheet)}
    return ConductStep(advance(sheet, label, icon="arrow-right", look=BIG))


def _close(sheet: MeetingSheet) -> ConductStep:
    """Under a sentence, so that it never stands where "next" stood."""
    text = _("This is the last item.") if sheet.current else _("Every item has had its turn.")
    button = act(_("Close the meeting"), "closing", sheet.meeting.pk, icon="moon-star", look=BIG)
    return ConductStep(button, announced=text)


def _read(sheet: MeetingSheet) -> ConductStep:
    return ConductStep(link(_("Read the minutes"), "minutes", sheet.meeting.pk, icon="scroll-text", look=BIG))


def _following(sheet: MeetingSheet) -> str:
    return sheet.following.item.title if sheet.following else ""


def _end(ballot: Ballot) -> str:
    return clock(ballot.closes_at) if ballot.closes_at else ""


STEPS: dict[Name, Callable[[MeetingSheet], ConductStep]] = {
    "prepare": _prepare,
    "convene": _convene,
    "open": _open,
    "begin": _begin,
    "review": _review,
    "next": _next,
    "close": _close,
    "read": _read,
    "plan_again": _plan_again,
}
ON_ITEM: dict[Name, Callable[[Meeting, AgendaLine], ConductStep]] = {
    "close_ballot": _close_ballot,
    "open_ballot": _open_ballot,
    "elect": _elect,
    "poll": _poll,
    "decide": _decide,
}

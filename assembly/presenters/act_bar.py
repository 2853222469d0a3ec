"""The bar that holds, on a phone, the one thing that this person can do now.

What takes a touch is a button of the bar; what is read and chosen opens the sheet, where all that is theirs stands
(`_mine.html`). Which comes first is `assembly.next_act`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assembly.handover import Handover
from assembly.models import Meeting
from assembly.next_act import Name, next_act
from assembly.presenters.buttons import act, link
from assembly.presenters.conduct_step import conduct_step, step_of
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.noted_decisions import StandingDecision
from assembly.presenters.own_part import OwnPart
from assembly.presenters.viewers import INSIDE, VOTERS, MeetingViewers
from journal.clock import now
from proposals.presenters.act_bar import (
    answered_to_election,
    answered_to_proposal,
    asked_by_election,
    asked_by_proposal,
    notes_to_answer,
    reading_of,
)
from votes.presenters.paper_form import PaperForm
from web.act_bar import LAMP, ActBar, minutes
from web.components import Button
from web.dates import clock

EARLY = timedelta(minutes=15)  # before its hour, a meeting may as well be opened


def act_bar(sheet: MeetingSheet, viewers: str, part: OwnPart | None) -> ActBar | None:
    """The bar of whoever has this part in the meeting; None for whoever only follows it.

    `viewers` is the class of `MeetingViewers`.
    """
    if part is None:
        return None
    waiting = {bar.name: bar for bar in _bars(sheet, viewers, part)}
    first = next_act(waiting)
    assert first is not None  # noqa: S101  (one may always look)
    reading = reading_of(part.position, is_voted=bool(part.votes)) if part.position else None
    return replace(waiting[first], counted=_counted(part), reading=reading, step=_step_beside(first, waiting))


def _step_beside(first: Name, waiting: Mapping[str, ActBar]) -> Button | None:
    """What whoever conducts does next for all, beside what is asked of them."""
    conduct = waiting.get("open") or waiting.get("conduct")
    return replace(conduct.buttons[0], look="") if conduct and conduct.name != first else None


def _bars(sheet: MeetingSheet, viewers: str, part: OwnPart) -> Iterator[ActBar]:
    """One for each thing that this person could do now."""
    meeting = sheet.meeting
    if part.handover:
        yield from _of_handover(meeting, part.handover)
    yield from _noted_by_others(meeting, part)
    if part.standing and meeting.is_open and viewers in VOTERS:
        yield _of_noted_decision(part.standing, part)
    yield from _of_votes(part)
    if part.position:
        yield from asked_by_proposal(part.position)
    if part.election:
        yield from asked_by_election(part.election)
    yield from _of_floor(meeting, viewers, part)
    yield from _around_the_meeting(meeting, part)
    if viewers == MeetingViewers.FACILITATOR and not meeting.is_closed:
        yield from _of_facilitation(sheet)
    yield ActBar("look", opens=_("My presence and my proxy"))


def _of_handover(meeting: Meeting, handover: Handover) -> Iterator[ActBar]:
    question, proposal = handover.question, handover.proposal
    if handover.conducts and question:
        there = act(_("I am there, and conduct"), "conduct-answer", meeting.pk, icon="user-check", look=LAMP)
        title = _("%(name)s asks whether you are still there") % {"name": question.asked_by.name}
        yield ActBar("still_conducts", title, question.pk, buttons=[there], is_announced=True)
    if proposal and handover.may_answer:
        answers = [
            act(_("I agree"), "conduct-agreement", meeting.pk, look="leaf", name="agrees", value="yes"),
            act(_("I do not agree"), "conduct-agreement", meeting.pk, look="", name="agrees", value="no"),
        ]
        title = _("%(name)s is proposed to conduct this meeting") % {"name": proposal.candidate.name}
        yield ActBar("who_conducts", title, proposal.pk, buttons=answers, is_announced=True)


def _noted_by_others(meeting: Meeting, part: OwnPart) -> Iterator[ActBar]:
    """What others noted of this person, ask of them, or leave them to confirm."""
    doubt = part.doubt
    if doubt and meeting.is_open:
        answers = [
            act(doubt.here, "arrivals", meeting.pk, icon="user-check", look=LAMP),
            act(doubt.away, "departures", meeting.pk, look=""),
        ]
        yield ActBar("own_presence", doubt.title, doubt.key, buttons=answers, is_announced=True)
    if part.proxies and part.proxies.to_answer:
        proxy = part.proxies.to_answer[0]
        title = _("%(name)s asks you to hold their proxy") % {"name": proxy.giver.name}
        yield ActBar("proxy", title, proxy.pk, opens=pgettext("an act", "Answer"), is_announced=True)
    if part.to_confirm:
        title = part.to_confirm[0].title
        yield ActBar("vouch", title, opens=pgettext("an act", "Look"), is_announced=True)
    votes = [note for vote in part.votes for note in vote.noted]
    yield from notes_to_answer([*(part.position.noted if part.position else ()), *votes])


def _of_noted_decision(standing: StandingDecision, part: OwnPart) -> ActBar:
    """For everybody to make a proposal of it; whoever noted it takes it back."""
    noted = standing.noted
    if part.takes_back:
        button = act(_("Take it back"), "noted-withdrawal", noted.pk, look="")
    else:
        button = act(_("Make a proposal of it"), "noted-proposal", noted.pk, icon="messages-square", look=LAMP)
    return ActBar("noted", noted.text, noted.pk, _("A decision noted"), until=noted.until, buttons=[button])


def _of_votes(part: OwnPart) -> Iterator[ActBar]:
    """The vote of this person, and that of somebody whose proxy they hold."""
    papers = [form for vote in part.votes if vote.is_open and not vote.is_stuck for form in vote.papers]
    waiting = [form for form in papers if form.paper.may_change and not form.has_voted]
    own = next((form for form in waiting if form.paper.is_own), None)
    other = next((form for form in waiting if not form.paper.is_own), None)
    if own:
        yield _vote("vote", _("Vote: %(question)s") % {"question": own.ballot.question}, _("Your vote"), own)
    if other:
        values = {"name": other.paper.elector.name, "question": other.ballot.question}
        short = _("Vote for %(name)s") % values
        yield _vote("proxy_vote", _("Vote for %(name)s: %(question)s") % values, short, other)


def _vote(name: Name, title: str, short: str, form: PaperForm) -> ActBar:
    end = form.ballot.closes_at
    note = _("until %(time)s") % {"time": clock(end)} if end else minutes(1)
    return ActBar(name, title, form.id, note, opens=pgettext("an act", "Vote"), short=short)


def _of_floor(meeting: Meeting, viewers: str, part: OwnPart) -> Iterator[ActBar]:
    """To be there, and to speak."""
    if part.turn:
        finished = act(_("I have finished"), "turn-end", part.turn.pk, icon="check", look=LAMP)
        title, since = _("It is your turn to speak"), part.turn.started_at
        yield ActBar("speak", title, part.turn.pk, since=since, buttons=[finished], is_announced=True)
    if not meeting.is_open:
        return
    if part.is_expected and not part.presence and not part.doubt:
        here = act(_("I am here"), "arrivals", meeting.pk, icon="user-check", look=LAMP)
        yield ActBar("arrive", _("The meeting has begun"), buttons=[here])
    if part.hand:
        lower = act(_("Lower my hand"), "hand-lowering", meeting.pk, icon="hand", look="")
        yield ActBar("lower_hand", _("Your hand is raised"), buttons=[lower])
    if viewers in INSIDE:
        hand = act(_("Ask to speak"), "hands", meeting.pk, icon="hand", look="", name="kind", value="speak")
        yield ActBar("raise_hand", buttons=[hand])


def _around_the_meeting(meeting: Meeting, part: OwnPart) -> Iterator[ActBar]:
    """Before it begins, and once it is closed."""
    if part.support and not part.support.supports:
        ask = act(_("I ask for it too"), "supports", meeting.pk, icon="hand", look=LAMP)
        yield ActBar("support", part.support.title, buttons=[ask])
    if part.is_elector and meeting.state == Meeting.State.CONVENED and part.reply is None:
        answers = [
            act(_("I am coming"), "replies", meeting.pk, look=LAMP, name="coming", value="yes"),
            act(_("I cannot come"), "replies", meeting.pk, look="", name="coming", value="no"),
        ]
        yield ActBar("reply", _("Are you coming?"), buttons=answers)
    if meeting.is_closed:
        yield ActBar(
            "read", buttons=[link(_("Read the minutes"), "minutes", meeting.pk, icon="scroll-text", look=LAMP)]
        )


def _of_facilitation(sheet: MeetingSheet) -> Iterator[ActBar]:
    """The next step, before one's own reply once it is time to open."""
    button, meeting = conduct_step(sheet, step_of(sheet)).button, sheet.meeting
    if button and not meeting.is_cancelled:
        is_time = meeting.state == Meeting.State.CONVENED and now() >= meeting.starts_at - EARLY
        yield ActBar("open" if is_time else "conduct", about=button.url, buttons=[replace(button, look=LAMP)])


def _counted(part: OwnPart) -> str:
    """What this person has answered to what is still open, in words."""
    for vote in part.votes:
        own = next((form for form in vote.papers if form.paper.is_own and form.has_voted), None)
        if own and vote.is_open:
            return own.vote_in_words or _("Your vote is in the box.")
    if part.election:
        return answered_to_election(part.election)
    return answered_to_proposal(part.position) if part.position else ""

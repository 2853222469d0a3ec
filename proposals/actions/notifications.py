"""Who is told by letter of what a proposal asks of them. In a meeting that is under way, nobody: they sit there."""

from collections.abc import Iterable

from commissions.queries import coordinators_of, members_of
from journal.clock import now
from members.models import Member
from members.notifications import notify
from proposals.models import (
    Advice,
    CircleRequest,
    Decision,
    EarlierDecision,
    FollowUp,
    Handing,
    Objection,
    Proposal,
    Question,
    Round,
    SuggestedEdit,
    WordingHelp,
)
from proposals.process import AWAITING_ANSWERS, State
from proposals.queries import (
    awaits_version,
    choosers_of_day,
    is_in_meeting,
    open_round_of,
    silent_in,
    suggesting,
    waiting_questions,
)
from proposals.queries.deadlines import stage_of
from proposals.queries.information import readers_of
from proposals.queries.silence import POSITION_LETTER, reminder_key

# Kinds of notifications, and, but for the first, of what waits on the home page
PRESENTED = "presented"
QUESTION = "question"
REACTION = "reaction"
AMENDMENT = "amendment"
POSITION = POSITION_LETTER
OBJECTION = "objection"
AGREEMENT = "agreement"
WORDING = "wording"
EDIT = "edit"
EDIT_ENDED = "edit_ended"
COMMENT = "comment"
COMMENT_REPLY = "comment_reply"
HANDED = "handed"
OVERTAKEN = "overtaken"
REVIEW = "review"
REVIEW_DAY = "review_day"
REOPENING = "reopening"
REOPENING_ANSWER = "reopening_answer"
FACILITATING = "facilitating"
ADVICE = "advice"
ADVICE_ANSWER = "advice_answer"
DECIDER = "decider"
READING = "reading"
CARRYING = "carrying"
EARLIER = "earlier"


def ask_at_stage(proposal: Proposal) -> None:
    """Within the action that brings a proposal to its stage: ask those whose turn it is. Once a stage and text."""
    state = State(proposal.state)
    if state == State.PRESENTED:
        ask_to_facilitate(proposal)
        _ask(proposal, members_of(proposal.circle).exclude(pk=proposal.author_id), PRESENTED, key=_stage(proposal))
    elif state == State.READING:
        _ask(proposal, readers_of(proposal), READING)
    elif state == State.ADVISING:
        ask_to_decide(proposal)
        ask_advisers(proposal)
        people = members_of(proposal.circle).exclude(pk__in=_own_people(proposal))
        _ask(proposal, people, PRESENTED, key=_stage(proposal))
    elif state == State.DECIDING:
        ask_for_answers(proposal, is_last=True)
    elif state == State.REACTIONS:
        people = members_of(proposal.circle).exclude(pk=proposal.author_id)
        _ask(proposal, people, REACTION, key=text_key(proposal))
    elif state == State.AMENDING:
        _ask(proposal, [proposal.author], AMENDMENT, key=_stage(proposal))
    elif state == State.OBJECTIONS and (round := open_round_of(proposal)):
        _ask_positions(proposal, round)
    elif state == State.EXAMINATION:
        _ask_about_objections(proposal)
    elif state == State.INTEGRATION:
        _ask_for_version(proposal, "begun")
    elif state == State.SENT_BACK:
        _ask(proposal, [proposal.author], AMENDMENT, key=_stage(proposal))


def ask_at_extension(proposal: Proposal) -> None:
    """Within the action that extends its stage: whoever the proposal waits for is asked again."""
    state, key = State(proposal.state), f"{_stage(proposal)}:extended"
    if state in AWAITING_ANSWERS and waiting_questions(proposal):
        _ask(proposal, [proposal.author], QUESTION, key=key)
    elif state == State.DECIDING and proposal.decider:
        _ask(proposal, [proposal.decider], ADVICE_ANSWER, key=key)
    elif state == State.INTEGRATION:
        _ask_for_version(proposal, "extended")


def ask_once_suggested(proposal: Proposal) -> None:
    """Within an objector’s act: once nobody is waited for any more, the author is told that they may write."""
    if proposal.state == State.INTEGRATION and suggesting(proposal) is None:
        _ask_for_version(proposal, "suggested")


def _ask_for_version(proposal: Proposal, occasion: str) -> None:
    if awaits_version(proposal):
        _ask(proposal, [proposal.author], AMENDMENT, key=f"{_stage(proposal)}:{occasion}")


def remind_of_silence(round: Round) -> None:
    """Within the reminder: those who have not answered are told again that their silence is presumed to consent."""
    proposal = round.proposal
    notify(
        silent_in(round),
        POSITION,
        proposal.topic,
        key=reminder_key(round),
        within=proposal.circle.topic,
        due=stage_of(proposal).ends_at,
        soon=True,
    )


def ask_author(question: Question) -> None:
    """Within the action that asks it: its author is asked to answer."""
    _ask(question.proposal, [question.proposal.author], QUESTION, key=f"question:{question.pk}")


def tell_suggester(edit: SuggestedEdit) -> None:
    """Within the action that ends it, or carries it over to a new version: whoever suggested it is told what became of
    it."""
    proposal = edit.proposal
    if not is_in_meeting(proposal):
        key = f"edit:{edit.pk}:version:{edit.version_id}" if edit.is_open else f"edit:{edit.pk}"
        notify([edit.member], EDIT_ENDED, proposal.topic, key=key, within=proposal.circle.topic)


def ask_carriers(request: CircleRequest, people: Iterable[int]) -> None:
    """Within the action that asks them: these people are asked to carry an objection as a concern. Not who has left."""
    proposal = request.objection.position.round.proposal
    _ask(
        proposal, members_of(proposal.circle).filter(pk__in=people), AGREEMENT, key=f"objection:{request.objection_id}"
    )


def ask_for_words(proposal: Proposal, help: WordingHelp) -> None:
    """Within the action that asks them: this person is asked to help to word an objection, of which nothing is said;
    anew each time that they are."""
    of = f"position:{help.position_id}" if help.position_id else written_key(help.written_id)
    _ask(proposal, [help.helper], WORDING, key=f"{of}:asked:{help.asked_at.isoformat()}")


def written_key(written: int | None) -> str:
    """How the keys begin of what is asked about an objection that is written beforehand, by its own key."""
    return f"written:{written}"


def ask_receivers(handing: Handing) -> None:
    """Within the action that hands it on: those who answer for the other circle are asked to."""
    coordinators = coordinators_of(handing.to)
    people = coordinators if coordinators.exists() else members_of(handing.to)
    key = f"handing:{handing.pk}"
    notify(people, HANDED, handing.proposal.topic, key=key, within=handing.to.topic, due=handing.ends_at)


def ask_to_facilitate(proposal: Proposal) -> None:
    """Within the action that asks it: whoever would facilitate is asked first, anew each time that they are."""
    if proposal.facilitator and proposal.facilitator_since is None:
        key, circle = f"asked:{now().isoformat()}", proposal.circle.topic
        notify([proposal.facilitator], FACILITATING, proposal.topic, key=key, within=circle)


def ask_for_review_day(decision: Decision) -> None:
    """Within its entry: those who choose another day to look at it again are asked to."""
    notify(choosers_of_day(decision), REVIEW_DAY, decision.topic, within=decision.circle.topic)


def ask_to_confirm(earlier: EarlierDecision) -> None:
    """Within its entry: whoever may confirm a decision older than the platform is asked to."""
    people = members_of(earlier.circle).exclude(pk=earlier.entered_by_id)
    notify(people, EARLIER, earlier.circle.topic, key=f"earlier:{earlier.pk}")


def ask_to_carry(follow_up: FollowUp, key: str) -> None:
    """Whoever carries a decision out is told that they were named, that its day is tomorrow, or over: each once."""
    decision = follow_up.decision
    if follow_up.responsible:
        notify([follow_up.responsible], CARRYING, decision.topic, key=key, within=decision.circle.topic)


def ask_to_decide(proposal: Proposal) -> None:
    """Within the action that asks it: whoever would decide alone is asked first."""
    if proposal.decider and proposal.decider_since is None:
        key, circle = f"asked:{now().isoformat()}", proposal.circle.topic
        notify([proposal.decider], DECIDER, proposal.topic, key=key, within=circle)


def ask_who_decides(proposal: Proposal) -> None:
    """Within the action that leaves it without: its author is asked to name somebody who decides, and asks them."""
    if not proposal.is_private:
        key, circle = f"nobody:{now().isoformat()}", proposal.circle.topic
        notify([proposal.author], DECIDER, proposal.topic, key=key, within=circle)


def ask_advisers(proposal: Proposal) -> None:
    """Within the action that asks them: those who have given no advice yet, each once."""
    waiting = Advice.objects.filter(proposal=proposal, given_at=None).values("adviser")
    _ask(proposal, Member.objects.filter(pk__in=waiting), ADVICE)


def ask_for_answers(proposal: Proposal, *, is_last: bool = False) -> None:
    """Whoever decides is told that there is advice to answer, once; and, at the end, that they decide."""
    if proposal.decider and proposal.decider_since is not None:
        _ask(proposal, [proposal.decider], ADVICE_ANSWER, key="last" if is_last else "first")


def _own_people(proposal: Proposal) -> set[int]:
    """Those who hear of it otherwise: its author, whoever decides, those whose advice is asked for."""
    advisers = Advice.objects.filter(proposal=proposal).values_list("adviser", flat=True)
    decider = {proposal.decider_id} if proposal.decider_id else set()
    return {proposal.author_id, *decider, *advisers}


def ask_to_choose(proposal: Proposal, decision: Decision) -> None:
    """Within the entry of that decision, or the act that takes the text on where it is another circle's: the author of
    a text that cannot replace what it names is asked to choose."""
    notify([proposal.author], OVERTAKEN, proposal.topic, key=decision.topic, within=proposal.circle.topic)


def _ask_positions(proposal: Proposal, round: Round) -> None:
    """Those who have not answered; anew when the round is extended."""
    _ask(proposal, silent_in(round), POSITION, key=f"round:{round.pk}:{'again' if round.extended_at else 'first'}")


def _ask_about_objections(proposal: Proposal) -> None:
    """Whoever objected, and the author: both look for what would make the text possible."""
    standing = Objection.objects.filter(position__round__proposal=proposal, end="").order_by("-position__round__number")
    if last := standing.select_related("position__round").first():
        round = last.position.round
        objectors = standing.filter(position__round=round).values("position__member")
        people = Member.objects.filter(pk__in=objectors) | Member.objects.filter(pk=proposal.author_id)
        _ask(proposal, people, OBJECTION, key=f"round:{round.pk}")


def _ask(proposal: Proposal, people: Iterable[Member], kind: str, *, key: str = "") -> None:
    if is_in_meeting(proposal):
        return
    # To read and to react blocks nothing: it waits for the day of letters.
    due = None if kind in (PRESENTED, REACTION, READING) else stage_of(proposal).ends_at
    notify(people, kind, proposal.topic, key=key, within=proposal.circle.topic, due=due)


def _stage(proposal: Proposal) -> str:
    """Which time it is at its stage: one where it comes back asks anew."""
    return f"stage:{stage_of(proposal).pk}"


def text_key(proposal: Proposal) -> str:
    """Which text it is: a new one is asked about anew."""
    return f"versions:{proposal.versions.count()}"

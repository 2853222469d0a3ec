"""A proposal that chooses among options, put to a meeting: its ballot, its decision, the opinion that is ratified."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly.actions import (
    add_item,
    advance,
    arrive,
    bring_opinion,
    convene,
    depart,
    open_item_ballot,
    open_meeting,
    plan_second_of_ballot,
)
from assembly.models import AgendaItem, ItemBallot
from assembly.questions import fixed_question
from commissions.models import Circle
from members.models import Membership
from proposals import actions
from proposals.due import conclude_votes
from proposals.models import Decision, Proposal
from proposals.options import ProposedOption, with_options
from proposals.process import State
from tests.closing import close_item_in_time, let_its_time_pass
from tests.refusals import refused
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules
from votes.due import close_ballots
from votes.methods.rules import OptionRules
from votes.questions import QuestionSpec

TEXT = with_options("La porte est à repeindre.", [ProposedOption("Bleu", "Comme la mer."), ProposedOption("Vert")])


@pytest.fixture
def choosing(ca, ines, malo) -> Proposal:
    return actions.write_proposal(
        ca, title="La porte", need="Elle est grise.", text=TEXT, facilitator=ines, review_on=date(2035, 6, 1),
        process="choice", is_presented=True, actor=malo,
    )  # fmt: skip


@pytest.fixture
def item(evening, choosing, ines, malo, rose) -> AgendaItem:
    """It is talked about; Inès, Malo and Rose are there."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    item = add_item(evening, title="La porte", kind="vote", proposal=choosing, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    return AgendaItem.objects.select_related("meeting", "proposal").get(pk=item.pk)


def state(proposal) -> str:
    return str(Proposal.objects.get(pk=proposal.pk).state)


def vote(link, choice, *people) -> ItemBallot:
    for member in people:
        cast_vote(link.ballot, elector=member, choice=choice, actor=member)
    return close_item_in_time(link, actor=people[0])


def test_one_press_opens_its_ballot_and_what_is_chosen_is_decided(item, choosing, client, ines, malo, rose):
    client.force_login(ines)
    assert client.post(reverse("assembly:ballots", args=[item.pk])).status_code == 303
    link = item.ballots.get()
    assert (link.ballot.method, link.ballot.options) == ("approval", ["Bleu", "Vert"])
    assert state(choosing) == State.VOTING
    vote(link, {"approve": ["Vert"]}, ines, malo, rose)
    decision = Decision.objects.get()
    assert (decision.process, decision.proposal, decision.ballot) == ("choice", choosing, link.ballot)
    assert (decision.title, decision.occasion) == ("La porte\xa0: Vert", item.meeting.topic)
    assert state(choosing) == State.ADOPTED


def test_no_other_question_is_put_to_the_vote_on_it(item, ines):
    others = [
        QuestionSpec("Bleu ?", MajorityRules()),
        QuestionSpec("Laquelle ?", OptionRules("approval"), options=["Bleu", "Rouge"]),
    ]
    for spec in others:
        with refused("fixed"):
            open_item_ballot(item, spec, actor=ines)
    assert state(item.proposal) == State.PRESENTED
    assert open_item_ballot(item, QuestionSpec("Où en sommes-nous ?", MajorityRules(), poll=True), actor=ines)


def test_the_page_shows_what_is_asked_and_why_it_stands(item, client, ines):
    client.force_login(ines)
    page = client.get(reverse("assembly:ballot-new", args=[item.pk])).content.decode()
    for words in ("Parmi les options de «\xa0La porte\xa0»", "Bleu", "Vert", "sont celles de la proposition"):
        assert words in page


@pytest.fixture
def all_needed(ca) -> None:
    """The board decides with everybody there alone."""
    Circle.objects.update(meeting_quorum="1/1")


def test_without_the_quorum_nothing_is_adopted_and_it_is_set_aside(all_needed, item, choosing, ines, rose):
    depart(item.meeting, member=rose, actor=rose)
    vote(open_item_ballot(item, fixed_question(item), actor=ines), {"approve": ["Vert"]}, ines)
    assert (state(choosing), Decision.objects.count()) == (State.SET_ASIDE, 0)


def test_a_question_that_waits_keeps_its_ballot_from_opening(item, choosing, ines, rose):
    question = actions.ask(choosing, text="Quel bleu ?", actor=rose)
    with refused("unanswered"):
        open_item_ballot(item, fixed_question(item), actor=ines)
    actions.leave_open(question, actor=rose)
    assert open_item_ballot(item, fixed_question(item), actor=ines).ballot.closed_at is None


def test_a_meeting_ratifies_what_was_chosen_online(choosing, meeting, ines, malo, rose):
    actions.agree_to_facilitate(choosing, actor=ines)
    closes_at = timezone.now() + timedelta(days=1)
    ballot = actions.vote_online(choosing, closes_at=closes_at, actor=ines).consultation.ballot
    for member in (ines, malo, rose):
        cast_vote(ballot, elector=member, choice={"approve": ["Vert"]}, actor=member)
    let_its_time_pass(ballot)
    close_ballots()
    conclude_votes()
    assert (state(choosing), Decision.objects.count()) == (State.OPINION, 0)

    item = bring_opinion(meeting, proposal=Proposal.objects.get(pk=choosing.pk), actor=ines)
    assert item.title == "Ratifier\xa0: La porte\xa0: Vert"
    opened = open_meeting(meeting, actor=ines)
    arrive(opened, member=malo, actor=malo)
    advance(opened, expected=None, to=item, actor=ines)
    item = AgendaItem.objects.select_related("meeting", "proposal").get(pk=item.pk)
    vote(open_item_ballot(item, fixed_question(item), actor=ines), "for", ines, malo)
    decision = Decision.objects.get()
    assert (decision.title, decision.process) == ("La porte\xa0: Vert", "choice")
    assert decision.text.endswith("**Choix retenu\xa0: Vert**")
    assert state(choosing) == State.ADOPTED


# A second meeting


@pytest.fixture
def missed(clock, ca, ines, malo, rose) -> Proposal:
    """Online, an assembly of three was asked; Inès alone answered."""
    for member in (ines, malo, rose):
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    assembly = Circle.objects.create(
        kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag", meeting_quorum="1/2", online_article="statuts, art. 9",
        second_article="l’article 10 des statuts", second_days=10,
    )  # fmt: skip
    proposal = actions.write_proposal(
        assembly, title="La porte", need="Elle est grise.", text=TEXT, facilitator=ines, review_on=date(2035, 6, 1),
        process="choice", is_presented=True, actor=malo,
    )  # fmt: skip
    actions.agree_to_facilitate(proposal, actor=ines)
    closes_at = timezone.now() + timedelta(days=2)
    ballot = actions.vote_online(proposal, closes_at=closes_at, actor=ines).consultation.ballot
    cast_vote(ballot, elector=ines, choice={"approve": ["Vert"]}, actor=ines)
    clock.shift(timedelta(days=2, minutes=1))
    close_ballots()
    conclude_votes()
    assert state(proposal) == State.SET_ASIDE
    return proposal


@pytest.fixture
def again(missed, clock, ines) -> AgendaItem:
    """Its second meeting is open and talks about it."""
    start = timezone.now() + timedelta(days=12)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    ballot = missed.online_votes.get().consultation.ballot
    second = plan_second_of_ballot(ballot, circle=missed.circle, title="AG", actor=ines, **times)
    convene(second, actor=ines)
    clock.move_to(start)
    return advance(open_meeting(second, actor=ines), expected=None, actor=ines)


def test_a_second_meeting_chooses_among_the_same_options_without_the_quorum(again, missed, ines):
    assert (again.kind, again.proposal) == ("vote", missed)
    vote(open_item_ballot(again, fixed_question(again), actor=ines), {"approve": ["Vert"]}, ines)
    assert (state(missed), Decision.objects.get().title) == (State.ADOPTED, "La porte\xa0: Vert")


def test_rewritten_meanwhile_it_chooses_among_its_new_options_with_the_quorum(again, missed, ines, malo):
    for _stage in range(3):
        actions.next_stage(Proposal.objects.get(pk=missed.pk), actor=ines)
    text = with_options("La porte.", [ProposedOption("Rouge"), ProposedOption("Vert")])
    actions.amend(missed, text=text, actor=malo)
    item = AgendaItem.objects.select_related("meeting", "proposal", "repeats").get(pk=again.pk)
    assert fixed_question(item).options == ("Rouge", "Vert")
    vote(open_item_ballot(item, fixed_question(item), actor=ines), {"approve": ["Rouge"]}, ines)
    assert (state(missed), Decision.objects.count()) == (State.SET_ASIDE, 0)

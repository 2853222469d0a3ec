"""A vote on a proposal that ended meanwhile: it closes and is counted all the same, and decides nothing."""

from datetime import date

import pytest
from django.urls import reverse

from assembly.actions import add_item, advance, arrive, close_item_ballot, close_meeting, open_item_ballot, sign
from assembly.models import ItemBallot
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data
from proposals.actions import write_proposal
from proposals.models import Decision, Proposal, Stage
from proposals.occasions import has_vote
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec


@pytest.fixture
def withdrawn(evening, ca, ines, malo, rose) -> ItemBallot:
    """A vote on a proposal, for which all three have voted, and which was withdrawn meanwhile."""
    proposal = write_proposal(
        ca, title="Visites", need="On nous le demande.", text="Chaque mercredi.", facilitator=malo,
        review_on=date(2027, 5, 1), process="majority", is_presented=True, actor=rose,
    )  # fmt: skip
    item = add_item(evening, title="Visites", kind="vote", proposal=proposal, actor=ines)
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    advance(evening, expected=None, to=item, actor=ines)
    item.refresh_from_db()
    link = open_item_ballot(item, QuestionSpec("Visites ?", MajorityRules()), actor=ines)
    for member in (ines, malo, rose):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    Proposal.objects.update(state="withdrawn")
    return link


def test_a_vote_whose_proposal_was_withdrawn_closes_and_is_counted(withdrawn, evening, ines, malo, rose, recorded):
    recorded()
    closed = close_item_ballot(withdrawn, actor=ines)

    closed.ballot.refresh_from_db()
    assert (closed.ballot.outcome, closed.concluded_at) == ("adopted", None)
    assert closed.refusal
    assert recorded() == ["ballot.closed"]
    assert not Decision.objects.exists()
    meeting = close_meeting(evening, actor=ines)
    assert sign(meeting, actor=malo)  # nothing more is to be written: the minutes wait for nobody
    told = to_data(Minutes(meeting, may_read_closed=True))["items"][-1]["results"][0]["sentence"]
    assert told.replace("\u00a0", " ").endswith(
        "Il ne décide rien : sa proposition avait été retirée, ou tranchée autrement."
    )


def test_whoever_closed_it_is_told_why_it_decides_nothing(withdrawn, client, ines):
    client.force_login(ines)
    kwargs = [withdrawn.item_id, withdrawn.ballot_id]
    said = client.post(reverse("assembly:ballot-closing", args=kwargs), headers={"x-act": "1"}).json()["message"]
    assert said.replace("\u00a0", " ").startswith("Le scrutin est fermé, et compté. Il ne décide rien : ")


def test_over_the_api_too(withdrawn, client, ines):
    client.force_login(ines)
    answer = client.post(reverse("api-item-ballot-closing", args=[withdrawn.item_id, withdrawn.ballot_id]))
    told = answer.json()
    assert (answer.status_code, told["outcome"], told["decides_nothing"] != "") == (200, "adopted", True)


def test_the_clock_asks_nobody_online_while_the_vote_of_a_meeting_is_not_written(withdrawn, evening, ines):
    Proposal.objects.update(state="voting")
    Stage.objects.filter(left_at=None).update(state="voting")
    proposal = Proposal.objects.get()
    assert has_vote(proposal.pk)
    close_item_ballot(withdrawn, actor=ines)
    assert Decision.objects.filter(proposal=proposal).exists()
    assert not has_vote(proposal.pk)

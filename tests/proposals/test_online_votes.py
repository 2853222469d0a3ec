"""A proposal put to a vote online, to each of its ends."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from commissions.models import Circle, Mandate
from journal.clock import telling
from members.models import Notification
from members.panels import waiting_for
from proposals import actions
from proposals.due import conclude_consultations, conclude_votes, end_stages
from proposals.models import Decision, Proposal, ProposalVote
from proposals.presenters.own_panel import part_of
from proposals.presenters.timing import next_online
from proposals.process import Act, State
from proposals.queries import carried_by
from proposals.queries.deadlines import stage_of
from tests.closing import let_its_time_pass
from tests.proposals.told import body, verbs
from tests.refusals import refused
from votes.actions import cast_vote
from votes.comparison import ballots
from votes.due import close_ballots
from votes.models import TAKEN_BACK
from web import dates

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 30, 19, tzinfo=PARIS)  # the amending begins, for two days


@pytest.fixture
def amending(scene):
    Proposal.objects.update(process="majority")
    scene.proposal.refresh_from_db()
    with telling(MONDAY):
        scene.bring_to(State.AMENDING)
    return scene


@pytest.fixture
def by_majority(scene):
    Proposal.objects.update(process="majority")
    scene.proposal.refresh_from_db()
    return scene.bring_to(State.AMENDING)


@pytest.mark.parametrize(("state", "look"), [(State.PRESENTED, ""), (State.AMENDING, "lamp")])
def test_its_vote_is_put_forward_once_the_text_was_talked_about(scene, state, look):
    Proposal.objects.update(process="majority")
    scene.proposal.refresh_from_db()
    assert part_of(scene.ines, scene.bring_to(state)).vote_look == look


def open_vote(scene, **more):
    return actions.vote_online(scene.proposal, closes_at=timezone.now() + timedelta(days=7), actor=scene.ines, **more)


def run_to_its_end(scene, choice="for", *, voters=("ines", "malo", "rose")):
    """The vote, answered so, as the clock closes it and writes what it decided."""
    vote = open_vote(scene)
    ballot = vote.consultation.ballot
    for name in voters:
        voter = getattr(scene, name)
        cast_vote(ballot, elector=voter, choice=choice, actor=voter)
    let_its_time_pass(ballot)
    close_ballots()
    conclude_consultations()
    conclude_votes()
    return ballot


def test_a_majority_online_is_adopted_and_numbered(scene, by_majority):
    ballot = run_to_its_end(scene)
    decision = Decision.objects.get()
    assert (decision.process, decision.ballot, decision.proposal) == ("majority", ballot, by_majority)
    assert (scene.state, decision.text) == (State.ADOPTED, by_majority.versions.get().text)
    assert ballot.question == "Adoptons-nous «\xa0Ouvrir les visites le samedi\xa0» (version 1)\xa0?"


def test_what_it_decided_is_written_once(scene, by_majority):
    run_to_its_end(scene)
    conclude_votes()
    conclude_consultations()
    assert Decision.objects.count() == 1


def test_a_majority_online_may_be_rejected(scene, by_majority):
    run_to_its_end(scene, "against")
    assert (scene.state, Decision.objects.count()) == (State.REJECTED, 0)


def test_without_its_quorum_it_is_set_aside_and_can_be_asked_again(scene, by_majority):
    Circle.objects.update(meeting_quorum="1/1")
    run_to_its_end(scene)
    assert scene.state == State.SET_ASIDE
    actions.resume(scene.proposal, actor=scene.malo)
    run_to_its_end(scene, voters=("ines", "malo", "rose", "paul", "zoe"))
    assert (scene.state, Decision.objects.count()) == (State.ADOPTED, 1)


def test_a_board_without_an_article_gives_an_opinion_which_is_no_decision(scene, by_majority):
    Circle.objects.update(online_article="")
    run_to_its_end(scene)
    assert (scene.state, Decision.objects.count(), verbs()[-1]) == (State.OPINION, 0, "proposal.opinion")


def test_the_fallback_waits_for_the_rounds_of_the_circles_rules(scene):
    scene.bring_to(State.EXAMINATION)
    with refused("no_fallback"):
        open_vote(scene)
    Circle.objects.update(fallback_rounds=2)
    with refused("too_soon"):
        open_vote(scene)


def test_the_fallback_online_carries_the_objections_and_never_looks_like_a_consent(scene):
    Circle.objects.update(fallback_rounds=1)
    scene.bring_to(State.INTEGRATION)
    ballot = run_to_its_end(scene)
    decision = Decision.objects.get()
    assert (decision.process, decision.round) == (Decision.Process.FALLBACK, None)
    assert decision.get_process_display() == "adoptée par vote après objections maintenues"
    assert decision.result.endswith("Adoptée par vote après 1 objection maintenue.")
    assert [(one.kind, one.person) for one in carried_by(decision)] == [("objection", scene.rose)]
    assert "- Rose\xa0: alors deux personnes" in ballot.consultation.text


def test_a_vote_that_is_open_goes_on_when_it_is_opened_again(scene, by_majority):
    assert open_vote(scene) == open_vote(scene)
    assert body("proposal.vote_opened")["version"] == 1
    assert verbs().count("proposal.put_to_vote") == 1


def test_it_opens_neither_while_a_meeting_sits_nor_before_more_readers_than_the_text(scene, by_majority, evening):
    Proposal.objects.update(occasion=evening)
    with refused("meeting"):
        open_vote(scene)
    Proposal.objects.update(occasion="", audience="circle")
    with refused("closed"):
        open_vote(scene)


def test_an_author_who_withdraws_meanwhile_ends_it(scene, by_majority):
    ballot = open_vote(scene).consultation.ballot
    cast_vote(ballot, elector=scene.rose, choice="for", actor=scene.rose)
    actions.withdraw(scene.proposal, actor=scene.malo)
    ballot.refresh_from_db()
    assert (ballot.outcome, ballot.is_void, ballot.closed_at is not None) == (TAKEN_BACK, True, True)
    assert body("ballot.taken_back")["ballot"] == ballot.pk
    with refused("closed"):
        cast_vote(ballot, elector=scene.paul, choice="for", actor=scene.paul)
    conclude_votes()
    conclude_consultations()
    assert (scene.state, Decision.objects.count()) == (State.WITHDRAWN, 0)
    assert ProposalVote.objects.get().concluded_at is not None
    assert [waiting for waiting in waiting_for(scene.paul) if ballot.get_absolute_url() in waiting.url] == []
    assert list(ballots()) == []  # what the journal was told holds


@pytest.mark.parametrize("end", [actions.set_aside, actions.send_back])
def test_whatever_ends_the_proposal_ends_its_vote(scene, by_majority, end):
    ballot = open_vote(scene).consultation.ballot
    end(scene.proposal, reason="plus tard", actor=scene.ines)
    ballot.refresh_from_db()
    assert ballot.outcome == TAKEN_BACK


def test_the_page_of_the_ballot_says_that_it_was_taken_back(scene, by_majority, client):
    ballot = open_vote(scene).consultation.ballot
    actions.withdraw(scene.proposal, actor=scene.malo)
    client.force_login(scene.rose)
    page = client.get(ballot.get_absolute_url(), follow=True).content.decode()
    assert "La question de ce vote a été retirée" in page


def test_whoever_may_not_lead_it_opens_nothing(scene, by_majority):
    with refused("proposals.vote_online"):
        actions.vote_online(scene.proposal, closes_at=timezone.now() + timedelta(days=7), actor=scene.paul)


def test_the_page_always_says_what_comes_next(scene, by_majority, client):
    assert Act.VOTE_ONLINE in part_of(scene.ines, by_majority).acts
    actions.put_to_vote(by_majority, actor=scene.ines)
    by_majority.refresh_from_db()
    assert Act.VOTE_ONLINE in part_of(scene.ines, by_majority).acts
    ballot = open_vote(scene).consultation.ballot
    assert Act.VOTE_ONLINE not in part_of(scene.ines, by_majority).acts
    client.force_login(scene.rose)
    page = client.get(reverse("proposals:proposal", args=[by_majority.pk])).content.decode()
    assert f'href="{ballot.get_absolute_url()}"' in page
    assert any(ballot.get_absolute_url() in waiting.url for waiting in waiting_for(scene.rose))


def test_it_is_opened_from_its_page(scene, by_majority, client):
    client.force_login(scene.ines)
    address = reverse("proposals:online-vote", args=[by_majority.pk])
    assert client.get(address).status_code == 200
    end = timezone.localdate() + timedelta(days=3)
    client.post(address, {"closes_day": end.isoformat(), "closes_time": "19:00"})
    closes_at = timezone.localtime(ProposalVote.objects.get().consultation.ballot.closes_at)
    assert (scene.state, closes_at.date(), closes_at.hour) == (State.VOTING, end, 19)


def wake(day: int, hour: int = 19) -> None:
    with telling(datetime(2026, 12, day, hour, tzinfo=PARIS)):
        end_stages()


def test_once_the_text_was_talked_about_its_vote_opens_by_itself_for_the_days_of_the_circle(amending):
    Circle.objects.update(stage_days={"voting": 3})
    wake(2)
    wake(2)
    vote = ProposalVote.objects.get()
    ballot = vote.consultation.ballot
    assert (amending.state, vote.version.number) == (State.VOTING, 1)
    assert ballot.closes_at == datetime(2026, 12, 5, 19, tzinfo=PARIS)
    assert sorted(ballot.roll.values_list("member__name", flat=True)) == ["Inès", "Malo", "Paul", "Rose", "Zoé"]
    assert (vote.consultation.author, verbs().count("proposal.vote_opened")) == (amending.ines, 1)
    assert Notification.objects.filter(kind="vote").count() == 5


def test_it_does_not_open_before_nor_for_less_time_where_the_clock_wakes_late(amending):
    wake(2, 18)
    assert amending.state == State.AMENDING
    wake(28, 9)
    assert ProposalVote.objects.get().consultation.ballot.closes_at == datetime(2027, 1, 4, 9, tzinfo=PARIS)


def test_what_nobody_opened_is_decided_as_what_somebody_did(amending):
    wake(2)
    ballot = ProposalVote.objects.get().consultation.ballot
    with telling(datetime(2026, 12, 3, 9, tzinfo=PARIS)):
        for voter in (amending.ines, amending.malo, amending.rose):
            cast_vote(ballot, elector=voter, choice="for", actor=voter)
    with telling(datetime(2026, 12, 9, 19, 1, tzinfo=PARIS)):
        close_ballots()
        conclude_votes()
    assert (amending.state, Decision.objects.get().process) == (State.ADOPTED, "majority")


def test_the_page_says_beforehand_when_it_opens_and_closes_and_that_it_is_an_opinion(amending, client):
    Circle.objects.update(online_article="")
    with telling(MONDAY):
        client.force_login(amending.rose)
        page = client.get(reverse("proposals:proposal", args=[amending.proposal.pk])).content.decode()
    with override("fr"):
        opens, closes = (dates.day_and_time(datetime(2026, 12, day, 19, tzinfo=PARIS)) for day in (2, 9))
    assert f"Le vote s’ouvre en ligne {opens} et se ferme {closes}." in page
    assert "Le résultat du vote en ligne est un avis" in page


@pytest.mark.parametrize("why", [{"audience": "circle"}, {"majority_tie": "casting"}])
def test_what_cannot_open_by_itself_is_extended_once_then_set_aside_for_a_meeting(amending, why):
    rows = Proposal.objects if "audience" in why else Circle.objects
    rows.update(**why)
    assert next_online(stage_of(amending.proposal)).endswith("Sinon, l’étape est prolongée une fois.")
    wake(2)
    assert (amending.state, stage_of(amending.proposal).ends_at) == (
        State.AMENDING, datetime(2026, 12, 4, 19, tzinfo=PARIS),
    )  # fmt: skip
    assert next_online(stage_of(amending.proposal)).endswith("mise de côté pour une prochaine réunion.")
    wake(4)
    assert (amending.state, ProposalVote.objects.count()) == (State.SET_ASIDE, 0)
    amending.proposal.refresh_from_db()
    assert amending.proposal.end_reason.startswith("Le vote n’a pas pu s’ouvrir en ligne")


def test_whoever_coordinates_the_circle_may_open_it_too(scene, by_majority):
    Mandate.objects.filter(member=scene.paul).update(role="coordinator")
    actions.vote_online(scene.proposal, closes_at=timezone.now() + timedelta(days=7), actor=scene.paul)
    assert scene.state == State.VOTING

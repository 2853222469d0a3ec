"""What a board answers online without an article is an opinion, which a meeting ratifies with one vote (§3.3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly.actions import (
    add_item,
    advance,
    arrive,
    bring_opinion,
    close_meeting,
    conclude_item,
    convene,
    open_item_ballot,
    open_meeting,
)
from assembly.models import AgendaItem, ItemBallot, Meeting
from assembly.queries.meetings import consents_to_ratify, opinions_to_ratify
from assembly.queries.minutes import Minutes
from assembly.questions import fixed_question
from assembly.signed_text import written
from commissions import grounds
from commissions.changes import Change, ChangeKind
from commissions.models import Circle
from journal.actions import CLOCK
from members.models import Member
from proposals.actions import next_stage, open_round, take_position, write_proposal
from proposals.due import conclude_consultations
from proposals.models import Decision, Proposal
from tests.closing import close_item_in_time
from tests.refusals import refused
from votes.actions import cast_vote, close_ballot, open_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.models import Ballot, Consultation
from votes.questions import QuestionSpec


@pytest.fixture
def asked(meeting, ca, ines) -> Consultation:
    """Put to the board, whose rules cite no article on deciding outside a meeting."""
    closes_at = timezone.now() + timedelta(days=2)
    return plan_consultation(
        QuestionSpec("Ouvrir le samedi ?", MajorityRules(), closes_at=closes_at), host=ca.topic, actor=ines
    )


@pytest.fixture
def opinion(asked, clock, ines, malo) -> Ballot:
    """Two of three answered for; it is closed."""
    ballot = open_consultation(asked, actor=ines)
    for member in (ines, malo):
        cast_vote(ballot, elector=member, choice="for", actor=member)
    clock.shift(timedelta(days=2, minutes=1))
    ballot = close_ballot(ballot, actor=CLOCK)
    assert ballot.outcome == "adopted"
    return ballot


def test_the_page_says_beforehand_that_it_is_an_opinion(asked, client, ines, malo):
    client.force_login(ines)
    assert "est un avis" in client.get(reverse("votes:consultation", args=[asked.pk])).content.decode()
    ballot = open_consultation(asked, actor=ines)
    client.force_login(malo)

    assert "est un avis" in client.get(reverse("votes:ballot", args=[ballot.pk])).content.decode()


def test_an_opinion_enters_no_register(opinion, ca):
    conclude_consultations()

    assert not Decision.objects.exists()
    assert list(opinions_to_ratify(ca)) == [opinion]


def test_a_rule_adopted_meanwhile_makes_no_decision_of_it(opinion, ca):
    Circle.objects.filter(pk=ca.pk).update(online_article="statuts, art. 9")

    conclude_consultations()

    assert not Decision.objects.exists()


def test_with_an_article_it_decides(asked, ca, client, ines):
    Circle.objects.filter(pk=ca.pk).update(online_article="statuts, art. 9")
    client.force_login(ines)
    assert "est un avis" not in client.get(reverse("votes:consultation", args=[asked.pk])).content.decode()

    assert not open_consultation(asked, actor=ines).consultation.is_opinion


def test_a_commission_decides_online_as_ever(vie_quotidienne, omar):
    closes_at = timezone.now() + timedelta(days=2)
    planned = plan_consultation(
        QuestionSpec("Balayer ?", MajorityRules(), closes_at=closes_at), host=vie_quotidienne.topic, actor=omar
    )

    assert not open_consultation(planned, actor=omar).consultation.is_opinion


def test_a_meeting_ratifies_it_with_one_vote(opinion, meeting, ca, ines, malo, rose, client):
    client.force_login(ines)
    page = reverse("assembly:agenda-edit", args=[meeting.pk])
    assert "Ouvrir le samedi" in client.get(page).content.decode()
    for _again in range(2):
        client.post(reverse("assembly:opinions", args=[meeting.pk]), {"ballot": opinion.pk})

    item = AgendaItem.objects.get(ratifies=opinion)
    assert (item.title, item.kind) == ("Ratifier\u00a0: Ouvrir le samedi ?", "vote")
    assert not opinions_to_ratify(ca).exists()
    opened = open_meeting(meeting, actor=ines)
    arrive(opened, member=malo, actor=malo)
    advance(opened, expected=None, to=item, actor=ines)
    item.refresh_from_db()
    for asked_instead in ({"question": "Ouvrir le dimanche ?"}, {"rules": MajorityRules()}):
        with refused("fixed"):
            open_item_ballot(item, replace(fixed_question(item), **asked_instead), actor=ines)
    link = open_item_ballot(item, fixed_question(item), actor=ines)
    assert (link.ballot.question, link.ballot.rules["threshold"]) == (item.title, ca.majority_threshold)
    for member in (ines, malo):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    close_item_in_time(link, actor=ines)

    assert Decision.objects.get().title == item.title
    assert not opinions_to_ratify(ca).exists()


def test_a_question_too_long_for_a_title_is_whole_in_the_note(opinion, meeting, ines):
    question = "Ouvrir le samedi, " * 9 + "et le dimanche ?"
    Ballot.objects.filter(pk=opinion.pk).update(question=question)
    opinion.refresh_from_db()
    item = bring_opinion(meeting, ballot=opinion, actor=ines)
    assert (len(item.title), item.title[-1]) == (120, "…")
    assert item.note.startswith(f"Ratifier\u00a0: {question}\n\n")


def test_without_its_quorum_the_answer_waits_for_another_meeting(opinion, meeting, ca, ines, malo):
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="1")
    item = bring_opinion(Meeting.objects.get(pk=meeting.pk), ballot=opinion, actor=ines)
    opened = open_meeting(meeting, actor=ines)
    arrive(opened, member=malo, actor=malo)
    advance(opened, expected=None, to=item, actor=ines)
    assert ratify(AgendaItem.objects.get(pk=item.pk), "for", ines, malo).ballot.outcome == "no_quorum"
    assert not opinions_to_ratify(ca).exists()
    conclude_item(AgendaItem.objects.get(pk=item.pk), actor=ines)
    assert list(opinions_to_ratify(ca)) == [opinion]


def test_only_an_opinion_of_the_circle_is_brought(meeting, asked, ines, malo, noe):
    open_one = open_consultation(asked, actor=ines)
    with refused("gone"):
        bring_opinion(meeting, ballot=open_one, actor=malo)
    with refused("assembly.prepare"):
        bring_opinion(meeting, ballot=open_one, actor=noe)
    assert add_item(meeting, title="Rien", actor=malo).ratifies is None


# A consent


@pytest.fixture
def text(clock, ca, ines, malo) -> Proposal:
    """Malo's text, which lets the board's rules be changed; Inès facilitates. It has had its questions, online."""
    proposal = write_proposal(
        ca, title="Moins de quorum", need="Nous sommes peu.", text="Un tiers suffit.", facilitator=ines,
        review_on=date(2027, 5, 1), change=Change(ChangeKind.RULES, ca.pk), is_presented=True, actor=malo,
    )  # fmt: skip
    for _stage in range(3):
        proposal = next_stage(proposal, actor=ines)
    return proposal


@pytest.fixture
def consented(text, clock, ines, malo, rose) -> Proposal:
    """Nobody objected."""
    round = open_round(text, actor=ines)
    for member in (ines, malo, rose):
        take_position(round, kind="consent", actor=member)
    clock.shift(timedelta(minutes=5))
    return Proposal.objects.get(pk=text.pk)


def put_to_ratify(meeting: Meeting, proposal: Proposal, ines: Member, malo: Member) -> AgendaItem:
    """Brought by Malo, who facilitates nothing; the evening is open, two of three are there, the item is under way."""
    item = bring_opinion(meeting, proposal=proposal, actor=malo)
    opened = open_meeting(meeting, actor=ines)
    arrive(opened, member=malo, actor=malo)
    advance(opened, expected=None, to=item, actor=ines)
    return AgendaItem.objects.get(pk=item.pk)


def ratify(item: AgendaItem, answer: str, *people: Member) -> ItemBallot:
    link = open_item_ballot(item, fixed_question(item), actor=people[0])
    for member in people:
        cast_vote(link.ballot, elector=member, choice=answer, actor=member)
    return close_item_in_time(link, actor=people[0])


def offered_rules(ca: Circle, person: Member) -> list[tuple[str, str]]:
    return grounds.offered(ChangeKind.RULES, ca, person)


def test_the_page_of_a_consent_says_beforehand_that_it_is_an_opinion(text, client, ines, rose):
    client.force_login(rose)
    assert "Le résultat de ce consentement est un avis" in client.get(text.get_absolute_url()).content.decode()
    open_round(text, actor=ines)

    assert "Le résultat de ce consentement est un avis" in client.get(text.get_absolute_url()).content.decode()
    shown = client.get(f"/api/v1/proposals/{text.pk}/").json()
    assert shown["rounds"][0]["is_opinion"]
    assert "est un avis" in shown["opinion"]


def test_with_an_article_a_consent_says_nothing_of_it(text, ca, client, rose):
    Circle.objects.filter(pk=ca.pk).update(online_article="statuts, art. 9")
    client.force_login(rose)

    assert "est un avis" not in client.get(text.get_absolute_url()).content.decode()
    assert client.get(f"/api/v1/proposals/{text.pk}/").json()["opinion"] == ""


def test_an_opinion_by_consent_is_no_decision_anywhere(consented, meeting, ca, client, rose):
    client.force_login(rose)
    page = client.get(consented.get_absolute_url()).content.decode()
    assert "un avis, à ratifier" in page
    assert "ne décide encore rien" in page
    shown = client.get(f"/api/v1/proposals/{consented.pk}/").json()
    assert (shown["state"], shown["rounds"][0]["outcome"]) == ("opinion", "opinion")
    register = client.get(reverse("proposals:decisions")).content.decode()
    assert "Avis à ratifier" in register
    assert consented.title in register
    assert offered_rules(ca, rose) == []
    assert not Decision.objects.exists()


def test_a_consent_asked_before_the_meeting_opens_is_an_opinion_too(text, meeting, ines, rose):
    add_item(meeting, title="Quorum", kind="consent", proposal=text, actor=ines)
    Meeting.objects.update(starts_at=timezone.now() + timedelta(hours=1))
    convene(Meeting.objects.get(pk=meeting.pk), actor=ines)
    text.refresh_from_db()

    assert open_round(text, actor=ines).is_opinion


def test_a_consent_in_the_open_meeting_decides(text, meeting, ines):
    item = add_item(meeting, title="Quorum", kind="consent", proposal=text, actor=ines)
    advance(open_meeting(meeting, actor=ines), expected=None, to=item, actor=ines)

    assert not open_round(text, actor=ines).is_opinion


def test_a_meeting_ratifies_a_consent_with_one_vote(consented, meeting, ca, ines, malo, recorded):
    recorded()
    item = put_to_ratify(meeting, consented, ines, malo)
    assert (item.title, item.kind, item.proposal) == ("Ratifier\u00a0: Moins de quorum", "vote", consented)

    ratify(item, "for", ines, malo)

    decision = Decision.objects.get()
    assert (decision.process, decision.title, decision.text) == ("ratified", "Moins de quorum", "Un tiers suffit.")
    assert (decision.occasion, decision.round.outcome, str(decision.ballot.quorum)) == (meeting.topic, "opinion", "1/2")
    assert "à ratifier par une réunion. Ratifié par une réunion" in decision.result
    assert Proposal.objects.get(pk=consented.pk).state == "adopted"
    assert "decision.recorded" in recorded()


def test_what_it_changes_is_done_once_it_is_ratified(consented, meeting, ca, ines, malo):
    change = Change(ChangeKind.RULES, ca.pk)
    with refused(ground="unknown"):
        grounds.spend("decision:1", change, ca, actor=ines)
    ratify(put_to_ratify(meeting, consented, ines, malo), "for", ines, malo)
    close_meeting(Meeting.objects.get(pk=meeting.pk), actor=ines)
    ground = Decision.objects.get().topic
    assert [offer for offer, _words in offered_rules(ca, ines)] == [ground]

    assert grounds.spend(ground, change, ca, actor=ines) == ground


def test_not_ratified_it_decides_nothing(consented, meeting, ca, ines, malo, recorded):
    item = put_to_ratify(meeting, consented, ines, malo)
    recorded()
    ratify(item, "against", ines, malo)

    assert Proposal.objects.get(pk=consented.pk).state == "rejected"
    assert "proposal.not_ratified" in recorded()
    assert not Decision.objects.exists()
    assert offered_rules(ca, ines) == []


def test_without_its_quorum_the_opinion_waits_for_another_meeting(consented, meeting, ca, clock, ines, malo):
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="1")
    item = put_to_ratify(Meeting.objects.get(pk=meeting.pk), consented, ines, malo)
    assert ratify(item, "for", ines, malo).ballot.outcome == "no_quorum"
    assert list(consents_to_ratify(ca)) == []
    conclude_item(item, actor=ines)

    assert Proposal.objects.get(pk=consented.pk).state == "opinion"
    assert list(consents_to_ratify(ca)) == [consented]
    assert not Decision.objects.exists()


def test_a_meeting_may_bring_what_was_consented_to(consented, meeting, ca, client, malo, noe):
    client.force_login(malo)
    assert "Moins de quorum" in client.get(reverse("assembly:agenda-edit", args=[meeting.pk])).content.decode()
    for _again in range(2):
        client.post(reverse("assembly:opinions", args=[meeting.pk]), {"proposal": consented.pk})

    assert AgendaItem.objects.filter(proposal=consented).count() == 1
    assert list(consents_to_ratify(ca)) == []
    with refused("assembly.prepare"):
        bring_opinion(meeting, proposal=consented, actor=noe)


def test_only_what_waits_is_brought(text, meeting, malo):
    with refused("gone"):
        bring_opinion(meeting, proposal=text, actor=malo)


def test_a_person_s_situation_is_ratified_behind_closed_doors(consented, meeting, malo):
    Proposal.objects.filter(pk=consented.pk).update(audience="circle")

    assert bring_opinion(meeting, proposal=consented, actor=malo).is_closed


def test_another_question_ratifies_nothing(consented, meeting, ca, ines, malo):
    item = put_to_ratify(meeting, consented, ines, malo)
    for asked_instead in ({"question": "Dissoudre ?"}, {"rules": MajorityRules()}):
        with refused("fixed"):
            open_item_ballot(item, replace(fixed_question(item), **asked_instead), actor=ines)


def test_the_minutes_and_the_conductor_s_button_say_that_it_is_ratified(consented, meeting, client, ines, malo):
    item = put_to_ratify(meeting, consented, ines, malo)
    client.force_login(ines)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'formaction="{reverse("assembly:ballots", args=[item.pk])}"' in page
    client.post(reverse("assembly:ballots", args=[item.pk]))
    link = ItemBallot.objects.get(item=item)
    for member in (ines, malo):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    close_item_in_time(link, actor=ines)

    told = written(Minutes(Meeting.objects.get(pk=meeting.pk), may_read_closed=True))
    assert "Ratifié par une réunion" in told

"""What a board answers online without an article is an opinion, which a meeting ratifies with one vote (§3.3)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly.actions import add_item, advance, arrive, bring_opinion, open_item_ballot, open_meeting
from assembly.models import AgendaItem
from assembly.queries import opinions_to_ratify
from assembly.questions import fixed_question
from commissions.models import Circle
from journal.actions import CLOCK
from proposals.due import conclude_consultations
from proposals.models import Decision
from tests.closing import close_item_in_time
from tests.refusals import refused
from votes.actions import cast_vote, close_ballot, open_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.models import Ballot, Consultation


@pytest.fixture
def asked(meeting, ca, ines) -> Consultation:
    """Put to the board, whose rules cite no article on deciding outside a meeting."""
    closes_at = timezone.now() + timedelta(days=2)
    return plan_consultation(
        host=ca.topic, question="Ouvrir le samedi ?", rules=MajorityRules(), closes_at=closes_at, actor=ines
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
        host=vie_quotidienne.topic, question="Balayer ?", rules=MajorityRules(), closes_at=closes_at, actor=omar
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
            open_item_ballot(item, actor=ines, **{**fixed_question(item).plain(), **asked_instead})
    link = open_item_ballot(item, actor=ines, **fixed_question(item).plain())
    assert (link.ballot.question, link.ballot.rules["threshold"]) == (item.title, ca.majority_threshold)
    for member in (ines, malo):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    close_item_in_time(link, actor=ines)

    assert Decision.objects.get().title == item.title


def test_only_an_opinion_of_the_circle_is_brought(meeting, asked, ines, malo, noe):
    open_one = open_consultation(asked, actor=ines)
    with refused("gone"):
        bring_opinion(meeting, ballot=open_one, actor=malo)
    with refused("assembly.prepare"):
        bring_opinion(meeting, ballot=open_one, actor=noe)
    assert add_item(meeting, title="Rien", actor=malo).ratifies is None

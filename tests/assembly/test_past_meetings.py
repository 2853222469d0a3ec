"""Meetings that are over, in numbers, for rules that are tried on them."""

import pytest
from django.urls import reverse

from assembly.actions import add_item, advance, arrive, close_meeting, open_item_ballot
from assembly.models import AgendaItem, Meeting
from assembly.past_meetings import last_meeting
from commissions.panels import PastMeeting
from tests.closing import close_item_in_time
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules, MajorityTally, Threshold
from votes.questions import QuestionSpec


def vote_on(item: AgendaItem, question: str, ines) -> None:
    current = item.meeting.items.filter(state=AgendaItem.State.CURRENT).first()
    advance(item.meeting, expected=current.pk if current else None, to=item, actor=ines)
    link = open_item_ballot(
        AgendaItem.objects.select_related("meeting").get(pk=item.pk),
        QuestionSpec(question, MajorityRules(threshold=Threshold.ABSOLUTE)),
        actor=ines,
    )
    cast_vote(link.ballot, elector=ines, choice="for", actor=ines)
    close_item_in_time(link, actor=ines)


@pytest.fixture
def held(evening, items, ines, malo) -> Meeting:
    """Two of three came; a vote in the open, and one of a person's case."""
    arrive(evening, member=malo, actor=malo)
    case = add_item(evening, title="Situation de Paul", kind="vote", minutes=5, is_closed=True, actor=ines)
    for item, question in ((items[1], "Achetons-nous ?"), (case, "Situation de Paul ?")):
        item.meeting = evening
        vote_on(item, question, ines)
    return close_meeting(evening, actor=ines)


def test_a_meeting_is_told_in_numbers_without_what_was_closed(held, ca) -> None:
    assert last_meeting(ca) == PastMeeting(
        title=str(held),
        url=held.get_absolute_url(),
        roll=3,
        present=2,
        represented=0,
        days_ahead=None,
        votes=[("Achetons-nous ?", MajorityTally(3, votes_for=1, present=2))],
    )


def test_a_meeting_that_goes_on_is_not_past(evening, ca) -> None:
    assert last_meeting(ca) is None


def test_the_page_tells_the_last_meeting_by_other_rules(held, ca, admin, client) -> None:
    client.force_login(admin)
    page = client.get(reverse("commissions:circle-statutes", args=[ca.slug]), {"quorum": "none"}).content.decode()

    assert "La dernière réunion, avec ces règles" in page
    assert held.get_absolute_url() in page
    assert "Achetons-nous" in page
    assert "Situation de Paul" not in page

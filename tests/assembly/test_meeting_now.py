"""Those who are together meet at once, about one thing, and decide it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from assembly.actions import close_item_ballot, close_meeting, meet_now, open_item_ballot
from assembly.forms import question_of
from assembly.models import AgendaItem, Meeting
from commissions.models import Circle
from commissions.queries import majority_rules
from journal.clock import telling
from members.models import Collective
from members.panels import waiting_for
from proposals.models import Decision
from tests.assembly.test_brought_decisions import to_review
from tests.refusals import refused
from votes.actions import cast_vote
from votes.questions import QuestionSpec

PARIS = ZoneInfo("Europe/Paris")


def test_the_meeting_is_open_and_its_item_begun(ca, ines) -> None:
    with telling(datetime(2026, 11, 24, 18, 30, tzinfo=PARIS)):
        meeting = meet_now(ca, subject="Un four", actor=ines)
    assert (meeting.state, meeting.circle) == (Meeting.State.OPEN, ca)
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2)
    item = meeting.items.get()
    assert (item.title, item.kind, item.state) == ("Un four", AgendaItem.Kind.VOTE, AgendaItem.State.CURRENT)
    assert meeting.gathering.presences.get().member == ines


def test_what_is_late_is_on_its_agenda_and_waits(ca, ines) -> None:
    to_review(ca, "Les visites", days=0)
    meeting = meet_now(ca, subject="Un four", actor=ines)
    states = [(item.title, item.state) for item in meeting.items.all()]
    assert states == [("À réexaminer\u00a0: 2026-001 · Les visites", "pending"), ("Un four", "current")]


def test_it_ends_before_midnight(ca, ines) -> None:
    with telling(datetime(2026, 11, 24, 23, 10, tzinfo=PARIS)):
        meeting = meet_now(ca, subject="Un four", actor=ines)
    assert meeting.ends_at.astimezone(PARIS) == datetime(2026, 11, 24, 23, 59, 59, 999_999, tzinfo=PARIS)


def test_whoever_is_not_in_the_circle_does_not_convene_it(ca, noe) -> None:
    with refused("assembly.plan"):
        meet_now(ca, subject="Un four", actor=noe)


def test_over_the_api_it_begins_at_once(ca, ines, noe, client) -> None:
    address, given = "/api/v1/meetings/now/", {"circle": ca.slug, "subject": "Un four"}
    client.force_login(noe)
    assert client.post(address, given, content_type="application/json").status_code == 403
    client.force_login(ines)
    begun = client.post(address, given, content_type="application/json")
    assert (begun.status_code, begun.json()["state"], begun.json()["circle"]) == (201, "open", ca.slug)
    assert Meeting.objects.get().items.get().title == "Un four"

    Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    refusal = client.post(address, {**given, "circle": "ag"}, content_type="application/json")
    assert (refusal.status_code, list(refusal.json()["errors"])) == (400, ["circle"])


@pytest.mark.parametrize(("others", "obstacle"), [(0, False), (2, True)])
def test_one_of_three_decides_nothing_alone(ca, ines, request, others, obstacle) -> None:
    for name in ("malo", "rose")[:others]:
        request.getfixturevalue(name)
    Circle.objects.filter(pk=ca.pk).update(decides_late=False)
    item = meet_now(ca, subject="Un four", actor=ines).items.get()
    spec = QuestionSpec(question_of(item), majority_rules(ca))
    if obstacle:
        with refused("few"):
            open_item_ballot(item, spec, actor=ines)
        return
    ballot = open_item_ballot(item, spec, actor=ines)
    cast_vote(ballot.ballot, choice="for", elector=ines, actor=ines)
    close_item_ballot(ballot, actor=ines)
    assert Decision.objects.get().title == "Un four"


def beginnings(member) -> list[str]:
    return [thing.title for thing in waiting_for(member) if thing.kind == "beginning"]


def test_the_home_page_leads_to_the_first_decision_until_there_is_one(ca, ines, noe) -> None:
    assert beginnings(noe) == []
    assert beginnings(ines) == ["Prendre une première décision, ensemble"]
    meeting = meet_now(ca, subject="Un four", actor=ines)
    assert beginnings(ines) == []  # the meeting itself stands there
    close_meeting(meeting, actor=ines)
    assert beginnings(ines) == ["Prendre une première décision, ensemble"]


def test_the_page_asks_for_the_circle_only_where_there_are_several(ca, ines, client) -> None:
    client.force_login(ines)
    page = reverse("assembly:meeting-now")
    assert f'type="hidden" name="circle" value="{ca.pk}"' in client.get(page).content.decode()
    answer = client.post(page, {"circle": ca.pk, "subject": "Un four"})
    assert answer["Location"] == Meeting.objects.get().get_absolute_url()


def test_an_assembly_is_called_beforehand(db, noe, client) -> None:
    Collective.objects.create()
    Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    client.force_login(noe)
    assert client.get(reverse("assembly:meeting-now")).status_code == 403

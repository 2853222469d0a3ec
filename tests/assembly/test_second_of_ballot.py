"""A vote online of an assembly that missed its quorum: its second meeting (PRODUCT §3.1)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly.actions import add_item, advance, convene, open_item_ballot, open_meeting, plan_second_of_ballot
from assembly.models import AgendaItem, Meeting
from assembly.queries.meetings import online_without_quorum
from commissions.models import Circle
from journal.actions import CLOCK
from members.models import Mail, Member, Membership
from tests.refusals import refused
from votes.actions import cast_vote, close_ballot, open_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.models import Ballot
from votes.questions import QuestionSpec


@pytest.fixture
def ag(clock, ca, ines, malo, rose) -> Circle:
    """It may decide online, and be convened again ten clear days later, without a quorum."""
    for member in (ines, malo, rose):
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    return Circle.objects.create(
        kind=Circle.Kind.ASSEMBLY,
        name="AG",
        slug="ag",
        meeting_quorum="1/2",
        online_article="statuts, art. 9",
        second_article="l’article 10 des statuts",
        second_days=10,
    )


@pytest.fixture
def missed(ag, clock, ines) -> Ballot:
    """Only Inès answered, of three."""
    closes_at = timezone.now() + timedelta(days=2)
    asked = plan_consultation(
        QuestionSpec("Acheter ?", MajorityRules(), closes_at=closes_at), host=ag.topic, actor=ines
    )
    ballot = open_consultation(asked, actor=ines)
    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    clock.shift(timedelta(days=2, minutes=1))
    ballot = close_ballot(ballot, actor=CLOCK)
    assert ballot.outcome == "no_quorum"
    return ballot


def test_its_second_meeting_has_its_question_and_nothing_else(missed, ag, ines, malo, client):
    client.force_login(ines)
    address = reverse("assembly:meeting-new") + f"?online={missed.pk}"
    assert address in client.get(ag.get_absolute_url()).content.decode()
    form = client.get(address).context["form"]
    sent = {name: str(form[name].value()) for name in ("title", "day", "place", "link")}
    sent = {name: "" if value == "None" else value for name, value in sent.items()}

    assert client.post(address, sent | {"circle": ag.pk, "start": "18:30", "end": "20:30"}).status_code == 303

    second = Meeting.objects.get()
    assert (second.is_second, second.second_of_ballot) == (True, missed)
    assert [item.title for item in second.items.all()] == ["Acheter ?"]
    assert not online_without_quorum(ag).exists()
    with refused("second"):
        add_item(second, title="Surprise", kind="vote", actor=ines)
    convocation = convene(second, actor=ines)
    assert (convocation.days_needed, convocation.is_late) == (10, False)
    second.refresh_from_db()
    assert second.gathering.quorum is None
    letter = Mail.objects.get(kind="convocation", to=malo.email)
    assert "seconde convocation" in letter.subject
    assert "Par l’article 10 des statuts" in letter.text


def test_without_an_article_there_is_none(missed, ag, ines):
    ag.second_article = ""
    ag.save(update_fields=["second_article"])
    start = timezone.now() + timedelta(days=20)

    with refused("settled"):
        plan_second_of_ballot(
            missed, circle=ag, title="AG", starts_at=start, ends_at=start + timedelta(hours=1), actor=ines
        )


# It asks the same question, in the same way


GARDEN, ROOF = "Le jardin", "Le toit"
CHOICE = OptionRules(method="schulze")


@pytest.fixture
def chosen(ag, clock, ines) -> Ballot:
    """A secret choice between two projects, which nobody made."""
    asked = plan_consultation(
        QuestionSpec(
            "Par quoi commencer ?",
            CHOICE,
            options=[GARDEN, ROOF],
            secret=True,
            closes_at=timezone.now() + timedelta(days=2),
        ),
        host=ag.topic,
        actor=ines,
    )
    ballot = open_consultation(asked, actor=ines)
    clock.shift(timedelta(days=2, minutes=1))
    ballot = close_ballot(ballot, actor=CLOCK)
    assert ballot.outcome == "no_quorum"
    return ballot


def second_of(ballot: Ballot, circle: Circle, clock: Any, actor: Member) -> AgendaItem:
    """Its second meeting, convened in time and open; its one item, under way."""
    start = timezone.now() + timedelta(days=12)
    end = start + timedelta(hours=1)
    second = plan_second_of_ballot(ballot, circle=circle, title="AG", starts_at=start, ends_at=end, actor=actor)
    convene(second, actor=actor)
    clock.move_to(start)
    return advance(open_meeting(second, actor=actor), expected=None, actor=actor)


@pytest.mark.parametrize(
    "instead",
    [
        {"question": "Vendre ?"},
        {"options": [GARDEN, "La cave"]},
        {"options": [ROOF, GARDEN]},
        {"rules": OptionRules(method="borda")},
        {"secret": False},
        {"rules": MajorityRules(secret=True), "options": []},
    ],
)
def test_another_question_is_refused(chosen, ag, clock, ines, instead):
    item = second_of(chosen, ag, clock, ines)
    asked = {"question": "Par quoi commencer ?", "rules": CHOICE, "options": [GARDEN, ROOF], "secret": True}

    with refused("fixed") as refusal:
        open_item_ballot(item, QuestionSpec(**(asked | instead)), actor=ines)

    assert "Par quoi commencer ?" in refusal.value.messages[0]
    assert open_item_ballot(item, QuestionSpec(**asked), actor=ines).ballot.quorum is None


def test_a_poll_asks_what_it_likes(missed, ag, clock, ines):
    item = second_of(missed, ag, clock, ines)

    assert open_item_ballot(item, QuestionSpec("Où en sommes-nous ?", MajorityRules(), poll=True), actor=ines)


def test_the_form_shows_what_is_fixed_and_opens_it(chosen, ag, clock, ines, client):
    item = second_of(chosen, ag, clock, ines)
    client.force_login(ines)
    address = reverse("assembly:ballot-new", args=[item.pk])
    assert address in client.get(item.meeting.get_absolute_url()).content.decode()
    page = client.get(address + "?purpose=yes-no").content.decode()
    for said in ("Par quoi commencer ?", GARDEN, ROOF, "À bulletin secret", "parce qu’elle décide de la même chose"):
        assert said in page
    assert 'name="question"' not in page

    assert client.post(address).status_code == 303

    again = Ballot.objects.get(owner=item.topic)
    assert (again.question, again.method, again.options) == (chosen.question, chosen.method, chosen.options)
    assert (again.rules, again.is_secret) == (chosen.rules, True)


def test_one_click_opens_the_same_question(missed, ag, clock, ines, client):
    item = second_of(missed, ag, clock, ines)
    client.force_login(ines)
    page = client.get(item.meeting.get_absolute_url()).content.decode()
    assert f'formaction="{reverse("assembly:ballots", args=[item.pk])}"' in page

    client.post(reverse("assembly:ballots", args=[item.pk]), {"question": "Vendre ?"})
    assert not Ballot.objects.filter(owner=item.topic).exists()
    client.post(reverse("assembly:ballots", args=[item.pk]))

    assert Ballot.objects.get(owner=item.topic).question == "Acheter ?"


def test_the_api_refuses_another_question(missed, ag, clock, ines, client):
    item = second_of(missed, ag, clock, ines)
    client.force_login(ines)
    address = f"/api/v1/items/{item.pk}/ballots/"

    answer = client.post(address, {"question": "Vendre ?"}, content_type="application/json")
    assert (answer.status_code, Ballot.objects.filter(owner=item.topic).exists()) == (400, False)
    answer = client.post(address, {"question": "Acheter ?"}, content_type="application/json")

    assert answer.status_code == 201


def test_the_casting_vote_is_named_anew_where_it_decides(ag, clock, ines, malo, client):
    closes_at = timezone.now() + timedelta(days=2)
    rules = MajorityRules(tie="casting")
    asked = plan_consultation(
        QuestionSpec("Acheter ?", rules, casting_voter=malo, closes_at=closes_at), host=ag.topic, actor=ines
    )
    ballot = open_consultation(asked, actor=ines)
    clock.shift(timedelta(days=2, minutes=1))
    item = second_of(close_ballot(ballot, actor=CLOCK), ag, clock, ines)
    client.force_login(ines)
    address = reverse("assembly:ballot-new", args=[item.pk])
    assert client.get(address).context["form"]["casting_voter"].value() == malo.pk

    assert client.post(address, {"casting_voter": ines.pk}).status_code == 303

    assert Ballot.objects.get(owner=item.topic).casting_voter == ines

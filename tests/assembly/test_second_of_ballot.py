"""A vote online of an assembly that missed its quorum: its second meeting (PRODUCT §3.1)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from assembly.actions import add_item, convene, plan_second_of_ballot
from assembly.models import Meeting
from assembly.queries import online_without_quorum
from commissions.models import Circle
from journal.actions import CLOCK
from members.models import Mail, Membership
from votes.actions import cast_vote, close_ballot, open_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.models import Ballot


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
        host=ag.topic, question="Acheter ?", rules=MajorityRules(), closes_at=closes_at, actor=ines
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
    with pytest.raises(ValidationError) as refused:
        add_item(second, title="Surprise", kind="vote", actor=ines)
    assert refused.value.code == "second"
    convocation = convene(second, actor=ines)
    assert (convocation.days_needed, convocation.is_late) == (10, False)
    second.refresh_from_db()
    assert second.gathering.quorum == ""
    letter = Mail.objects.get(kind="convocation", to=malo.email)
    assert "seconde convocation" in letter.subject
    assert "Par l’article 10 des statuts" in letter.text


def test_without_an_article_there_is_none(missed, ag, ines):
    ag.second_article = ""
    ag.save(update_fields=["second_article"])
    start = timezone.now() + timedelta(days=20)

    with pytest.raises(ValidationError) as refused:
        plan_second_of_ballot(
            missed, circle=ag, title="AG", starts_at=start, ends_at=start + timedelta(hours=1), actor=ines
        )

    assert refused.value.code == "settled"

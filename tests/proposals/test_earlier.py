"""Decisions older than the platform: at once during the founding, confirmed by two others afterwards."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commissions.actions import set_rules
from journal.models import Entry
from members.actions import end_founding
from members.models import Notification
from members.panels import waiting_for
from proposals.actions import confirm_earlier_decision, enter_earlier_decision
from proposals.models import Decision, EarlierConfirmation, EarlierDecision
from tests.proposals.test_answers import address_in, letter_to
from tests.refusals import refused

WHAT = {"title": "Ouvrir le mercredi", "text": "L’atelier ouvre le mercredi.", "source": "Cahier de 2019, page 12"}
DAY = date(2019, 3, 12)


def verbs() -> list[str]:
    return [entry.verb for entry in Entry.objects.all()]


@pytest.fixture
def founded(admin) -> None:
    end_founding(actor=admin)


def test_during_the_founding_it_counts_at_once_under_its_own_year(ca, admin) -> None:
    decision = enter_earlier_decision(ca, decided_on=DAY, actor=admin, **WHAT).decision
    assert (decision.number, timezone.localdate(decision.decided_at)) == ("2019-001", DAY)
    assert decision.result == (
        "Prise avant la plateforme (Cahier de 2019, page 12)\xa0; saisie à la mise en place par Ada."
    )
    assert verbs() == ["decision.earlier_entered", "decision.recorded"]


def test_afterwards_it_counts_once_two_others_of_the_circle_confirm_it(ca, founded, ines, malo, rose) -> None:
    earlier = enter_earlier_decision(ca, decided_on=DAY, actor=ines, **WHAT)
    assert earlier.decision is None
    with refused("oneself"):
        confirm_earlier_decision(earlier, actor=ines)
    assert confirm_earlier_decision(earlier, actor=malo).decision is None
    assert confirm_earlier_decision(earlier, actor=malo).decision is None
    decision = confirm_earlier_decision(earlier, actor=rose).decision
    assert decision.result.endswith("saisie par Inès, confirmée par Malo et Rose.")
    assert confirm_earlier_decision(earlier, actor=rose).decision == decision
    assert Decision.objects.count() == 1


def test_it_is_remembered_and_gives_no_seat_and_no_rule(ca, founded, ines, malo, rose, admin) -> None:
    earlier = enter_earlier_decision(ca, decided_on=DAY, actor=ines, **WHAT)
    for member in (malo, rose):
        earlier = confirm_earlier_decision(earlier, actor=member)
    with refused(ground="earlier"):
        set_rules(ca, meeting_quorum="1/3", ground=earlier.decision.topic, actor=admin)


def test_only_the_circle_enters_and_confirms(ca, founded, admin, noe, omar, ines) -> None:
    for person in (admin, noe, omar):
        with refused("proposals.enter_earlier"):
            enter_earlier_decision(ca, decided_on=DAY, actor=person, **WHAT)
    earlier = enter_earlier_decision(ca, decided_on=DAY, actor=ines, **WHAT)
    for person in (admin, noe, omar):
        with refused("proposals.confirm_earlier"):
            confirm_earlier_decision(earlier, actor=person)


@pytest.mark.parametrize("days", [0, -1])
def test_what_is_not_older_than_the_platform_is_proposed_instead(ca, founded, ines, days) -> None:
    with refused(decided_on="recent"):
        enter_earlier_decision(ca, decided_on=timezone.localdate() - timedelta(days=days), actor=ines, **WHAT)
    assert not EarlierDecision.objects.exists()


def test_the_pages_lead_from_the_register_to_the_confirmation(ca, founded, ines, malo, rose, client) -> None:
    page = reverse("proposals:earlier", args=[ca.slug])
    client.force_login(ines)
    assert f'href="{page}"' in client.get(reverse("proposals:decisions")).content.decode()
    assert client.post(page, {**WHAT, "decided_on": DAY}).status_code == 303
    earlier = EarlierDecision.objects.get()
    confirmation = reverse("proposals:earlier-confirmation", args=[earlier.pk])
    assert confirmation not in client.get(page).content.decode()
    for member in (malo, rose):
        client.force_login(member)
        assert "Confirmer une décision plus ancienne\xa0: Ouvrir le mercredi" in [
            thing.title for thing in waiting_for(member)
        ]
        assert confirmation in client.get(page).content.decode()
        assert client.post(confirmation).status_code == 303
    assert Decision.objects.get().title == "Ouvrir le mercredi"
    assert "À confirmer" not in client.get(page).content.decode()


def test_those_who_may_confirm_are_asked_by_one_letter_and_answer_by_its_link(ca, founded, ines, malo, rose, client):
    first = enter_earlier_decision(ca, decided_on=DAY, actor=ines, **WHAT)
    second = enter_earlier_decision(ca, decided_on=DAY, actor=ines, **{**WHAT, "title": "Fermer le lundi"})
    asked = Notification.objects.filter(kind="earlier")
    assert not asked.filter(member=ines).exists()
    assert asked.filter(member=malo).count() == 2
    letter = letter_to(malo)
    assert "Confirmer 2 décisions plus anciennes\xa0: CA" in letter.subject + letter.text
    address = address_in(letter)
    for _scan in range(10):
        page = client.get(address).content.decode()
    assert "L’atelier ouvre le mercredi." in page
    assert "Cahier de 2019, page 12" in page
    assert not EarlierConfirmation.objects.exists()

    client.post(address, {"value": "answer", f"earlier-{first.pk}": "no"})
    assert not EarlierConfirmation.objects.exists()
    confirm_earlier_decision(first, actor=malo)
    client.post(address, {"value": "answer", f"earlier-{second.pk}": "yes"})
    assert set(EarlierConfirmation.objects.values_list("earlier", "member")) == {
        (first.pk, malo.pk),
        (second.pk, malo.pk),
    }
    assert verbs()[-2:] == ["decision.earlier_confirmed", "answer.by_link"]
    confirm_earlier_decision(first, actor=rose)
    confirm_earlier_decision(second, actor=rose)
    assert Decision.objects.count() == 2
    assert "Ce que vous avez confirmé le reste." in client.get(address).content.decode()


def test_nobody_is_asked_what_counts_at_once(ca, admin) -> None:
    enter_earlier_decision(ca, decided_on=DAY, actor=admin, **WHAT)
    assert not Notification.objects.filter(kind="earlier").exists()

"""An unrelated decision of the right circle changes nothing, over HTTP; a right one changes one thing, once (§3.7)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commissions import actions
from commissions.changes import Change
from commissions.forms.circles import RulesForm
from commissions.models import Circle, Mandate, RulesChange, Spending
from members.actions import end_founding
from members.models import Member
from proposals.models import Decision
from tests.proposals.test_races import at_once
from tests.refusals import refused
from votes.counting.quorum import read
from web.merging import shown


@pytest.fixture
def garden(admin, ca, omar) -> Circle:
    """A commission within the board, which Omar coordinates; the founding is over."""
    circle = actions.create_circle(actor=admin, kind="commission", name="Jardin", parent=ca)
    actions.give_mandate(circle, member=omar, role=Mandate.Role.COORDINATOR, actor=admin)
    end_founding(actor=admin)
    return circle


def decided(circle: Circle, number: int, change: Change | None = None) -> Decision:
    """“We buy a bike”, in the register; or what lets something be changed."""
    fields = {"change": change} if change else {}
    return Decision.objects.create(
        year=2026, serial=number, number=f"2026-{number:03d}", circle=circle, title="Acheter un vélo", text="Un vélo.",
        result="Adoptée.", process="consent", decided_at=timezone.now(), **fields,
    )  # fmt: skip


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def rules_form(circle: Circle, person: Member, **typed: Any) -> dict[str, Any]:
    """What the browser sends of the page of rules, with what was changed in it."""
    filled = {name: values[0] for name, values in shown(RulesForm(instance=circle, person=person)).items() if values}
    return {**filled, **typed}


@pytest.mark.parametrize("who", ["admin", "omar"])
def test_alone_with_an_unrelated_decision_of_the_right_circle(garden, ca, who, request, noe, ines) -> None:
    """An administrator, or the one coordinator, tries every page with “we buy a bike”."""
    person, bike, other = request.getfixturevalue(who), decided(garden, 1), decided(ca, 2)
    client, before = browser(person), list(Mandate.objects.values())
    tried = {
        reverse("commissions:circle-rules", args=[garden.slug]): rules_form(garden, person, meeting_quorum="1/3"),
        reverse("commissions:mandates", args=[garden.slug]): {"members": noe.pk, "role": "coordinator"},
        reverse("commissions:circle-edit", args=[garden.slug]): {"name": "Jardin", "parent": ""},
        reverse("commissions:mandate-ending", args=[Mandate.objects.exclude(member=person).first().pk]): {},
    }
    if who == "admin":
        tried[reverse("commissions:mandates", args=[ca.slug])] = {"members": noe.pk, "role": "member"}
        tried[reverse("commissions:circle-new")] = {"kind": "commission", "name": "Vélos", "parent": ca.pk}
    for url, typed in tried.items():
        for ground in ("", bike.topic, other.topic, "founding", "welcomed"):
            answer = client.post(url, {**typed, "ground": ground})
            assert answer.status_code in {403, 422}, (url, ground)
    assert list(Mandate.objects.values()) == before
    assert list(Circle.objects.filter(pk=garden.pk).values("meeting_quorum", "parent")) == [
        {"meeting_quorum": None, "parent": ca.pk}
    ]
    assert not Circle.objects.filter(name="Vélos").exists()
    assert not RulesChange.objects.exists()
    assert not Spending.objects.exists()


def test_the_same_decision_twice(garden, omar, admin) -> None:
    decision, url = decided(garden, 1, Change("rules", garden.pk)), reverse("commissions:circle-rules", args=["jardin"])
    typed = {"meeting_quorum": "1/3", "ground": decision.topic}
    assert browser(omar).post(url, rules_form(garden, omar, **typed)).status_code == 303
    garden.refresh_from_db()
    for person in (omar, admin):
        again = browser(person).post(url, rules_form(garden, person, **{**typed, "meeting_quorum": "1/2"}))
        assert again.status_code == 422
    with refused(ground="spent"):  # the same, written otherwise
        actions.set_rules(garden, meeting_quorum="1/2", ground=f"decision:0{decision.pk}", actor=omar)
    assert Circle.objects.get(pk=garden.pk).meeting_quorum == read("1/3")


def test_a_quorum_of_more_people_than_vote_here_says_what_to_do_and_spends_nothing(garden, omar, noe) -> None:
    Mandate.objects.create(member=noe, circle=garden, since=date(2026, 1, 1))
    decision, url = decided(garden, 1, Change("rules", garden.pk)), reverse("commissions:circle-rules", args=["jardin"])
    typed = {"meeting_quorum": "people", "ground": decision.topic}

    wrong = browser(omar).post(url, rules_form(garden, omar, **typed, meeting_quorum_people="3"))
    assert wrong.status_code == 422
    assert "2 personnes votent ici aujourd’hui" in wrong.content.decode()
    assert "Écrivez 2 ou moins, ou choisissez une part." in wrong.content.decode()
    with refused(meeting_quorum="roll"):
        actions.set_rules(garden, meeting_quorum="3 people", ground=decision.topic, actor=omar)

    assert browser(omar).post(url, rules_form(garden, omar, **typed, meeting_quorum_people="2")).status_code == 303
    assert Circle.objects.get(pk=garden.pk).meeting_quorum == read("2 people")


def test_the_page_offers_what_allows_it_and_else_where_to_ask(garden, ca, omar, noe) -> None:
    client, bike = browser(omar), decided(garden, 1)
    rules, places = (reverse(f"commissions:{name}", args=["jardin"]) for name in ("circle-rules", "mandates"))
    right = decided(garden, 2, Change("rules", garden.pk))
    seat = decided(ca, 3, Change("mandate", garden.pk, role="facilitator", members=(noe.pk,)))
    page, other = client.get(rules).content.decode(), client.get(places).content.decode()
    assert (right.topic in page, seat.topic in page, bike.topic in page) == (True, False, False)
    assert (right.topic in other, seat.topic in other, bike.topic in other) == (False, True, False)
    assert "2026-003 · Acheter un vélo (donner à Noé une place dans le cercle Jardin (anim" in other
    link = f"{reverse('proposals:new')}?changes=rules&amp;changes_circle=jardin&amp;circle=jardin"
    assert link in page
    written = client.get(link.replace("&amp;", "&")).content.decode()
    assert '<option value="rules" selected>' in written

    actions.set_rules(garden, meeting_quorum="1/3", ground=right.topic, actor=omar)
    empty = client.get(rules).content.decode()
    assert right.topic not in empty
    assert "Aucune décision ne le permet encore" in empty


@pytest.mark.django_db(transaction=True)
def test_two_who_name_it_at_once(garden, ca, noe, lise, admin, rose) -> None:
    """One chair, two people: one of them sits."""
    actor = Member.objects.create_user("bea@example.org", name="Béa", is_administrator=True)
    seat = decided(ca, 1, Change("mandate", ca.pk, role="elected"))
    asked = {"role": "elected", "ground": seat.topic}
    answers = at_once(
        lambda: actions.give_mandate(ca, member=noe, actor=admin, **asked),
        lambda: actions.give_mandate(ca, member=lise, actor=actor, **asked),
    )
    assert sorted(isinstance(answer, ValidationError) for answer in answers) == [False, True]
    assert Mandate.objects.filter(ground=seat.topic).count() == Spending.objects.count() == 1
    assert Mandate.objects.get(ground=seat.topic).since == date.today()


def test_a_member_gives_no_place_that_began_before(garden, omar, noe) -> None:
    with refused(since="past"):
        actions.give_mandate(garden, member=noe, since=date(2020, 1, 1), actor=omar)

    assert actions.give_mandate(garden, member=noe, actor=omar).since == timezone.localdate()

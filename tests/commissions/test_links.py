"""The double link: whom a circle sends to sit in the one above, and who is sent from there to sit in it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissions.actions import (
    change_role,
    create_circle,
    describe_circle,
    end_holding,
    end_mandate,
    end_role,
    entrust_role,
    give_mandate,
    open_link,
    set_rules,
)
from commissions.changes import Change, checked
from commissions.circle_map import who_does_what
from commissions.comparison import mandates as differences
from commissions.link_due import settle_links
from commissions.models import Circle, CircleRole, Mandate, RoleHolding
from commissions.queries import has_voice, is_in, voters_of
from commissions.role_due import tell_of_terms
from commissions.sentences import rules_in_words
from commissions.unfinished import circles_within as unfinished_circles
from journal.models import Entry
from members.actions import deactivate, end_founding
from members.models import Notification
from tests.commissions.helpers import at_once, told, verbs
from tests.commissions.test_grounds import decided
from tests.refusals import refused


@pytest.fixture
def commission(vie_quotidienne, ca, omar, ines) -> Circle:
    """Vie Quotidienne, within the CA: Omar in the one, Inès in the other."""
    vie_quotidienne.parent = ca
    vie_quotidienne.save(update_fields=["parent"])
    return vie_quotidienne


@pytest.fixture
def garden(commission, malo) -> Circle:
    """A group within Vie Quotidienne, which is no board: Malo sits in it."""
    circle = Circle.objects.create(kind="working_group", name="Jardin", slug="jardin", parent=commission)
    Mandate.objects.create(member=malo, circle=circle, since=date(2026, 1, 1))
    return circle


@pytest.fixture
def upwards(garden, commission, malo) -> CircleRole:
    """To represent the garden in Vie Quotidienne."""
    role: CircleRole = open_link(garden, to=commission, actor=malo)
    return role


def today() -> date:
    return timezone.localdate()


def place_of(member, circle) -> Mandate:
    return Mandate.objects.get(member=member, circle=circle, sits_for__isnull=False)


def test_it_is_a_role_of_the_circle_that_sends(garden, commission, malo):
    role = open_link(garden, to=commission, actor=malo)
    assert (role.circle, role.link, role.name, role.seats, role.term_months) == (
        garden, commission, "Représentation (Vie Quotidienne)", 1, 12,
    )  # fmt: skip
    assert told("role.link_opened") == {
        "role": role.pk, "circle": garden.pk, "link": commission.pk, "seats": 1, "term_months": 12,
    }  # fmt: skip
    assert open_link(garden, to=commission, actor=malo) == role
    assert verbs().count("role.link_opened") == 1


def test_after_the_founding_to_open_it_gives_nothing_and_takes_no_decision(garden, commission, malo, omar, admin):
    end_founding(actor=admin)
    role = open_link(garden, to=commission, actor=malo)
    with refused("commissions.entrust"):
        entrust_role(role, member=omar, actor=malo)
    with refused(ground="ground"):
        entrust_role(role, member=malo, actor=admin)
    assert not Mandate.objects.filter(sits_for__isnull=False).exists()


def test_those_of_the_circle_that_sends_open_it(garden, commission, malo, omar, noe):
    for outsider in (omar, noe):
        with refused("commissions.open_link"):
            open_link(garden, to=commission, actor=outsider)
    with refused("commissions.open_link"):
        open_link(commission, to=garden, actor=malo)
    assert open_link(commission, to=garden, actor=omar).circle == commission


def test_only_with_the_circle_above_and_never_with_an_assembly(garden, ca, commission, malo, admin):
    assembly = Circle.objects.create(kind="assembly", name="AG", slug="ag")
    Circle.objects.filter(pk=ca.pk).update(parent=assembly)
    ca.refresh_from_db()
    for circle, other in ((garden, ca), (garden, garden), (ca, assembly), (assembly, ca)):
        with refused("unlinked"):
            open_link(circle, to=other, actor=admin)
    assert not CircleRole.objects.exists()


def test_another_role_of_that_name_stands_in_no_way(garden, commission, malo):
    CircleRole.objects.create(circle=garden, name="Représentation (Vie Quotidienne)")
    assert open_link(garden, to=commission, actor=malo).name == "Représentation (Vie Quotidienne) 2"


def test_the_longest_name_of_a_circle_has_room(commission, admin):
    name = "a" * 80
    circle = create_circle(actor=admin, kind="working_group", name=name, parent=commission)
    role = open_link(commission, to=circle, actor=admin)
    assert (len(role.name), role.name[:18]) == (80, "Représentation (aa")


def test_whoever_represents_it_sits_there_with_a_vote(upwards, garden, commission, malo, admin):
    holding = entrust_role(upwards, member=malo, actor=admin)
    place = place_of(malo, commission)
    assert (place.sits_for, place.role, place.since, place.until, place.ground) == (
        garden, "member", today(), holding.until, "founding",
    )  # fmt: skip
    assert malo in voters_of(commission)
    body = told("mandate.given_by_link")
    assert (body["circle"], body["sits_for"], body["member"]) == (commission.pk, garden.pk, malo.pk)
    entrust_role(upwards, member=malo, actor=admin)
    assert Mandate.objects.filter(sits_for=garden).count() == 1


def test_the_comparison_with_the_journal_finds_who_was_said_to_sit_for_another(upwards, ca, commission, malo, admin):
    entrust_role(upwards, member=malo, actor=admin)
    assert [one for one in differences() if "not as entry" in one] == []
    Mandate.objects.filter(pk=place_of(malo, commission).pk).update(sits_for=ca)
    (found,) = [one for one in differences() if "not as entry" in one]
    assert found.startswith(f"Mandate {place_of(malo, commission).pk} of member {malo.pk}: sits_for not as entry")


def test_on_a_board_it_is_a_voice_unless_its_rules_say_otherwise(commission, ca, omar, noe, admin):
    role = open_link(commission, to=ca, actor=omar)
    change_role(role, name=role.name, mission=role.mission, seats=2, term_months=12, actor=admin)
    entrust_role(role, member=omar, actor=admin)
    assert (has_voice(omar, ca), is_in(omar, ca)) == (True, False)
    set_rules(ca, links_vote=True, actor=admin)
    assert not is_in(omar, ca), "what was given stays as it is until its term ends"
    entrust_role(role, member=noe, actor=admin)
    assert is_in(noe, ca)


def test_the_rules_of_a_board_say_it(ca, commission):
    voice = "Les personnes qui y représentent un autre cercle ont une voix, sans droit de vote."
    assert voice in rules_in_words(ca)
    ca.links_vote = True
    assert "Les personnes qui y représentent un autre cercle ont droit de vote." in rules_in_words(ca)
    assert voice not in rules_in_words(commission)


def test_a_substitute_has_a_voice(upwards, commission, noe, admin):
    entrust_role(upwards, member=noe, is_substitute=True, actor=admin)
    assert (has_voice(noe, commission), is_in(noe, commission)) == (True, False)
    entrust_role(upwards, member=noe, actor=admin)
    assert is_in(noe, commission)


def test_the_circle_above_sends_somebody_too(garden, commission, omar, admin):
    down = open_link(commission, to=garden, actor=omar)
    entrust_role(down, member=omar, actor=admin)
    assert place_of(omar, garden).sits_for == commission
    assert is_in(omar, garden)


def test_it_is_given_by_a_decision_of_the_circle_that_sends(upwards, garden, commission, malo, omar, admin):
    end_founding(actor=admin)
    change = Change("holding", garden.pk, members=(malo.pk,), held_role=upwards.pk)
    decision = decided(garden, 1, checked(change, garden))
    entrust_role(upwards, member=malo, ground=decision.topic, actor=admin)
    assert place_of(malo, commission).ground == decision.topic
    with refused(changes="elsewhere"):
        checked(Change("holding", commission.pk, held_role=upwards.pk), garden)


def test_who_sits_there_by_their_own_place_keeps_it(upwards, garden, commission, malo, admin):
    own = give_mandate(commission, member=malo, role=Mandate.Role.COORDINATOR, actor=admin)
    holding = entrust_role(upwards, member=malo, actor=admin)
    assert list(Mandate.objects.filter(member=malo, circle=commission)) == [own]
    end_holding(holding, actor=malo)
    own.refresh_from_db()
    assert own.until is None


def test_a_place_of_their_own_that_begins_later_is_not_touched(upwards, commission, malo, admin):
    begins = today() + timedelta(days=30)
    own = give_mandate(commission, member=malo, since=begins, actor=admin)
    entrust_role(upwards, member=malo, actor=admin)
    assert place_of(malo, commission).until == begins
    own.refresh_from_db()
    assert (own.since, own.until) == (begins, None)


def test_what_is_entered_of_the_past_seats_nobody(upwards, commission, malo, admin):
    entrust_role(upwards, member=malo, since=date(2024, 1, 1), until=date(2025, 1, 1), actor=admin)
    assert not Mandate.objects.filter(sits_for__isnull=False).exists()


def test_a_place_of_their_own_takes_over_and_stays(upwards, commission, malo, omar, admin):
    holding = entrust_role(upwards, member=malo, actor=admin)
    end_founding(actor=admin)
    own = give_mandate(commission, member=malo, actor=omar)
    assert (own.sits_for, own.ground, place_of(malo, commission).until) == (None, "welcomed", today())
    end_holding(holding, actor=malo)
    assert is_in(malo, commission)


def test_a_voice_by_a_link_is_no_way_to_a_vote(upwards, commission, noe, omar, admin):
    entrust_role(upwards, member=noe, is_substitute=True, actor=admin)
    end_founding(actor=admin)
    with refused("commissions.manage"):
        give_mandate(commission, member=noe, actor=omar)
    assert not is_in(noe, commission)


def test_it_ends_with_the_term_and_with_the_role(upwards, garden, commission, malo, admin):
    entrust_role(upwards, member=malo, actor=admin)
    end_role(upwards, actor=admin)
    assert place_of(malo, commission).until == today()
    assert told("mandate.ended_with_link") == {
        "mandate": place_of(malo, commission).pk, "circle": commission.pk, "member": malo.pk, "until": str(today()),
        "ground": "founding", "sits_for": garden.pk,
    }  # fmt: skip
    assert not is_in(malo, commission)


def test_it_ends_with_the_place_in_the_circle_that_sent(upwards, garden, commission, malo, admin):
    holding = entrust_role(upwards, member=malo, actor=admin)
    end_mandate(Mandate.objects.get(member=malo, circle=garden), actor=malo)
    holding.refresh_from_db()
    assert (holding.until, place_of(malo, commission).until) == (today(), today())
    assert verbs()[-3:] == ["role.left", "mandate.ended_with_link", "mandate.ended"]


def test_what_was_held_there_by_that_place_ends_too(upwards, garden, commission, ca, malo, omar, admin):
    """From the garden to Vie Quotidienne, and from there to the CA."""
    entrust_role(upwards, member=malo, actor=admin)
    Mandate.objects.filter(member=malo, circle=ca).delete()
    entrust_role(open_link(commission, to=ca, actor=omar), member=malo, actor=admin)
    assert has_voice(malo, ca)
    end_mandate(Mandate.objects.get(member=malo, circle=garden), actor=malo)
    assert not has_voice(malo, ca)
    assert not RoleHolding.objects.filter(until__gt=today()).exists()


def test_both_ways_by_one_person_end_together(upwards, garden, commission, malo, omar, admin):
    """Each place rests on the other: the end of one comes to an end."""
    entrust_role(upwards, member=malo, actor=admin)
    entrust_role(open_link(commission, to=garden, actor=omar), member=malo, actor=admin)
    end_mandate(place_of(malo, commission), actor=malo)
    assert not RoleHolding.objects.filter(until=None).exists()
    assert is_in(malo, garden), "where they sit by their own place"


def test_by_the_clock_when_a_place_was_to_end_that_day(upwards, garden, commission, malo, admin):
    entrust_role(upwards, member=malo, actor=admin)
    Mandate.objects.filter(member=malo, circle=garden).update(until=today())
    for _again in range(2):
        settle_links()
    assert place_of(malo, commission).until == today()
    entry = Entry.objects.get(verb="mandate.ended_with_link")
    assert entry.actor == "clock"


def test_by_the_clock_when_the_account_is_closed(upwards, commission, malo, admin):
    entrust_role(upwards, member=malo, actor=admin)
    deactivate(malo, actor=admin)
    settle_links()
    assert place_of(malo, commission).until == today()


def test_the_clock_seats_again_whose_own_place_has_ended(upwards, garden, commission, malo, admin):
    own = give_mandate(commission, member=malo, actor=admin)
    entrust_role(upwards, member=malo, actor=admin)
    settle_links()
    assert not Mandate.objects.filter(sits_for=garden).exists()
    end_mandate(own, actor=malo)
    for _again in range(2):
        settle_links()
    assert (place_of(malo, commission).since, is_in(malo, commission)) == (today(), True)


def test_the_clock_leaves_alone_what_stands(upwards, commission, malo, noe, admin):
    entrust_role(upwards, member=malo, actor=admin)
    give_mandate(commission, member=noe, actor=admin)
    before = verbs()
    settle_links()
    assert verbs() == before


def test_the_end_of_its_term_is_told_as_that_of_any_role(upwards, malo, admin):
    entrust_role(
        upwards, member=malo, since=today() - timedelta(days=340), until=today() + timedelta(days=25), actor=admin
    )
    tell_of_terms()
    told_of = set(Notification.objects.filter(member=malo).values_list("kind", "about"))
    assert told_of == {("term", upwards.topic)}


def test_one_gives_it_up_from_where_one_sits(upwards, commission, malo, admin):
    holding = entrust_role(upwards, member=malo, actor=admin)
    end_mandate(place_of(malo, commission), actor=malo)
    holding.refresh_from_db()
    assert (holding.until, place_of(malo, commission).until) == (today(), today())
    assert verbs().count("mandate.ended_with_link") == 1


def test_the_circle_that_receives_sends_nobody_away(upwards, garden, commission, malo, admin):
    entrust_role(upwards, member=malo, actor=admin)
    with refused("link"):
        end_mandate(place_of(malo, commission), actor=admin)
    with refused(changes="link"):
        checked(Change("ending", commission.pk, members=(malo.pk,)), commission)
    ending = Change("ending", garden.pk, members=(malo.pk,), held_role=upwards.pk)
    assert checked(ending, commission) == ending, "a circle above decides for the one that sends"


def test_a_circle_put_elsewhere_keeps_no_link_with_the_former_one(upwards, garden, commission, ca, malo, omar, admin):
    entrust_role(upwards, member=malo, actor=admin)
    down = open_link(commission, to=garden, actor=omar)
    describe_circle(garden, name="Jardin", parent=ca, actor=admin)
    for role in (upwards, down):
        role.refresh_from_db()
        assert role.ended_on == today()
    assert place_of(malo, commission).until == today()
    describe_circle(garden, name="Jardins", parent=ca, actor=admin)
    assert verbs().count("role.ended") == 2


def test_the_database_refuses_two_links_of_the_same_circles_and_one_with_itself(upwards, garden, commission):
    for link in (commission, garden):
        with pytest.raises(IntegrityError), transaction.atomic():
            CircleRole.objects.create(circle=garden, link=link, name="Autre")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_opened_by_two_at_once_it_is_one(garden, commission, malo, admin):
    first, second = at_once(
        lambda: open_link(garden, to=commission, actor=malo), lambda: open_link(garden, to=commission, actor=admin)
    )
    assert first == second
    assert verbs().count("role.link_opened") == 1


def test_the_page_says_who_sits_where_and_names_somebody(garden, commission, malo, omar, noe, admin, client):
    client.force_login(malo)
    page = client.get(garden.get_absolute_url()).content.decode()
    url = reverse("commissions:circle-link", args=["jardin", "vie-quotidienne"])
    assert "Liens avec Vie Quotidienne" in page
    assert "Représentation de ce cercle-ci là-bas" in page
    assert url in page
    assert reverse("commissions:circle-link", args=["vie-quotidienne", "jardin"]) not in page
    answer = client.post(url)
    role = CircleRole.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, role.get_absolute_url())
    assert "Élire quelqu’un" in client.get(role.get_absolute_url()).content.decode()

    entrust_role(role, member=malo, actor=admin)
    page = client.get(garden.get_absolute_url()).content.decode()
    assert url not in page
    assert role.get_absolute_url() in page
    above = client.get(commission.get_absolute_url()).content.decode()
    assert "Malo, pour Jardin" in above
    assert "sa représentation ici : Malo" in above
    assert "représentation de ce cercle-ci là-bas : personne pour l’instant" in above


@pytest.mark.parametrize("is_open", [True, False])
def test_the_pages_around_a_circle_lead_to_it_only_those_who_may_open_it(
    is_open, upwards, garden, commission, malo, omar, admin, client
):
    entrust_role(upwards, member=malo, actor=admin)
    Circle.objects.filter(pk=garden.pk).update(is_open=is_open)
    of_the_map = reverse("commissions:circles")
    near = f"{of_the_map}?in={garden.slug}"
    pages = [commission.get_absolute_url(), of_the_map, near, reverse("history:welcome")]
    for member, opens in ((malo, True), (omar, is_open)):
        client.force_login(member)
        assert (client.get(garden.get_absolute_url()).status_code == 200) is opens
        for page in pages:
            shown = client.get(page).content.decode()
            assert "Jardin" in shown
            assert (f'href="{garden.get_absolute_url()}' in shown) is opens, page
    assert (unfinished_circles(commission, omar)[0].url != "") is is_open


@pytest.mark.parametrize("is_open", [True, False])
def test_a_circle_leads_to_the_one_around_it_only_those_who_may_open_that_one(
    is_open, garden, commission, noe, admin, client
):
    give_mandate(garden, member=noe, actor=admin)
    Circle.objects.filter(pk=commission.pk).update(is_open=is_open)
    Mandate.objects.filter(circle=commission, member=noe).delete()
    client.force_login(noe)
    shown = client.get(garden.get_absolute_url()).content.decode()
    assert "Vie Quotidienne" in shown
    assert (f'href="{commission.get_absolute_url()}"' in shown) is is_open


def test_a_circle_asks_as_much_for_many_closed_ones_within_it_as_for_few(commission, omar, client):
    client.force_login(omar)
    client.get(commission.get_absolute_url())
    asked = []
    for number in range(12):
        Circle.objects.create(
            kind="working_group", name=f"Groupe {number}", slug=f"g-{number}", parent=commission, is_open=False
        )
        with CaptureQueriesContext(connection) as queries:
            assert f"Groupe {number}" in client.get(commission.get_absolute_url()).content.decode()
        asked.append(len(queries))
    assert asked[-1] == asked[0]


def test_the_page_of_a_person_says_for_whom_they_sit(upwards, malo, omar, admin, client):
    entrust_role(upwards, member=malo, actor=admin)
    client.force_login(omar)
    assert "membre, pour Jardin, de " in client.get(malo.get_absolute_url()).content.decode()


def test_who_manages_the_place_finds_no_button_that_would_be_refused(upwards, commission, malo, noe, admin, client):
    give_mandate(commission, member=noe, actor=admin)
    entrust_role(upwards, member=malo, actor=admin)
    client.force_login(admin)
    page = client.get(reverse("commissions:mandates", args=[commission.slug])).content.decode()
    assert "Malo, pour Jardin" in page
    assert reverse("commissions:mandate-ending", args=[place_of(malo, commission).pk]) not in page
    assert page.count("/ending/") == 2


def test_no_link_is_shown_with_the_assembly_and_those_within_once_there_are_some(ca, commission, ines, client):
    assembly = Circle.objects.create(kind="assembly", name="AG", slug="ag")
    Circle.objects.filter(pk=ca.pk).update(parent=assembly)
    client.force_login(ines)
    page = client.get(ca.get_absolute_url()).content.decode()
    assert "Liens avec AG" not in page
    assert "Liens avec les cercles qu’il contient" not in page
    open_link(ca, to=commission, actor=ines)
    assert "Liens avec les cercles qu’il contient" in client.get(ca.get_absolute_url()).content.decode()


def test_the_link_by_the_page_is_refused_elsewhere(garden, ca, admin, client):
    client.force_login(admin)
    client.post(reverse("commissions:circle-link", args=["jardin", "ca"]))
    assert not CircleRole.objects.exists()


def test_by_the_api(upwards, garden, commission, malo, omar, noe, admin, client):
    holding = entrust_role(upwards, member=malo, actor=admin)
    down = open_link(commission, to=garden, actor=omar)
    client.force_login(noe)
    link = {
        "sender": "jardin", "receiver": "vie-quotidienne", "role": upwards.pk,
        "people": [
            {
                "id": holding.pk, "member": {"id": malo.pk, "name": "Malo"}, "is_substitute": False,
                "since": str(holding.since), "until": str(holding.until),
            }
        ],
    }  # fmt: skip
    empty = {"sender": "vie-quotidienne", "receiver": "jardin", "role": down.pk, "people": []}
    for slug in ("jardin", "vie-quotidienne"):
        links = client.get(reverse("api-circle-detail", args=[slug])).json()["links"]
        assert sorted(links, key=lambda one: one["role"]) == [link, empty]
    assert client.get(reverse("api-role-detail", args=[upwards.pk])).json()["link"] == "vie-quotidienne"


def test_the_map_and_its_list_say_it(upwards, commission, malo, omar, admin, client):
    entrust_role(upwards, member=malo, actor=admin)
    near = who_does_what(omar, commission.slug).picture
    assert [(one.name, one.represents) for one in near.people if one.name] == [("Malo", "pour Jardin"), ("Omar", "")]
    assert [(one.name, one.sent, one.received) for one in near.circles] == [("Jardin", ["Malo"], [])]
    client.force_login(omar)
    listed = client.get(reverse("commissions:circles"), {"in": commission.slug}).content.decode()
    assert "(pour Jardin)" in listed
    assert "(pour Jardin)" in client.get(reverse("commissions:circles-on-paper")).content.decode()


def test_the_map_says_whom_a_circle_receives_from_the_one_above(garden, commission, omar, malo, admin):
    entrust_role(open_link(commission, to=garden, actor=omar), member=omar, actor=admin)
    (drawn,) = who_does_what(malo, commission.slug).picture.circles
    assert (drawn.name, drawn.sent, drawn.received) == ("Jardin", [], ["Omar"])

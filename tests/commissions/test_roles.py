"""A circle’s roles: described, entrusted to one or several, with substitutes and terms, each on its ground."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from commissions.actions import (
    change_role,
    describe_role,
    end_holding,
    end_mandate,
    end_role,
    entrust_role,
    give_mandate,
)
from commissions.changes import Change
from commissions.circle_map import who_does_what
from commissions.comparison import holdings
from commissions.models import Circle, CircleRole, Mandate, RoleHolding, Spending
from commissions.queries import is_in
from commissions.role_queries import held
from journal.actions import CLOCK
from journal.models import Entry
from members.actions import deactivate, end_founding
from tests.commissions.helpers import at_once, told, verbs
from tests.commissions.test_grounds import decided
from tests.refusals import refused


@pytest.fixture
def treasury(ca, admin) -> CircleRole:
    """Entered at the founding: one person, for a year."""
    return describe_role(ca, name=" Trésorerie ", mission="Tenir les comptes.", term_months=12, actor=admin)


@pytest.fixture
def garden(admin, ca, omar) -> Circle:
    """A commission within the board, which Omar coordinates."""
    circle = give_mandate(
        Circle.objects.create(kind="commission", name="Jardin", slug="jardin", parent=ca),
        member=omar, role=Mandate.Role.COORDINATOR, actor=admin,
    ).circle  # fmt: skip
    assert isinstance(circle, Circle)
    return circle


@pytest.fixture
def keys(garden, admin) -> CircleRole:
    """Two people together, without a term; the founding is over."""
    role = describe_role(garden, name="Clés", seats=2, actor=admin)
    end_founding(actor=admin)
    return role


def holders(role: CircleRole) -> list[str]:
    return [holding.member.name for holding in held(role).holders]


def today() -> date:
    return timezone.localdate()


def ground_for(role: CircleRole, *people, number: int = 1, substitute: bool = False) -> str:
    change = Change(
        "holding", role.circle_id, members=tuple(one.pk for one in people), held_role=role.pk, is_substitute=substitute
    )
    return decided(role.circle, number, change).topic


def test_it_is_described_with_its_mission_and_its_term(treasury, ca):
    assert (treasury.name, treasury.mission, treasury.seats, treasury.term_months) == (
        "Trésorerie", "Tenir les comptes.", 1, 12,
    )  # fmt: skip
    assert told("role.described") == {
        "role": treasury.pk, "circle": ca.pk, "seats": 1, "term_months": 12, "ground": "founding",
    }  # fmt: skip
    assert "Trésorerie".encode() not in bytes(Entry.objects.get(verb="role.described").bytes)


def test_a_name_once_in_a_circle(treasury, ca, vie_quotidienne, admin):
    with refused(name="taken"):
        describe_role(ca, name="Trésorerie", actor=admin)
    assert describe_role(vie_quotidienne, name="Trésorerie", actor=admin).circle == vie_quotidienne
    end_role(treasury, actor=admin)
    assert describe_role(ca, name="Trésorerie", actor=admin) != treasury


@pytest.mark.parametrize("wrong", [{"seats": 0}, {"seats": 21}, {"term_months": 0}, {"term_months": 121}])
def test_seats_and_terms_have_limits(ca, admin, wrong):
    (field,) = wrong
    with refused(**{field: "min_value" if wrong[field] == 0 else "max_value"}):
        describe_role(ca, name="Clés", actor=admin, **wrong)
    assert not CircleRole.objects.exists()


def test_only_whoever_looks_after_the_circle_writes(treasury, ca, malo, noe):
    for act in (
        lambda: describe_role(ca, name="Clés", actor=malo),
        lambda: change_role(treasury, name="Finances", actor=malo),
        lambda: end_role(treasury, actor=malo),
    ):
        with refused("commissions.manage"):
            act()
    with refused("commissions.entrust"):
        entrust_role(treasury, member=noe, actor=malo)


def test_it_is_said_otherwise_and_the_same_again_is_nothing(treasury, admin):
    same = {"name": "Trésorerie", "mission": "Tenir les comptes.", "term_months": 12}
    change_role(treasury, actor=admin, **same)
    assert "role.changed" not in verbs()
    changed = change_role(treasury, actor=admin, **same | {"name": "Finances", "seats": 2})
    assert (changed.name, changed.seats) == ("Finances", 2)
    assert told("role.changed")["seats"] == 2


def test_one_person_holds_it_for_its_term(treasury, malo, ca, admin):
    holding = entrust_role(treasury, member=malo, since=date(2026, 3, 31), actor=admin)
    assert (holding.since, holding.until, holding.ground) == (date(2026, 3, 31), date(2027, 3, 31), "founding")
    assert told("role.entrusted") == {
        "holding": holding.pk, "role": treasury.pk, "circle": ca.pk, "member": malo.pk, "since": "2026-03-31",
        "until": "2027-03-31", "replaces": None, "ground": "founding",
    }  # fmt: skip
    assert entrust_role(treasury, member=malo, actor=admin) == holding
    assert RoleHolding.objects.count() == 1


def test_whoever_is_outside_gets_a_place_in_the_circle(treasury, noe, ca, admin):
    holding = entrust_role(treasury, member=noe, actor=admin)
    assert is_in(noe, ca)
    mandate = Mandate.objects.get(member=noe)
    assert (mandate.role, mandate.until, mandate.ground) == ("member", holding.until, "founding")


def test_a_full_role_waits_for_the_end_of_the_term(treasury, malo, ines, rose, admin):
    first = entrust_role(treasury, member=malo, actor=admin)
    second = entrust_role(treasury, member=ines, actor=admin)
    assert second.since == first.until
    assert holders(treasury) == ["Malo"]
    with refused(since="full"):
        entrust_role(treasury, member=rose, since=today(), actor=admin)
    again = entrust_role(treasury, member=ines, until=second.until + timedelta(days=365), actor=admin)
    assert again.since == second.until, "another term begins when one’s own ends"


def test_several_hold_it_together_and_no_more(keys, garden, malo, ines, rose, omar):
    entrust_role(keys, member=malo, ground=ground_for(keys, malo), actor=omar)
    entrust_role(keys, member=ines, ground=ground_for(keys, ines, number=2), actor=omar)
    assert holders(keys) == ["Malo", "Inès"]
    with refused(since="full"):
        entrust_role(keys, member=rose, ground=ground_for(keys, rose, number=3), actor=omar)
    with refused(seats="held"):
        change_role(keys, name="Clés", seats=1, actor=omar)


def test_a_substitute_takes_no_seat_and_fills_none(treasury, malo, ines, admin):
    entrust_role(treasury, member=ines, is_substitute=True, actor=admin)
    assert held(treasury).is_vacant
    assert "role.substitute_named" in verbs()
    entrust_role(treasury, member=malo, actor=admin)
    now_held = held(treasury)
    assert [one.member.name for one in now_held.substitutes] == ["Inès"]
    assert (now_held.is_vacant, now_held.free_seats) == (False, 0)


def test_a_substitute_who_takes_it_over_is_no_substitute_any_more(treasury, ines, admin):
    stand_in = entrust_role(treasury, member=ines, is_substitute=True, actor=admin)
    entrust_role(treasury, member=ines, actor=admin)
    stand_in.refresh_from_db()
    assert stand_in.until == today()
    assert told("role.entrusted")["replaces"] == stand_in.pk
    assert (holders(treasury), held(treasury).substitutes) == (["Inès"], [])


def test_after_the_founding_it_rests_on_a_decision_that_says_so_once(keys, garden, malo, ines, omar, admin):
    with refused(ground="ground"):
        entrust_role(keys, member=malo, actor=omar)
    for_malo = ground_for(keys, malo)
    with refused(ground="otherwise"):
        entrust_role(keys, member=ines, ground=for_malo, actor=omar)
    with refused(ground="otherwise"):
        entrust_role(keys, member=malo, is_substitute=True, ground=for_malo, actor=omar)
    holding = entrust_role(keys, member=malo, ground=for_malo, actor=omar)
    assert holding.ground == for_malo
    assert Mandate.objects.get(member=malo, circle=garden).ground == for_malo
    end_holding(holding, actor=malo)
    with refused(ground="spent"):
        entrust_role(keys, member=malo, ground=for_malo, actor=admin)
    with refused(member="oneself"):
        entrust_role(keys, member=omar, ground=ground_for(keys, omar, number=4), actor=omar)


def test_after_the_founding_a_role_is_described_by_a_decision_too(garden, omar, admin):
    end_founding(actor=admin)
    with refused(ground="ground"):
        describe_role(garden, name="Outils", actor=omar)
    ground = decided(garden, 1, Change("role", garden.pk)).topic
    role = describe_role(garden, name="Outils", ground=ground, actor=omar)
    with refused(ground="spent"):
        end_role(role, ground=ground, actor=omar)
    end_role(role, ground=decided(garden, 2, Change("role", garden.pk)).topic, actor=omar)
    assert CircleRole.objects.get().ended_on == today()
    assert Spending.objects.count() == 2


def test_one_gives_up_by_oneself_and_the_place_stays(treasury, malo, rose, ca, admin):
    holding = entrust_role(treasury, member=malo, actor=admin)
    with refused("commissions.entrust"):
        end_holding(holding, actor=rose)
    end_holding(holding, actor=malo)
    assert told("role.left")["until"] == str(today())
    assert holders(treasury) == []
    assert is_in(malo, ca)
    end_holding(holding, actor=malo)
    assert verbs().count("role.left") == 1


def test_somebody_else_s_ends_by_a_decision(keys, malo, omar):
    holding = entrust_role(keys, member=malo, ground=ground_for(keys, malo), actor=omar)
    with refused(ground="ground"):
        end_holding(holding, actor=omar)
    change = Change("ending", keys.circle_id, members=(malo.pk,), held_role=keys.pk)
    whole = Change("ending", keys.circle_id, members=(malo.pk,))
    with refused(ground="otherwise"):
        end_holding(holding, ground=decided(keys.circle, 2, whole).topic, actor=omar)
    end_holding(holding, ground=decided(keys.circle, 3, change).topic, actor=omar)
    assert holders(keys) == []


def test_it_cannot_end_before_it_began(treasury, malo, admin):
    holding = entrust_role(treasury, member=malo, actor=admin)
    with refused(until="before"):
        end_holding(holding, until=today() - timedelta(days=1), actor=admin)


def test_to_end_it_never_lengthens_it(treasury, malo, admin):
    holding = entrust_role(treasury, member=malo, actor=admin)
    term = holding.until
    for actor in (malo, admin):
        with refused(until="after"):
            end_holding(holding, until=term + timedelta(days=1), actor=actor)
    end_holding(holding, until=term, actor=malo)
    assert "role.left" not in verbs()
    end_holding(holding, until=term - timedelta(days=1), actor=malo)
    assert told("role.left")["until"] == str(term - timedelta(days=1))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_gives_up_waits_for_what_changes_in_the_circle(treasury, malo, ca, admin):
    """Else a renewal that was read before would write over the end that they chose."""
    holding = entrust_role(treasury, member=malo, actor=admin)
    mandate = Mandate.objects.get(member=malo, circle=ca)

    def impatiently(act):
        def run():
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 100")
            return act()

        return run

    with transaction.atomic():
        Circle.objects.select_for_update().get(pk=ca.pk)
        outcomes = at_once(
            impatiently(lambda: end_holding(holding, actor=malo)),
            impatiently(lambda: end_mandate(mandate, actor=malo)),
        )
    assert [type(outcome) for outcome in outcomes] == [OperationalError, OperationalError]
    assert "role.left" not in verbs()


def test_who_leaves_the_circle_holds_no_role_there(treasury, malo, ca, admin):
    holding = entrust_role(treasury, member=malo, actor=admin)
    end_mandate(Mandate.objects.get(member=malo, circle=ca), actor=malo)
    holding.refresh_from_db()
    assert holding.until == today()
    assert verbs()[-2:] == ["role.left", "mandate.ended"]
    assert holders(treasury) == []


def test_whose_account_is_closed_holds_it_no_more(treasury, malo, admin):
    entrust_role(treasury, member=malo, actor=admin)
    deactivate(malo, actor=admin)
    assert held(treasury).is_vacant
    malo.refresh_from_db()
    with refused(member="inactive"):
        entrust_role(treasury, member=malo, actor=admin)


def test_a_role_that_ends_is_held_by_nobody(treasury, malo, admin):
    entrust_role(treasury, member=malo, actor=admin)
    end_role(treasury, actor=admin)
    end_role(treasury, actor=admin)
    assert verbs()[-2:] == ["role.left", "role.ended"]
    assert holders(treasury) == []
    with refused(name="ended"):
        entrust_role(treasury, member=malo, actor=admin)
    with refused(name="ended"):
        change_role(treasury, name="Finances", actor=admin)


def test_the_clock_replaces_whoever_holds_it_without_an_end(ca, malo, noe, admin):
    """What an election gives is held, whoever sits there without a term."""
    presidency = describe_role(ca, name="Présidence", actor=admin)
    entrust_role(presidency, member=malo, since=date(2026, 1, 1), actor=admin)
    with refused(since="full"):
        entrust_role(presidency, member=noe, actor=admin)
    ground = ground_for(presidency, noe)
    entrust_role(presidency, member=noe, ground=ground, actor=CLOCK)
    assert holders(presidency) == ["Noé"]
    assert Mandate.objects.get(member=noe, circle=ca).role == "elected"


def test_the_database_refuses_what_must_never_be(treasury, malo):
    wrong = [
        lambda: CircleRole.objects.create(circle=treasury.circle, name="Trésorerie"),
        lambda: CircleRole.objects.create(circle=treasury.circle, name="Clés", seats=0),
        lambda: CircleRole.objects.create(circle=treasury.circle, name="Clés", term_months=0),
        lambda: RoleHolding.objects.create(
            role=treasury, member=malo, since=date(2026, 2, 1), until=date(2026, 1, 1)
        ),
        lambda: [RoleHolding.objects.create(role=treasury, member=malo, since=today()) for _again in range(2)],
    ]  # fmt: skip
    for write in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_share_one_seat(treasury, malo, ines, admin):
    def give(member):
        return lambda: entrust_role(treasury, member=member, since=today(), actor=admin)

    outcomes = at_once(give(malo), give(ines))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["RoleHolding", "ValidationError"]
    assert RoleHolding.objects.count() == 1


def test_the_map_says_what_nobody_holds(treasury, keys, ca, malo, ines, admin):
    tomorrow = today() + timedelta(days=1)
    entrust_role(treasury, member=malo, until=tomorrow, ground=ground_for(treasury, malo), actor=CLOCK)
    branch = who_does_what(malo, "ca").listed[0]
    assert (branch.vacancies, branch.within[0].vacancies) == ([], ["Clés"])
    RoleHolding.objects.update(since=date(2026, 1, 1), until=today())
    assert who_does_what(malo, "ca").listed[0].vacancies == ["Trésorerie"]
    ended = entrust_role(keys, member=ines, ground=ground_for(keys, ines, number=5), actor=admin)
    assert who_does_what(malo, "jardin").listed[0].vacancies == [], "one of two holds it"
    assert ended.until is None


def test_the_map_and_its_list_show_each_role_who_holds_it_and_what_is_free(treasury, ca, malo, admin, client):
    describe_role(ca, name="Clés", seats=2, actor=admin)
    entrust_role(treasury, member=malo, since=date(2026, 3, 1), actor=admin)
    entrust_role(CircleRole.objects.get(name="Clés"), member=malo, actor=admin)
    describe_role(ca, name="Accueil", mission="Recevoir.", actor=admin)
    near = who_does_what(malo, "ca").picture
    assert [(one.name, list(one.holders), one.free, one.mission) for one in near.roles] == [
        ("Accueil", [], "", "Recevoir."),
        ("Clés", ["Malo"], "1 place libre", ""),
        ("Trésorerie", ["Malo"], "", "Tenir les comptes."),
    ]
    client.force_login(malo)
    of_the_map = reverse("commissions:circles")
    listed = " ".join(client.get(of_the_map).content.decode().partition('<ul class="branches">')[2].split())
    assert f'<a href="{treasury.get_absolute_url()}">Trésorerie</a>' in listed
    assert "· Malo, jusqu’au 1er mars 2027" in listed
    assert "Tenir les comptes." in listed
    assert "1 place libre" in listed
    assert re.findall('aria-label="(CA, .*?)"', client.get(of_the_map).content.decode()) == [
        "CA, 1 personne, 2 rôles tenus, 1 rôle à prendre"
    ]
    drawn = client.get(of_the_map, {"in": "ca"}).content.decode()
    assert f'href="{treasury.get_absolute_url()}" aria-label="Trésorerie, Malo. Tenir les comptes."' in drawn
    on_paper = client.get(reverse("commissions:circles-on-paper")).content.decode()
    assert "· Malo, jusqu’au 1er\N{NO-BREAK SPACE}mars 2027" in on_paper
    assert "Tenir les comptes." not in on_paper


def test_what_a_role_of_a_closed_circle_is_for_is_read_by_its_own(keys, garden, malo, omar, client):
    CircleRole.objects.filter(pk=keys.pk).update(mission="Prêter les clés.")
    Circle.objects.filter(pk=garden.pk).update(is_open=False)
    of_the_map = reverse("commissions:circles")
    for member, reads in ((omar, True), (malo, False)):
        client.force_login(member)
        for near in ({}, {"in": "jardin"}):
            page = client.get(of_the_map, near).content.decode()
            assert "Clés" in page
            assert ("Prêter les clés." in page) is reads
            assert (keys.get_absolute_url() in page) is reads


def test_it_is_compared_with_the_journal(treasury, malo, ines, rose, admin):
    entrust_role(treasury, member=ines, is_substitute=True, actor=admin)
    first = entrust_role(treasury, member=malo, actor=admin)
    entrust_role(treasury, member=rose, actor=admin)
    end_holding(first, actor=malo)
    entrust_role(treasury, member=ines, actor=admin)
    assert list(holdings()) == []
    RoleHolding.objects.filter(pk=first.pk).update(until=today() + timedelta(days=9))
    RoleHolding.objects.filter(member=rose).delete()
    RoleHolding.objects.create(role=treasury, member=admin, since=today())
    assert [line.partition(": ")[2] for line in holdings()] == [
        "until not as the journal says.", "gone; the journal says that it was given.",
        "the journal was never told of it.",
    ]  # fmt: skip


def test_the_pages_show_who_holds_it_and_what_is_to_take(treasury, ca, malo, admin, client):
    client.force_login(malo)
    assert "à prendre" in client.get(ca.get_absolute_url()).content.decode()
    entrust_role(treasury, member=malo, since=date(2026, 3, 1), actor=admin)
    page = client.get(treasury.get_absolute_url()).content.decode()
    assert "du 1er\N{NO-BREAK SPACE}mars 2026 au 1er\N{NO-BREAK SPACE}mars 2027" in page
    assert "saisi à la mise en place par Ada" in page
    listed = client.get(reverse("commissions:circle-roles", args=["ca"])).content.decode()
    assert "Malo, jusqu’au 1er\N{NO-BREAK SPACE}mars 2027" in listed
    assert "Trésorerie · CA" in client.get(malo.get_absolute_url()).content.decode()


def test_by_the_pages(ca, malo, admin, client):
    client.force_login(admin)
    new = reverse("commissions:role-new", args=["ca"])
    assert client.post(new, {"name": "Clés", "seats": 1}).status_code == 303
    role = CircleRole.objects.get()
    assert client.post(reverse("commissions:role-holders", args=[role.pk]), {"member": malo.pk}).status_code == 303
    assert client.post(reverse("commissions:role-edit", args=[role.pk]), {"name": "Les clés", "seats": 2}).url
    holding = RoleHolding.objects.get()
    client.force_login(malo)
    assert client.post(reverse("commissions:holding-ending", args=[holding.pk])).status_code == 303
    client.force_login(admin)
    assert client.post(reverse("commissions:role-ending", args=[role.pk])).status_code == 303
    role.refresh_from_db()
    assert (role.name, role.ended_on) == ("Les clés", today())


def test_by_the_api(treasury, malo, omar, noe, admin, client):
    stands_in = entrust_role(treasury, member=malo, is_substitute=True, since=date(2026, 3, 1), actor=admin)
    hidden = Circle.objects.create(kind="working_group", name="Médiation", slug="mediation", is_open=False)
    describe_role(hidden, name="Écoute", actor=admin)
    client.force_login(noe)
    assert client.get(reverse("api-role-list")).json()["results"] == [
        {
            "id": treasury.pk, "circle": "ca", "name": "Trésorerie", "mission": "Tenir les comptes.", "seats": 1,
            "term_months": 12, "link": None,
            "holders": [
                {
                    "id": stands_in.pk, "member": {"id": malo.pk, "name": "Malo"}, "is_substitute": True,
                    "since": "2026-03-01", "until": "2027-03-01",
                }
            ],
        }
    ]  # fmt: skip

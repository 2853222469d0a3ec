"""What the shifts of a circle need: named, said of people, asked for by a place of a shift."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commissions.actions import (
    ask_swap,
    change_rota,
    drop_qualification,
    give_up_turn,
    join_rota,
    make_rota,
    name_qualification,
    plan_rota,
    set_qualified,
    take_place,
)
from commissions.actions.turns import WANTED
from commissions.forms.rotas import RotaForm
from commissions.models import Circle, Qualification, QualifiedMember, Rota
from commissions.qualification_queries import needs_by_rota, qualifications_of
from commissions.rota_presenters import how_many, week_on_the_wall
from commissions.rota_queries import open_places
from journal.actions import CLOCK
from journal.clock import now, telling
from members.actions import deactivate
from members.models import Member
from tests.commissions.helpers import told, verbs
from tests.commissions.rotas import SUNDAY, cleaning, coming, shift_of, turn_of
from tests.conftest import person
from tests.letters import who_is_asked
from tests.refusals import refused


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


@pytest.fixture
def keys(vie_quotidienne, omar) -> Qualification:
    return name_qualification(vie_quotidienne, name="Clés", actor=omar)


def bar_of(circle: Circle, by: Member, *volunteers: Member, **needs_and_fields) -> Rota:
    return cleaning(circle, by, *volunteers, title="Bar", **needs_and_fields)


def test_a_qualification_is_named_once(vie_quotidienne, omar, keys):
    assert name_qualification(vie_quotidienne, name=" clés ", actor=omar) == keys
    assert verbs() == ["qualification.named"]
    assert told("qualification.named") == {"qualification": keys.pk, "circle": vie_quotidienne.pk}
    with refused(name="blank"):
        name_qualification(vie_quotidienne, name=" ", actor=omar)


def test_the_circle_says_who_has_it_and_who_said_so_is_kept(keys, omar, noe, ines):
    set_qualified(keys, members=[noe, ines], actor=omar)
    set_qualified(keys, members=[ines, noe], actor=omar)
    assert [(one.member, one.said_by) for one in keys.holders.all()] == [(ines, omar), (noe, omar)]
    set_qualified(keys, members=[ines], actor=omar)
    assert verbs()[1:] == ["qualification.given", "qualification.given", "qualification.taken_back"]
    assert told("qualification.taken_back") == {
        "qualification": keys.pk,
        "circle": keys.circle_id,
        "member": noe.pk,
    }


def test_only_the_circle_says_it(keys, vie_quotidienne, noe, admin):
    for who in (noe, admin):
        with refused("commissions.qualify"):
            name_qualification(vie_quotidienne, name="Bar", actor=who)
        with refused("commissions.qualify"):
            set_qualified(keys, members=[who], actor=who)
        with refused("commissions.qualify"):
            drop_qualification(keys, actor=who)
    assert QualifiedMember.objects.count() == 0


def test_nobody_is_qualified_who_cannot_take_turns(omar, noe, admin):
    closed = Circle.objects.create(kind=Circle.Kind.WORKING_GROUP, name="Médiation", slug="mediation", is_open=False)
    sami = person("Sami", closed)
    listening = name_qualification(closed, name="Écoute", actor=sami)
    with refused(members="outside"):
        set_qualified(listening, members=[noe, sami], actor=sami)
    assert QualifiedMember.objects.count() == 0
    keys = name_qualification(Circle.objects.get(slug="vie-quotidienne"), name="Clés", actor=omar)
    set_qualified(keys, members=[noe], actor=omar)
    deactivate(noe, actor=admin)
    set_qualified(keys, members=[noe], actor=omar)  # they are in the list already
    assert [one.qualified for one in qualifications_of(keys.circle)] == [[]]


def test_what_is_dropped_is_asked_for_no_more(keys, vie_quotidienne, omar, noe):
    set_qualified(keys, members=[noe], actor=omar)
    bar = bar_of(vie_quotidienne, omar, needs={keys.pk: 1})
    drop_qualification(keys, actor=omar)
    drop_qualification(keys, actor=omar)
    assert (verbs().count("qualification.dropped"), bar.needs.count()) == (1, 0)
    with refused("dropped"):
        set_qualified(keys, members=[noe], actor=omar)


@pytest.mark.parametrize(("places", "code"), [(3, "places"), (-1, "places")])
def test_a_shift_needs_no_more_than_its_people(keys, vie_quotidienne, omar, places, code):
    with refused(needs=code):
        bar_of(vie_quotidienne, omar, places=2, needs={keys.pk: places})
    assert Rota.objects.count() == 0


def test_a_shift_needs_only_what_its_circle_names(keys, vie_quotidienne, ca, omar):
    other = Qualification.objects.create(circle=ca, name="Banque")
    with refused(needs="unknown"):
        bar_of(vie_quotidienne, omar, needs={other.pk: 1})


def test_a_rota_says_what_it_needs_and_says_it_otherwise(keys, vie_quotidienne, omar):
    bar = bar_of(vie_quotidienne, omar, places=3, needs={keys.pk: 2})
    assert told("rota.made")["needs"] == [{"qualification": keys.pk, "places": 2}]
    assert how_many(bar) == "3 personnes à chaque fois, dont 2 avec «\xa0Clés\xa0»"
    shown = RotaForm.shown(bar)
    change_rota(bar, actor=omar, **shown)
    assert "rota.changed" not in verbs()
    with refused(needs="places"):
        change_rota(bar, actor=omar, **{**shown, "places": 1, "needs": {}})
    change_rota(bar, actor=omar, **{**shown, "needs": {keys.pk: 0}})
    assert (bar.needs.count(), verbs().count("rota.changed")) == (0, 1)


def test_a_place_is_kept_for_somebody_who_has_it(keys, vie_quotidienne, omar, noe, ines, malo):
    """Noé alone has the keys. Nobody else is given the last place, nor takes it."""
    set_qualified(keys, members=[noe], actor=omar)
    bar = bar_of(vie_quotidienne, omar, omar, ines, places=2, needs={keys.pk: 1})
    assert [len(coming(shift)) for shift in bar.shifts.all()[:2]] == [1, 1]
    with refused("experienced"):
        take_place(shift_of(bar), actor=malo)
    take_place(shift_of(bar), actor=noe)
    assert "Noé" in coming(shift_of(bar))
    take_place(shift_of(bar, 3), actor=malo)
    with refused("experienced"):
        take_place(shift_of(bar, 3), actor=ines)
    assert open_places(shift_of(bar, 3)).needed == ("Clés",)


def test_turns_are_shared_out_so_that_each_shift_has_what_it_needs(keys, vie_quotidienne, omar, noe, ines, malo):
    """Of four people two have the keys and one of them first aid; two places."""
    aid = name_qualification(vie_quotidienne, name="Premiers secours", actor=omar)
    set_qualified(keys, members=[noe, ines], actor=omar)
    set_qualified(aid, members=[ines, malo], actor=omar)
    bar = bar_of(vie_quotidienne, omar, omar, noe, ines, malo, places=2, needs={keys.pk: 1, aid.pk: 1})
    for shift in bar.shifts.all()[:2]:
        names = set(coming(shift))
        assert names & {"Noé", "Inès"}
        assert names & {"Inès", "Malo"}


def test_somebody_new_is_still_beside_somebody_experienced(keys, vie_quotidienne, omar, noe, ines):
    set_qualified(keys, members=[ines], actor=omar)
    bar = bar_of(vie_quotidienne, omar, places=2, experienced=1, needs={keys.pk: 1})
    join_rota(bar, actor=noe, is_experienced=True)
    join_rota(bar, actor=omar)
    join_rota(bar, actor=ines)
    plan_rota(bar, actor=CLOCK)
    assert coming(shift_of(bar)) == ["Inès", "Noé"]


def test_who_cannot_come_asks_those_who_have_what_is_then_missing(keys, vie_quotidienne, omar, noe, ines, malo):
    set_qualified(keys, members=[noe, ines], actor=omar)
    bar = bar_of(vie_quotidienne, omar, noe, ines, malo, needs={keys.pk: 1})
    [name] = coming(shift_of(bar))
    first, other = (noe, ines) if name == "Noé" else (ines, noe)
    give_up_turn(turn_of(first, bar), actor=first)
    assert who_is_asked(WANTED) == [other.name]


def test_an_exchange_leaves_somebody_who_has_it(keys, vie_quotidienne, omar, noe, ines):
    set_qualified(keys, members=[noe], actor=omar)
    bar = bar_of(vie_quotidienne, omar, places=2, needs={keys.pk: 1})
    mine, theirs = take_place(shift_of(bar), actor=noe), take_place(shift_of(bar, 1), actor=ines)
    with refused("qualified"):
        ask_swap(mine, theirs, actor=noe)


def test_pages_say_what_is_missing_and_who_has_it(client, keys, vie_quotidienne, omar, noe, ines):
    set_qualified(keys, members=[noe], actor=omar)
    bar = bar_of(vie_quotidienne, omar, places=2, needs={keys.pk: 1})
    client.force_login(ines)
    board = client.get(bar.get_absolute_url()).content.decode()
    assert "Il faut\xa0: Clés" in board
    assert "dont 1 avec «\xa0Clés\xa0»" in board
    assert [card.needed for card in week_on_the_wall(vie_quotidienne, now())] == ["Il faut\xa0: Clés"]
    take_place(shift_of(bar), actor=noe)
    assert [card.needed for card in week_on_the_wall(vie_quotidienne, now())] == [""]
    page = client.get(keys.get_absolute_url()).content.decode()
    assert "Noé" in page
    assert "dit par Omar" in page
    assert "Dire qui l’a" not in page


def test_the_circle_names_it_and_says_who_has_it_on_its_pages(client, vie_quotidienne, omar, noe, ines):
    client.force_login(omar)
    url = reverse("commissions:qualifications", args=[vie_quotidienne.slug])
    answer = client.post(url, {"name": "Bar"})
    bar = Qualification.objects.get()
    assert answer.url == reverse("commissions:qualification-holders", args=[bar.pk])
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"members": [noe.pk, ines.pk]}).url == url
    assert bar.holders.count() == 2
    new = reverse("commissions:rota-new", args=[vie_quotidienne.slug])
    page = client.get(new).content.decode()
    assert f'name="need_{bar.pk}"' in page
    typed = {"title": "Bar", "kind": "desk", "every": "week", "first_on": "2026-06-08", "hour": "18:00"}
    typed |= {"minutes": 60, "places": 2, "experienced": 0, f"need_{bar.pk}": 3}
    refusal = client.post(new, typed)
    assert (refusal.status_code, Rota.objects.count()) == (422, 0)
    assert client.post(new, {**typed, f"need_{bar.pk}": 1}).status_code == 303
    rota = Rota.objects.get()
    assert [(need.qualification, need.places) for need in rota.needs.all()] == [(bar, 1)]
    edit = reverse("commissions:rota-edit", args=[rota.pk])
    assert f'name="need_{bar.pk}" value="1"' in client.get(edit).content.decode()
    assert client.post(reverse("commissions:qualification-removal", args=[bar.pk]), {"confirmed": "yes"}).status_code
    drop_qualification(bar, actor=omar)
    assert client.get(url).status_code == 200


def test_the_api_reads_and_writes_what_is_needed(client, keys, vie_quotidienne, omar, noe):
    client.force_login(omar)
    said = client.post(f"/api/v1/qualifications/{keys.pk}/holders/", {"members": [noe.pk]}, "application/json")
    assert [one["member"]["name"] for one in said.json()["holders"]] == ["Noé"]
    made = client.post(
        "/api/v1/rotas/",
        {
            "circle": vie_quotidienne.slug,
            "title": "Bar",
            "every": "week",
            "first_on": "2026-06-08",
            "hour": "18:00",
            "minutes": 60,
            "needs": {str(keys.pk): 1},
        },
        "application/json",
    )
    assert made.json()["needs"] == [{"qualification": keys.pk, "places": 1}]
    address = f"/api/v1/rotas/{made.json()['id']}/"
    tag = client.get(address).headers["ETag"]
    changed = client.patch(address, {"title": "Le bar"}, "application/json", headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["needs"]) == (200, [{"qualification": keys.pk, "places": 1}])
    wrong = client.patch(address, {"needs": {"x": 1}}, "application/json", headers={"If-Match": changed["ETag"]})
    assert wrong.status_code == 400


def test_reading_what_shifts_need_asks_as_much_of_many(keys, vie_quotidienne, omar, noe, ines):
    bar = bar_of(vie_quotidienne, omar, places=3, needs={keys.pk: 1})
    with CaptureQueriesContext(connection) as few:
        needs_by_rota([bar.pk])
    for number in range(5):
        other = name_qualification(vie_quotidienne, name=f"Autre {number}", actor=omar)
        set_qualified(other, members=[noe, ines], actor=omar)
        make_rota(vie_quotidienne, actor=omar, **{**RotaForm.shown(bar), "needs": {other.pk: 1, keys.pk: 1}})
    with CaptureQueriesContext(connection) as many:
        assert len(needs_by_rota(Rota.objects.values_list("pk", flat=True))) == 6
    assert len(many) <= len(few) + 1  # the rotas themselves

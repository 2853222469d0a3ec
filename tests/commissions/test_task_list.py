"""The tasks of every circle: which ones are looked for, by links that stay in the address."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from commissions.actions import add_task, finish_task
from commissions.models import Circle
from commissions.task_list import Only, TaskSearch, circles_in, kinds_of, people_in
from journal.clock import telling
from tests.conftest import person

TODAY = date(2026, 6, 10)
ADDRESS = "/tasks/all/"


@pytest.fixture
def lists(ca, vie_quotidienne, ines, omar, noe) -> None:
    """Of two open circles and a closed one: wanted, held, late and done."""
    add_task(ca, title="Bail", actor=ines, assignee=ines, due_on=TODAY - timedelta(days=1))
    add_task(ca, title="Mairie", actor=ines, due_on=TODAY)
    add_task(vie_quotidienne, title="Compost", actor=omar, assignee=noe)
    add_task(vie_quotidienne, title="Café", actor=omar, due_on=TODAY - timedelta(days=2))
    finish_task(add_task(ca, title="Ranger", actor=ines, assignee=ines), actor=ines)
    closed = Circle.objects.create(kind=Circle.Kind.WORKING_GROUP, name="Médiation", slug="mediation", is_open=False)
    add_task(closed, title="Écouter", actor=person("Sami", closed))


def titles(search: TaskSearch, member) -> list[str]:
    return [task.title for task in search.tasks(member, TODAY)]


@pytest.mark.parametrize(
    ("search", "shown"),
    [
        ({}, ["Café", "Bail", "Mairie", "Compost"]),
        ({"only": "mine"}, ["Compost"]),
        ({"only": "late"}, ["Café", "Bail"]),
        ({"only": "wanted"}, ["Café", "Mairie"]),
        ({"circle": "ca"}, ["Bail", "Mairie"]),
        ({"circle": "ca", "only": "wanted"}, ["Mairie"]),
        ({"circle": "mediation"}, []),
        ({"circle": "nulle-part"}, []),
        ({"only": "everything", "person": "x"}, ["Café", "Bail", "Mairie", "Compost"]),
    ],
)
def test_what_the_address_chooses(lists, noe, search, shown):
    query = QueryDict(mutable=True)
    query.update(search)
    assert titles(TaskSearch.read(query), noe) == shown


def test_the_tasks_of_one_person(lists, noe, ines):
    assert titles(TaskSearch(person=ines.pk), noe) == ["Bail"]
    assert titles(TaskSearch(person=ines.pk, only=Only.WANTED), noe) == []


def test_each_link_keeps_what_the_others_chose(lists, noe, ines):
    search = TaskSearch(only=Only.LATE, circle="ca", person=ines.pk)
    assert [(link.label, link.url) for link in kinds_of(search) if link.is_current] == [
        ("En retard", f"{ADDRESS}?only=late&circle=ca&person={ines.pk}")
    ]
    assert [(link.label, link.url, link.is_current) for link in circles_in(search, noe)] == [
        ("Tous les cercles", f"{ADDRESS}?only=late&person={ines.pk}", False),
        ("CA", f"{ADDRESS}?only=late&circle=ca&person={ines.pk}", True),
        ("Vie Quotidienne", f"{ADDRESS}?only=late&circle=vie-quotidienne&person={ines.pk}", False),
    ]
    assert [(link.label, link.url) for link in people_in(search, noe)] == [
        ("Tout le monde", f"{ADDRESS}?only=late&circle=ca"),
        ("Inès", f"{ADDRESS}?only=late&circle=ca&person={ines.pk}"),
        ("Noé", f"{ADDRESS}?only=late&circle=ca&person={noe.pk}"),
    ]


def test_each_is_shown_with_what_its_reader_may_do(lists, client, noe):
    client.force_login(noe)
    page = client.get(ADDRESS, {"only": "mine"}).content.decode()
    mine, wanted = noe.tasks.get(), Circle.objects.get(slug="ca").tasks.get(title="Mairie")
    assert reverse("commissions:task-finishing", args=[mine.pk]) in page
    assert reverse("commissions:task-taking", args=[wanted.pk]) not in page
    everything = client.get(ADDRESS).content.decode()
    assert reverse("commissions:task-taking", args=[wanted.pk]) in everything
    assert "Écouter" not in everything


def test_late_ones_are_said_gently(lists, client, noe):
    client.force_login(noe)
    page = client.get(ADDRESS, {"only": "late"}).content.decode()
    assert "peut-être en faut-il un autre, ou de l’aide" in page
    assert "badge--clay" not in page


def test_the_pages_of_tasks_lead_there(lists, client, noe):
    client.force_login(noe)
    assert f'href="{ADDRESS}"' in client.get(reverse("commissions:tasks")).content.decode()
    board = client.get(reverse("commissions:circle-tasks", args=["ca"])).content.decode()
    assert f'href="{ADDRESS}?circle=ca"' in board


@pytest.mark.parametrize("address", ["/tasks/", ADDRESS, "/circles/ca/", "/circles/ca/tasks/", "/tasks/{task}/"])
def test_every_page_says_what_is_late_by_the_one_clock(address, ca, ines, client):
    """The same as what actions and letters go by (`journal.clock`), whatever the machine's clock says."""
    task = add_task(ca, title="Bail", actor=ines, assignee=ines, due_on=timezone.localdate() + timedelta(days=3))
    client.force_login(ines)
    url = address.format(task=task.pk)
    on_time = client.get(url).content.decode()
    with telling(timezone.now() + timedelta(days=4)):
        late = client.get(url).content.decode()
    assert ["prévue" in text for text in (on_time, late)] == [False, True]

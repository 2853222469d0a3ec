"""The pages of circles and tasks, as people use them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissions import panels
from commissions.actions import add_task, finish_task, give_mandate, take_task
from commissions.due import remind, remind_of_task
from commissions.models import Circle, Mandate, Task
from commissions.notifications import TASK
from commissions.panels import TaskOrigin
from commissions.queries import board_of, is_in
from journal import listeners
from realtime.pages import Audience, live_pages
from tests.commissions.helpers import told, verbs
from tests.conftest import person
from tests.letters import letter_of, letters_of
from tests.refusals import refused
from votes.counting.quorum import read


@pytest.fixture
def compost(vie_quotidienne, omar) -> Task:
    return add_task(vie_quotidienne, title="Tourner le compost", actor=omar)


def test_a_task_is_taken_in_one_tap_and_the_tap_leads_back(client, compost, noe):
    client.force_login(noe)
    board = reverse("commissions:circle-tasks", args=["vie-quotidienne"])
    answer = client.post(reverse("commissions:task-taking", args=[compost.pk]))
    assert (answer.status_code, answer["Location"]) == (303, board)
    compost.refresh_from_db()
    assert compost.assignee == noe
    assert "Elle est à vous. Merci\xa0!" in client.get(board).content.decode()


def test_whoever_taps_second_reads_who_was_first(client, compost, noe, omar):
    take_task(compost, actor=omar)
    client.force_login(noe)
    url = reverse("commissions:task-taking", args=[compost.pk])
    answer = client.post(url, headers={"X-Act": "1"})
    assert answer.status_code == 422
    assert answer.json()["message"] == "Omar vient de la prendre. Merci\xa0! D’autres tâches cherchent quelqu’un."


def test_the_whole_life_of_a_task_on_a_phone(client, compost, noe):
    client.force_login(noe)
    for act, state in [
        ("task-taking", (noe.pk, False)),
        ("task-finishing", (noe.pk, True)),
        ("task-reopening", (noe.pk, False)),
        ("task-giving-back", (None, False)),
    ]:
        assert client.post(reverse(f"commissions:{act}", args=[compost.pk])).status_code == 303
        compost.refresh_from_db()
        assert (compost.assignee_id, compost.is_done) == state


def test_the_board_shows_what_is_wanted_what_is_taken_and_what_is_late(client, vie_quotidienne, omar, noe):
    today = timezone.localdate()
    add_task(vie_quotidienne, title="Arroser", actor=omar, due_on=today - timedelta(days=2))
    take_task(add_task(vie_quotidienne, title="Balayer", actor=omar), actor=noe)
    finish_task(add_task(vie_quotidienne, title="Cuisiner", actor=omar), actor=omar)
    client.force_login(omar)
    page = client.get(reverse("commissions:circle-tasks", args=["vie-quotidienne"])).content.decode()
    assert page.index("Arroser") < page.index("Balayer") < page.index("Cuisiner")
    assert "prévue <time" in page
    assert "il y a 2 jours" in page
    assert f'data-person="{noe.pk}"' in page


def test_where_a_task_came_from_is_told_by_upper_floors(client, compost, omar):
    client.force_login(omar)
    with panels.task_origins.replaced(
        {"test": lambda ids: {compost.pk: TaskOrigin("2026-014", "/decisions/2026-014/")}}
    ):
        page = client.get(reverse("commissions:circle-tasks", args=["vie-quotidienne"])).content.decode()
    assert '<a href="/decisions/2026-014/">2026-014</a>' in page


def test_what_was_done_long_ago_leaves_the_board(vie_quotidienne, omar):
    task = finish_task(add_task(vie_quotidienne, title="Arroser", actor=omar), actor=omar)
    assert board_of(vie_quotidienne).done == [task]
    Task.objects.filter(pk=task.pk).update(done_at=timezone.now() - timedelta(days=14, seconds=1))
    assert board_of(vie_quotidienne).done == []


def test_two_phones_see_each_other(compost, noe, django_capture_on_commit_callbacks):
    page = live_pages["tasks"]
    before = page.load("vie-quotidienne")
    heard: set[str] = set()
    after = listeners.after.replaced({"test": heard.update})
    with after, django_capture_on_commit_callbacks(execute=True):
        take_task(compost, actor=noe)
    follows = page.regions["wanted"].topics(before) & page.regions["taken"].topics(before)
    assert follows & heard
    after, readers = page.load("vie-quotidienne"), Audience("reader", "fr")
    assert "Tourner le compost" in page.regions["wanted"].render(before, readers)
    assert "Tourner le compost" not in page.regions["wanted"].render(after, readers)
    assert "Noé" in page.regions["taken"].render(after, readers)


def test_only_the_circle_sees_the_buttons_that_change_others_tasks(compost, noe):
    take_task(compost, actor=noe)
    page = live_pages["tasks"]
    data = page.load("vie-quotidienne")
    edit = reverse("commissions:task-edit", args=[compost.pk])
    assert edit in page.regions["taken"].render(data, Audience("member", "fr"))
    seen_by_others = page.regions["taken"].render(data, Audience("reader", "fr"))
    assert edit not in seen_by_others
    assert "data-only-me" in seen_by_others


def test_a_task_is_put_on_the_board_and_what_is_wrong_keeps_what_was_typed(client, vie_quotidienne, omar):
    client.force_login(omar)
    url = reverse("commissions:task-new", args=["vie-quotidienne"])
    wrong = client.post(url, {"title": "", "note": "Près du puits", "due_on": "hier"})
    assert wrong.status_code == 422
    assert "Près du puits" in wrong.content.decode()
    assert 'value="hier"' in wrong.content.decode()
    right = client.post(url, {"title": "Arroser", "assignee": omar.pk, "due_on": "2026-12-01"})
    assert right.status_code == 303
    assert Task.objects.get().assignee == omar


def test_somebody_of_another_circle_may_keep_what_they_volunteered_for(client, compost, noe, omar):
    take_task(compost, actor=noe)
    client.force_login(omar)
    url = reverse("commissions:task-edit", args=[compost.pk])
    assert f'<option value="{noe.pk}" selected>' in client.get(url).content.decode()
    assert client.post(url, {"title": "Aérer", "assignee": noe.pk}).status_code == 303
    compost.refresh_from_db()
    assert (compost.title, compost.assignee) == ("Aérer", noe)


def test_my_tasks_hold_mine_and_those_that_want_somebody(client, compost, vie_quotidienne, omar, noe):
    take_task(compost, actor=noe)
    add_task(vie_quotidienne, title="Arroser", actor=omar)
    take_task(add_task(vie_quotidienne, title="Balayer", actor=omar), actor=omar)
    client.force_login(noe)
    page = client.get(reverse("commissions:tasks")).content.decode()
    assert "Tourner le compost" in page
    assert "Arroser" in page
    assert "Balayer" not in page


def test_the_wall_list_has_every_task_that_is_left(client, compost, omar, vie_quotidienne):
    finish_task(add_task(vie_quotidienne, title="Balayer", actor=omar), actor=omar)
    client.force_login(omar)
    page = client.get(reverse("commissions:circle-wall", args=["vie-quotidienne"])).content.decode()
    assert "Tourner le compost" in page
    assert "Balayer" not in page


def test_whoever_joins_sees_it_at_once(client, admin, noe, vie_quotidienne):
    client.force_login(admin)
    Circle.objects.filter(pk=vie_quotidienne.pk).update(is_welcoming=True)
    client.force_login(noe)
    url = reverse("commissions:circle", args=["vie-quotidienne"])
    assert reverse("commissions:circle-joining", args=["vie-quotidienne"]) in client.get(url).content.decode()
    client.post(reverse("commissions:circle-joining", args=["vie-quotidienne"]))
    assert is_in(noe, vie_quotidienne)
    assert reverse("commissions:circle-joining", args=["vie-quotidienne"]) not in client.get(url).content.decode()


def test_an_administrator_founds_a_circle_and_gives_its_first_place(client, admin, noe):
    client.force_login(admin)
    made = client.post(
        reverse("commissions:circle-new"), {"kind": "commission", "name": "Jardin", "mission": "Planter"}
    )
    assert made["Location"] == reverse("commissions:mandates", args=["jardin"])
    client.post(made["Location"], {"members": noe.pk, "role": "coordinator", "since": "2026-01-01"})
    mandate = Mandate.objects.get()
    assert (mandate.member, mandate.role) == (noe, "coordinator")
    client.post(reverse("commissions:mandate-ending", args=[mandate.pk]))
    assert verbs() == ["circle.created", "mandate.given", "mandate.ended"]


def test_rules_are_changed_on_a_page_and_a_wrong_one_is_told_where_it_is(client, ca, admin):
    client.force_login(admin)
    url = reverse("commissions:circle-rules", args=["ca"])
    typed = {
        "is_open": "on",
        "convener": "members",
        "convocation_days": 5,
        "meeting_quorum": "1/2",
        "meeting_quorum_strict": "on",
        "majority_base": "cast",
        "majority_threshold": "absolute",
        "majority_tie": "casting",
        "consent_quorum": "1/2",
    }
    wrong = client.post(url, typed)
    assert wrong.status_code == 422
    assert "Une voix qui départage" in wrong.content.decode()
    assert client.post(url, {**typed, "majority_base": "expressed"}).status_code == 303
    ca.refresh_from_db()
    assert (ca.convocation_days, ca.meeting_quorum, ca.proxy_cap, ca.is_open) == (5, read(">1/2"), None, True)
    assert told("circle.rules_set")["proxy_cap"] is None


def test_a_circle_keeps_its_own_fraction_among_the_usual_ones(client, ca, admin):
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="3/5")
    client.force_login(admin)
    page = client.get(reverse("commissions:circle-rules", args=["ca"])).content.decode()
    assert '<option value="3/5" selected>3/5</option>' in page


def test_a_number_of_people_is_chosen_on_the_page_and_read_again(client, ca, admin):
    client.force_login(admin)
    url = reverse("commissions:circle-rules", args=["ca"])
    typed = {
        "convener": "members",
        "convocation_days": 7,
        "meeting_quorum": "people",
        "majority_base": "expressed",
        "majority_threshold": "relative",
        "majority_tie": "rejected",
        "consent_quorum": "",
    }
    for number in ("", "0", "-2"):
        wrong = client.post(url, {**typed, "meeting_quorum_people": number})
        assert (wrong.status_code, Circle.objects.get(pk=ca.pk).meeting_quorum) == (422, None)
        assert "Écrivez combien de personnes il faut." in wrong.content.decode()

    chosen = client.post(url, {**typed, "meeting_quorum_people": "12", "meeting_quorum_strict": "on"})

    assert (chosen.status_code, Circle.objects.get(pk=ca.pk).meeting_quorum) == (303, read("12 people"))
    entry = told("circle.rules_set")
    assert (entry["meeting_quorum"], "is_quorum_strict" in entry) == ("12 people", False)
    page = client.get(url).content.decode()
    assert '<option value="people" selected>un nombre de personnes</option>' in page
    assert 'name="meeting_quorum_people" value="12"' in page


def test_reminders_are_written_the_day_before_and_once(vie_quotidienne, omar, noe):
    today = timezone.localdate()
    for days in (0, 1, 2):
        task = add_task(vie_quotidienne, title=f"Jour {days}", actor=omar, due_on=today + timedelta(days=days))
        take_task(task, actor=noe)
    add_task(vie_quotidienne, title="À prendre", actor=omar, due_on=today + timedelta(days=1))
    done = add_task(vie_quotidienne, title="Faite", actor=omar, due_on=today + timedelta(days=1), assignee=noe)
    finish_task(done, actor=noe)
    remind()
    remind()
    letter = letter_of(TASK)
    remind()
    assert letters_of(TASK) == [letter]
    assert letter.to == noe.email
    assert [day for day in ("Jour 0", "Jour 1", "Jour 2", "Faite") if day in letter.text] == ["Jour 1"]


@pytest.mark.sqlite
def test_a_task_put_off_is_reminded_of_again(vie_quotidienne, omar):
    """On SQLite alone: PostgreSQL's clock does not travel."""
    with time_machine.travel("2026-06-01 10:00:00+02:00", tick=False) as clock:
        tomorrow = timezone.localdate() + timedelta(days=1)
        task = add_task(vie_quotidienne, title="Arroser", actor=omar, assignee=omar, due_on=tomorrow)
        remind()
        first = letter_of(TASK)
        clock.shift(timedelta(days=1))
        Task.objects.filter(pk=task.pk).update(due_on=tomorrow + timedelta(days=1))
        remind()
        assert [letter.to for letter in letters_of(TASK)] == [first.to] * 2


@pytest.mark.parametrize("who", ["omar", "admin"])
def test_only_the_clock_reminds(who, compost, request):
    with refused("commissions.remind"):
        remind_of_task(compost, actor=request.getfixturevalue(who))


def test_the_api_lists_adds_takes_and_finishes(client, vie_quotidienne, omar):
    client.force_login(omar)
    made = client.post("/api/v1/tasks/", {"circle": "vie-quotidienne", "title": "Arroser", "due_on": "2026-12-01"})
    assert made.status_code == 201
    pk = made.json()["id"]
    assert made.json() == {
        "id": pk,
        "circle": "vie-quotidienne",
        "title": "Arroser",
        "note": "",
        "assignee": None,
        "due_on": "2026-12-01",
        "done_at": None,
    }
    assert client.post(f"/api/v1/tasks/{pk}/taking/").json()["assignee"] == {"id": omar.pk, "name": "Omar"}
    assert client.post(f"/api/v1/tasks/{pk}/finishing/").json()["done_at"] is not None
    listed = client.get("/api/v1/tasks/?circle__slug=vie-quotidienne&done_at__isnull=false").json()
    assert [task["id"] for task in listed["results"]] == [pk]
    assert client.get("/api/v1/tasks/?done_at__isnull=true").json()["results"] == []


def test_the_api_says_what_is_wrong(client, compost, omar, noe, ines):
    take_task(compost, actor=omar)
    client.force_login(noe)
    taken = client.post(f"/api/v1/tasks/{compost.pk}/taking/")
    assert taken.status_code == 400
    assert taken.json()["errors"]["__all__"][0].startswith("Omar vient de la prendre.")
    assert client.post(f"/api/v1/tasks/{compost.pk}/finishing/").status_code == 403
    assert client.post("/api/v1/tasks/", {"circle": "rien", "title": ""}).status_code == 400
    assert client.post("/api/v1/tasks/999999/taking/").status_code == 404


def test_the_api_reads_circles_and_their_people(client, ca, vie_quotidienne, omar, noe):
    Circle.objects.create(kind="working_group", name="Médiation", slug="mediation", is_open=False)
    client.force_login(noe)
    names = [circle["slug"] for circle in client.get("/api/v1/circles/").json()["results"]]
    assert sorted(names) == ["ca", "vie-quotidienne"]
    assert client.get("/api/v1/circles/vie-quotidienne/").json()["members"] == [{"id": omar.pk, "name": "Omar"}]
    assert client.get("/api/v1/circles/mediation/").status_code == 404


def test_a_person_page_says_which_circles_since_when(client, ca, lise, noe, admin):
    give_mandate(ca, member=noe, actor=admin)
    client.force_login(noe)
    page = client.get(lise.get_absolute_url()).content.decode()
    assert "membre, de janvier 2025 à janvier 2026" in page


def test_the_map_shows_people_in_force_only(client, ca, ines, malo, lise):
    client.force_login(malo)
    page = client.get(reverse("commissions:circles")).content.decode()
    assert "2 personnes" in page
    assert person("Zoé").name not in page


def test_the_map_shows_circles_in_circles_from_afar_and_people_from_near(client, ca, vie_quotidienne, ines, malo, omar):
    vie_quotidienne.parent = ca
    vie_quotidienne.save()
    client.force_login(malo)
    page = client.get(reverse("commissions:circles")).content.decode()
    assert 'aria-label="CA, 2 personnes, 1 cercle à l’intérieur"' in page
    assert page.index('class="branch') < page.index("Vie Quotidienne</a>") < page.rindex("</ul>")
    near = client.get(reverse("commissions:circles"), {"in": "ca"}).content.decode()
    assert f'href="{ines.get_absolute_url()}" aria-label="Inès' in near
    assert 'href="/circles/?in=vie-quotidienne#map"' in near
    assert client.get(reverse("commissions:circles"), {"in": "nulle-part"}).status_code == 404


def test_the_map_is_left_by_a_step_back_to_what_is_around_the_circle(client, ca, vie_quotidienne, malo, admin):
    vie_quotidienne.parent = ca
    vie_quotidienne.save()
    client.force_login(malo)

    def step_back(slug: str) -> str:
        page = client.get(reverse("commissions:circles"), {"in": slug}).content.decode()
        return page.partition('id="map"')[2].partition('href="')[2].partition('"')[0]

    assert step_back("vie-quotidienne") == "/circles/?in=ca#map"
    assert step_back("ca") == "/circles/#map"
    assembly = Circle.objects.create(kind="assembly", name="Assemblée", slug="ag")
    Circle.objects.filter(pk=ca.pk).update(parent=assembly)
    assert step_back("ca") == "/circles/#map"


def test_what_nobody_coordinates_is_to_take_on_the_map_in_the_list_and_on_paper(client, vie_quotidienne, omar, admin):
    address = reverse("commissions:circles")
    client.force_login(omar)
    for page in (address, reverse("commissions:circles-on-paper")):
        read = client.get(page).content.decode()
        assert "1 rôle à prendre" in read
        assert "À prendre : référent·e" in read
    assert "référent·e : à prendre" in client.get(address, {"in": "vie-quotidienne"}).content.decode()
    give_mandate(vie_quotidienne, member=omar, role="coordinator", actor=admin)
    assert "rôle à prendre" not in client.get(address).content.decode()


def test_who_does_what_asks_as_much_for_many_circles_as_for_few(client, ca, malo):
    client.force_login(malo)
    client.get(reverse("commissions:circles"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("commissions:circles"))
    for number in range(30):
        Circle.objects.create(kind="commission", name=f"Commission {number}", slug=f"c-{number}", parent=ca)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("commissions:circles"))
    assert len(many) == len(few)


def test_a_page_of_the_api_repeats_nothing_when_something_is_added_meanwhile(vie_quotidienne, omar, client):
    for number in range(60):
        add_task(vie_quotidienne, title=f"Tâche {number}", actor=omar)
    client.force_login(omar)
    first = client.get("/api/v1/tasks/").json()
    add_task(vie_quotidienne, title="Entre-temps", actor=omar)
    second = client.get(first["next"]).json()
    read = [task["id"] for page in (first, second) for task in page["results"]]
    assert len(first["results"]) == 50
    assert len(read) == len(set(read)) == 60
    assert second["next"] is None
    assert client.get("/api/v1/tasks/?cursor=nonsense").status_code == 404


def test_taking_a_task_and_giving_ones_own_back_can_be_undone_at_once(client, vie_quotidienne, omar, noe):
    task = add_task(vie_quotidienne, title="Compost", actor=omar)
    taking, giving_back = (reverse(f"commissions:task-{event}", args=[task.pk]) for event in ("taking", "giving-back"))
    client.force_login(noe)
    assert client.post(taking, headers={"X-Act": "1"}).json()["undo"]["url"] == giving_back
    assert client.post(giving_back, headers={"X-Act": "1"}).json()["undo"]["url"] == taking
    take_task(task, actor=noe)
    client.force_login(omar)
    assert "undo" not in client.post(giving_back, headers={"X-Act": "1"}).json()

"""The same request sent twice: two clicks, a lost answer tried again, a program's retry; one thing, one answer."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.authtoken.models import Token

from commissions.actions import add_task, give_back_task, take_task
from commissions.models import Circle, Task
from journal.actions import drop_old_requests
from journal.models import Entry, Request
from tests.commissions.helpers import at_once

KEY = {"request_key": "5" * 32}


@pytest.fixture
def board(client, ines) -> Client:
    client.force_login(ines)
    return client


def add(client: Client, circle: Circle, title: str = "Soup", **more):
    return client.post(reverse("commissions:task-new", args=[circle.slug]), {"title": title, **more})


def add_over_api(person, circle: Circle, title: str, key: str, path: str = "/api/v1/tasks/"):
    token, _new = Token.objects.get_or_create(user=person)
    headers = {"Authorization": f"Token {token.key}", "Idempotency-Key": key}
    data = {"circle": circle.slug, "title": title}
    return Client().post(path, data, content_type="application/json", headers=headers)


def test_the_same_form_sent_again_makes_one_thing_and_leads_to_it(board, ca):
    first, again = add(board, ca, **KEY), add(board, ca, **KEY)

    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Task.objects.count() == 1
    assert Entry.objects.filter(verb="task.added").count() == 1


def test_another_sending_makes_another_thing(board, ca):
    add(board, ca, **KEY)
    add(board, ca, request_key="6" * 32)

    assert Task.objects.count() == 2


def test_a_form_without_a_key_is_taken_as_it_comes(ca, ines):
    client = Client()
    client.force_login(ines)
    add(client, ca)
    add(client, ca)

    assert Task.objects.count() == 2
    assert not Request.objects.exists()


def test_a_key_is_its_senders_own(board, client, ca, malo):
    add(board, ca, **KEY)
    other = Client()
    other.force_login(malo)
    add(other, ca, **KEY)

    assert Task.objects.count() == 2


def test_a_token_renewed_by_signing_in_again_is_no_other_request(board, ca):
    add(board, ca, csrfmiddlewaretoken="a" * 64, **KEY)
    add(board, ca, csrfmiddlewaretoken="b" * 64, **KEY)

    assert Task.objects.count() == 1


def test_what_was_refused_can_be_put_right_and_sent_again(board, ca):
    assert add(board, ca, title="", **KEY).status_code == 422
    assert add(board, ca, title="Soup", **KEY).status_code == 303

    assert Task.objects.get().title == "Soup"


def test_what_an_action_refused_leaves_no_row(board, ca, malo):
    task = add_task(ca, title="Soup", assignee=malo, actor=malo)
    address = reverse("commissions:task-taking", args=[task.pk])
    board.post(address, KEY)
    assert not Request.objects.exists()

    give_back_task(task, actor=malo)
    board.post(address, KEY)
    assert Task.objects.get().assignee != malo


def test_the_same_form_changed_meanwhile_comes_back_with_what_was_typed(board, ca):
    add(board, ca, **KEY)
    answer = add(board, ca, title="Another soup", **KEY)

    assert answer.status_code == 422
    assert 'value="Another soup"' in answer.content.decode()
    assert Task.objects.count() == 1


def test_two_buttons_of_one_page_are_two_requests(board, ca, ines):
    task = add_task(ca, title="Soup", actor=ines)
    board.post(reverse("commissions:task-taking", args=[task.pk]), KEY)
    board.post(reverse("commissions:task-giving-back", args=[task.pk]), KEY)

    assert Task.objects.get().assignee is None


def test_a_button_pressed_again_later_is_another_request(board, ca, ines):
    task = add_task(ca, title="Soup", actor=ines)
    take_task(task, actor=ines)
    board.post(reverse("commissions:task-giving-back", args=[task.pk]), KEY)
    take_task(task, actor=ines)
    board.post(
        reverse("commissions:task-giving-back", args=[task.pk]), KEY
    )  # the lost answer of the first, tried again

    assert Task.objects.get().assignee == ines


def test_our_script_hears_the_same_again(board, ca):
    address = reverse("commissions:task-new", args=[ca.slug])
    first, again = (board.post(address, {"title": "Soup", **KEY}, headers={"X-Act": "1"}) for _time in range(2))

    assert first.json() == again.json()
    assert Task.objects.count() == 1


def test_a_program_names_its_request_in_a_header(ines, ca):
    first, again = (add_over_api(ines, ca, "Soup", "k1") for _time in range(2))

    assert (first.status_code, first.json()) == (201, again.json())
    assert again.status_code == 201
    assert Task.objects.count() == 1


def test_a_programs_key_used_for_another_request_is_refused(ines, ca):
    add_over_api(ines, ca, "Soup", "k1")
    other = add_over_api(ines, ca, "Bread", "k1")
    elsewhere = add_over_api(ines, ca, "Soup", "k1", path=f"/api/v1/tasks/{Task.objects.get().pk}/taking/")

    assert (other.status_code, elsewhere.status_code) == (409, 409)
    assert Task.objects.get().assignee is None


def test_the_schema_documents_the_header(board):
    schema = board.get(reverse("schema"), headers={"accept": "application/json"}).json()
    acts = [act for path in schema["paths"].values() for verb, act in path.items() if verb != "get"]

    assert acts
    assert all("Idempotency-Key" in {one["name"] for one in act["parameters"]} for act in acts)


def test_the_rows_hold_neither_the_key_nor_what_was_said(board, ca):
    add(board, ca, title="Soupe", **KEY)

    row = Request.objects.get()
    assert row.result == {"model": "commissions.Task", "pk": Task.objects.get().pk}
    assert not {"Soupe", KEY["request_key"]} & {row.key, row.digest, row.act}


def test_requests_are_forgotten_after_a_week(board, ca):
    add(board, ca, **KEY)
    drop_old_requests()
    assert Request.objects.count() == 1

    Request.objects.update(at=timezone.now() - timedelta(days=7, seconds=1))
    drop_old_requests()
    assert not Request.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_thing(ca, ines):
    clients = [Client() for _window in range(4)]
    for one in clients:
        one.force_login(ines)

    answers = at_once(*(lambda one=one: add(one, ca, **KEY) for one in clients))

    assert Task.objects.count() == 1
    assert {(one.status_code, one["Location"]) for one in answers} == {(303, answers[0]["Location"])}


@pytest.mark.django_db(transaction=True)
def test_two_programs_at_once_make_one_thing(ca, ines):
    Token.objects.create(user=ines)

    answers = at_once(*(lambda: add_over_api(ines, ca, "Soup", "k1") for _program in range(4)))

    assert Task.objects.count() == 1
    assert [one.status_code for one in answers] == [201] * 4


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_send_at_once_keep_both_changes(ca, ines):
    task = add_task(ca, title="Soup", note="Evening", actor=ines)
    address = reverse("commissions:task-edit", args=[task.pk])
    windows = [Client(), Client()]
    for window in windows:
        window.force_login(ines)
    page = windows[0].get(address).content.decode()
    read_from = unescape(page.partition('name="read_from" value="')[2].partition('"')[0])
    typed = [{"title": "Bread", "note": "Evening"}, {"title": "Soup", "note": "Morning"}]

    answers = at_once(
        *(
            lambda window=window, said=said: window.post(address, {**said, "read_from": read_from})
            for window, said in zip(windows, typed, strict=True)
        )
    )

    assert [answer.status_code for answer in answers] == [303, 303]
    task.refresh_from_db()
    assert (task.title, task.note) == ("Bread", "Morning")

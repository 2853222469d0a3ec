"""From a request to one action and back, with our script and without it."""

import pytest
from django.test import Client

from tests.web.urls import DONE

pytestmark = pytest.mark.django_db
ACT = {"X-Act": "1"}


def messages(response) -> list[str]:
    return [str(message) for message in response.wsgi_request._messages]


def test_a_button_runs_its_act_and_leads_to_where_it_shows(visitor):
    response = visitor.post("/button/", {"what": "opened"})
    assert (response.status_code, response["Location"]) == (303, "/there/")
    assert DONE == ["opened"]
    assert messages(response) == ["It is done."]


def test_our_script_hears_the_same_as_json(visitor):
    response = visitor.post("/button/", {"what": "opened"}, headers=ACT)
    assert (response.status_code, response.json()) == (200, {"done": True, "message": "It is done.", "to": "/there/"})
    assert messages(response) == []


def test_a_refusal_is_said_on_the_page_that_it_came_from(visitor):
    response = visitor.post("/button/", {"what": "refused"}, headers={"Referer": "http://testserver/here/?page=2"})
    assert (response.status_code, response["Location"]) == (303, "http://testserver/here/?page=2")
    assert messages(response) == ["The vote closed at 20:00. You can write to the secretary."]
    assert DONE == []


def test_a_refusal_never_leads_to_another_site(visitor):
    response = visitor.post("/button/", {"what": "refused"}, headers={"Referer": "https://evil.example/"})
    assert response["Location"] == "/there/"


def test_our_script_hears_a_refusal(visitor):
    response = visitor.post("/button/", {"what": "refused"}, headers=ACT)
    assert response.status_code == 422
    assert response.json() == {"message": "The vote closed at 20:00. You can write to the secretary."}


def test_who_may_not_reads_why_and_what_to_do(visitor, noe):
    type(noe).objects.update(language="en")
    visitor.force_login(noe)
    response = visitor.post("/button/", {"what": "denied"})
    assert response.status_code == 403
    assert "Only the keeper of the keys opens this door. Ask Rose." in response.content.decode()


def test_our_script_hears_why_one_may_not(visitor, noe):
    type(noe).objects.update(language="en")
    visitor.force_login(noe)
    response = visitor.post("/button/", {"what": "denied"}, headers=ACT)
    assert (response.status_code, response.json()) == (
        403,
        {"message": "Only the keeper of the keys opens this door. Ask Rose."},
    )


def test_our_script_hears_that_nobody_is_signed_in(visitor):
    response = visitor.post("/button/", {"what": "denied"}, headers=ACT)
    assert (response.status_code, response.json()["signed_out"]) == (401, True)


def test_a_form_is_shown_empty_first(visitor):
    response = visitor.get("/form/")
    assert response.status_code == 200
    assert 'name="title"' in response.content.decode()
    assert "field__error" not in response.content.decode()


def test_a_valid_form_runs_its_act(visitor):
    response = visitor.post("/form/", {"title": "bread"})
    assert (response.status_code, response["Location"]) == (303, "/there/bread/")
    assert DONE == ["bread"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x" * 21, "at most 20 characters"),
        ("taken", "This title is taken: add the year."),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_all_that_was_typed(visitor, typed, said):
    response = visitor.post("/form/", {"title": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page
    assert 'aria-invalid="true"' in page
    assert DONE == []


def test_what_is_wrong_elsewhere_stands_at_the_top_of_the_form(visitor):
    response = visitor.post("/form/", {"title": "elsewhere"})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["This circle is closed."]


def test_our_script_hears_which_field_is_wrong(visitor):
    response = visitor.post("/form/", {"title": "taken"}, headers=ACT)
    assert response.status_code == 422
    assert response.json() == {
        "message": "This title is taken: add the year.",
        "errors": {"title": ["This title is taken: add the year."]},
    }


def test_a_denied_form_is_denied(visitor, noe):
    visitor.force_login(noe)
    assert visitor.post("/form/", {"title": "denied"}).status_code == 403


def test_a_form_without_our_token_is_told_to_reload():
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = strict.post("/button/", {"what": "opened"})
    assert response.status_code == 403
    assert "This page had been open for too long, so nothing was done." in response.content.decode()
    assert DONE == []
    response = strict.post("/button/", {"what": "opened"}, headers=ACT)
    assert response.json()["stale"] is True
    assert response.json()["message"].startswith("This page had been open for too long")

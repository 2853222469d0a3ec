"""What cannot be shown says what to do, in both languages, signed in or not."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db
HEADINGS = {
    "/nowhere/": (404, "There is nothing here", "Page introuvable"),
    "/denied/": (403, "You have no access to this", "Vous n’avez pas accès à ceci"),
    "/broken/": (500, "Something broke on our side", "Une erreur s’est produite de notre côté"),
    "/busy/": (503, "The server is busy", "Le serveur est occupé"),
}


@pytest.mark.parametrize("path", HEADINGS)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_each_page_speaks_the_readers_language(path, language, signed_in, noe):
    status, english, french = HEADINGS[path]
    client = Client(headers={"accept-language": language}, raise_request_exception=False)
    if signed_in:
        type(noe).objects.update(language=language)
        client.force_login(noe)
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{english if language == 'en' else french}</h1>" in page
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_too_large_to_be_received_is_answered_in_ones_own_language(language, noe):
    type(noe).objects.update(language=language)
    client = Client(headers={"accept-language": "fr" if language == "en" else "en"})
    client.force_login(noe)
    answer = client.post("/button/", **{"avant_minuit.too_large": True})
    words = "10 MB at most are received" if language == "en" else "10 Mo au plus sont reçus"
    assert (answer.status_code, words in answer.content.decode()) == (413, True)
    said = client.post("/button/", headers={"X-Act": "1"}, **{"avant_minuit.too_large": True})
    assert (said.status_code, said.json()["message"].startswith(words[:10])) == (413, True)


def test_a_visitor_is_led_to_sign_in_and_back(visitor):
    page = visitor.get("/denied/?a=1").content.decode()
    assert 'href="/account/login/?next=/denied/%3Fa%3D1"' in page


def test_a_broken_page_is_drawn_without_a_query(visitor, django_assert_num_queries):
    visitor.raise_request_exception = False
    with django_assert_num_queries(0):
        assert visitor.get("/broken/").status_code == 500


def test_our_script_hears_of_a_page_that_broke_or_is_not_there(visitor):
    visitor.raise_request_exception = False
    assert visitor.post("/broken/", headers={"X-Act": "1"}).json()["message"].startswith("Something broke")
    busy = visitor.post("/busy/", headers={"X-Act": "1"})
    assert busy.status_code == 503
    assert busy.json()["message"].startswith("The server could not answer in time")
    assert visitor.post("/nowhere/", headers={"X-Act": "1"}).json()["message"].startswith("Nothing stands")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_too_many_tries_says_to_come_back(language):
    with translation.override(language):
        page = render_to_string("429.html")
    assert ("Come back in a few minutes" if language == "en" else "Revenez dans quelques minutes") in page

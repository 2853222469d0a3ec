"""The style guide: who may see it, and that each of its components can be drawn."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def status(person=None) -> int:
    client = Client()
    if person:
        client.force_login(person)
    return client.get("/style/").status_code


def test_it_is_for_builders_administrators_and_the_demo(noe, admin, settings):
    settings.DEMO = settings.DEBUG = False
    assert [status(), status(noe), status(admin)] == [404, 404, 200]
    settings.DEMO = True
    assert status() == 200

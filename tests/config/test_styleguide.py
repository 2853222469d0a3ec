"""The style guide: who may see it, and that each of its components can be drawn."""

from pathlib import Path

import pytest
from django.test import Client

from config import styleguide
from web.templatetags import components, forms

pytestmark = pytest.mark.django_db


def status(person=None) -> int:
    client = Client()
    if person:
        client.force_login(person)
    return client.get("/style/").status_code


def test_it_shows_each_component_under_its_name():
    parts = (Path(styleguide.__file__).parents[1] / "templates/config/styleguide").glob("*.html")
    tags = {*components.register.tags, *forms.register.tags}
    shown = "".join(part.read_text() for part in parts)
    assert {name for name in tags if f"<code>{name}</code>" not in shown} == set()


def test_it_is_for_builders_administrators_and_the_demo(noe, admin, settings):
    settings.DEMO = settings.DEBUG = False
    assert [status(), status(noe), status(admin)] == [404, 404, 200]
    settings.DEMO = True
    assert status() == 200

"""What the tests of pages share: the tiny house, in English unless a test says otherwise."""

import pytest
from django.test import Client
from django.utils import translation

from tests.web import urls

FORM = """{% extends "web/base.html" %}{% load web %}
{% block content %}<form method="post">{% field form.title %}</form>{% endblock %}"""


@pytest.fixture(autouse=True)
def tiny_house(settings):
    settings.ROOT_URLCONF = "tests.web.urls"
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "APP_DIRS": False,
            "OPTIONS": {
                **settings.TEMPLATES[0]["OPTIONS"],
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"tests/form.html": FORM}),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    ]
    urls.DONE.clear()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept-language": "en"})

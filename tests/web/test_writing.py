"""What helps to write a long text without knowing Markdown."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client

from journal.texts import LONGEST
from web.widgets import ProseArea, text_area


class Letter(forms.Form):
    text = forms.CharField(widget=ProseArea(10))
    word = forms.CharField(widget=text_area(3))


def test_a_long_text_has_what_helps_to_write_it_over_it():
    html = Template("{% load web %}{% field form.text %}{% field form.word %}").render(Context({"form": Letter()}))
    assert html.count('role="toolbar"') == 1
    assert 'aria-controls="id_text"' in html
    assert html.index('role="toolbar"') < html.index("<textarea")
    assert all(f'data-mark="{mark}"' in html for mark in ("bold", "title", "list", "quote", "link", "preview"))


def test_it_sends_nothing_by_itself_and_shows_only_where_it_works():
    html = Template("{% load web %}{% prose_tools 'note' %}").render(Context())
    assert html.count("<button") == html.count('type="button"') == 6
    assert "hidden>" in html


@pytest.fixture
def writing(ines) -> Client:
    client = Client()
    client.force_login(ines)
    return client


def test_the_preview_is_the_real_layout(writing):
    answer = writing.post("/preview/", {"text": "- un\n- deux"}, headers={"X-Act": "1"}).json()
    assert answer["done"] is True
    assert answer["html"] == "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"


def test_without_a_script_the_preview_is_a_page(writing):
    assert "<strong>gras</strong>" in writing.post("/preview/", {"text": "**gras**"}).content.decode()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"]
)
def test_a_preview_is_as_harmless_as_a_page(writing, text):
    html = writing.post("/preview/", {"text": text}, headers={"X-Act": "1"}).json()["html"]
    assert not any(sign in html for sign in ("<script", "javascript:", "<img"))


def test_a_preview_is_no_longer_than_a_text(writing):
    answer = writing.post("/preview/", {"text": "a" * (LONGEST + 5)}, headers={"X-Act": "1"}).json()
    assert answer["html"].count("a") == LONGEST


def test_a_long_text_says_how_long_it_may_be_as_any_field():
    class Limited(forms.Form):
        text = forms.CharField(widget=ProseArea(10), max_length=500)

    html = Template("{% load web %}{% field form.text %}").render(Context({"form": Limited()}))
    assert 'data-limit="500"' in html
    assert "field--textarea" in html

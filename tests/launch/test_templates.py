"""A template that points up is found, whichever tag does so."""

import pytest

from launch import templates
from launch.stages import APPS, ROOT


def test_no_template_points_up():
    assert templates.faults(ROOT, APPS) == []


def test_templates_can_be_read():
    assert templates.layout_faults(ROOT, APPS) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<p>\n" + "é" * 121 + "\n</p>", "2: 121 characters, of 120 at most"),
        ("<p>\n<button\n  class='button button--lamp'>Go</button>", "2: by hand, where {% button %} stands"),
        (
            '<a href="/" class="button{% if x %} button--lamp{% endif %}">Go</a>',
            "1: by hand, where {% button %} stands",
        ),
        ('<form class="stack" method="post">', "1: by hand, where {% post_form %} stands"),
        ('<p class="notice notice--clay">', "1: by hand, where {% notice %} stands"),
        ('<details class="more" open>', "1: by hand, where {% more %} stands"),
    ],
)
def test_what_is_hard_to_read_is_found(tmp_path, text, fault):
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "web" / "templates" / "page.html").write_text(text)
    assert templates.layout_faults(tmp_path, ("web",)) == [f"web/templates/page.html:{fault}"]


@pytest.mark.parametrize("text", ["é" * 120, '<form method="get">', '<p class="noticed">', '<span class="buttons">'])
def test_what_can_be_read_is_left_alone(tmp_path, text):
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "web" / "templates" / "page.html").write_text(text)
    assert templates.layout_faults(tmp_path, ("web",)) == []


def test_what_is_by_hand_without_need_is_not_allowed_any_more():
    for name in templates.MAY_BE_BY_HAND:
        text = (ROOT / name).read_text()
        assert any(written.search(text) for written in templates.BY_HAND.values()), name


@pytest.mark.parametrize(
    "text",
    [
        "{% load i18n results %}",
        "{% load vote_bars from results %}",
        '{% include "votes/_ballot.html" %}',
        "{% extends 'votes/ballot.html' %}",
        '{% static "votes/results.css" %}',
    ],
)
def test_what_points_up_is_found(tmp_path, text):
    (tmp_path / "votes" / "templatetags").mkdir(parents=True)
    (tmp_path / "votes" / "templatetags" / "results.py").write_text("")
    for app in ("votes", "web", "assembly"):
        (tmp_path / app / "templates" / app).mkdir(parents=True)
        (tmp_path / app / "templates" / app / "page.html").write_text(text)
    found = templates.faults(tmp_path, APPS)
    assert [fault.partition(":")[0] for fault in found] == ["web/templates/web/page.html"]

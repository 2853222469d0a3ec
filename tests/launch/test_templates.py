"""A template that points up is found, whichever tag does so."""

import pytest

from launch import templates
from launch.stages import APPS, ROOT


def test_no_template_points_up():
    assert templates.faults(ROOT, APPS) == []


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

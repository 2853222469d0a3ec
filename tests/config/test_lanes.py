"""The lane of those who conduct is reserved for acts that exist."""

from django.urls import get_resolver, reverse

from web import lanes


def names(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif entry.name:
            yield prefix + entry.name


def test_every_reserved_act_is_an_address():
    assert {f"{app}:{view}" for app, views in lanes.conducting.items() for view in views} <= set(names())


def test_the_next_item_has_the_lane_and_a_vote_has_not():
    lanes.view_name.cache_clear()
    assert lanes.has_a_lane("POST", reverse("assembly:steps", args=[1]))
    assert not lanes.has_a_lane("POST", reverse("votes:ballot-votes", args=[1]))
    assert not lanes.has_a_lane("GET", reverse("assembly:meeting", args=[1]))

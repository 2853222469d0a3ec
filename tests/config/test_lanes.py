"""Lanes are kept for acts that exist."""

from django.urls import get_resolver, reverse

from config.application import lane_makers
from config.shared_commits import SharedCommits
from web import lanes


def names(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif entry.name:
            yield prefix + entry.name


def test_every_reserved_act_is_an_address():
    for acts in lanes.LANES.values():
        kept = {f"{app}:{view}" if app else view for app, views in acts.items() for view in views}
        assert kept
        assert kept <= set(names())


def test_the_next_item_has_its_lane_and_a_vote_another():
    lanes.view_name.cache_clear()
    assert lanes.lane_of("POST", reverse("assembly:steps", args=[1])) == "conducting"
    assert lanes.lane_of("POST", reverse("votes:ballot-votes", args=[1])) == "voting"
    assert lanes.lane_of("GET", reverse("assembly:meeting", args=[1])) == ""


def test_signing_in_by_password_has_its_lane_and_by_a_code_needs_none():
    lanes.view_name.cache_clear()
    for hashes in ("account_login", "account_change_password", "account_set_password"):
        assert lanes.lane_of("POST", reverse(hashes)) == "hashing"
    for other in ("account_request_login_code", "account_confirm_login_code", "account_logout"):
        assert lanes.lane_of("POST", reverse(other)) == ""


def test_votes_are_committed_together_where_the_database_is_embedded_and_share_the_threads_of_all_elsewhere():
    assert lane_makers(embedded=True)["voting"] is SharedCommits
    assert lane_makers(embedded=False).keys() == lanes.LANES.keys() - {"voting"}

"""A circle's rules in words: how it meets (`meetings`), decides (`decisions`), how long that takes (`stages`)."""

from django.utils.translation import gettext as _

from commissions.models import Circle
from commissions.sentences import decisions, meetings, stages
from web.dates import day


def rules_in_words(circle: Circle) -> list[str]:
    """One sentence for each rule, in the order in which one meets them."""
    return [
        _openness(circle),
        _joining(circle),
        *_last_day(circle),
        meetings.conveners_in_words(circle),
        meetings.convocation(circle),
        *_roll(circle),
        *_links(circle),
        meetings.meeting_quorum(circle),
        *meetings.those_who_take_no_part(circle),
        *meetings.second_convocation(circle),
        *meetings.deciding_online(circle),
        *meetings.taking_part_at_a_distance(circle),
        meetings.proxies(circle),
        decisions.majority(circle),
        decisions.tie(circle),
        stages.online_lengths(circle),
        stages.meeting_lengths(circle),
        stages.election_lengths(circle),
        stages.election_meeting_lengths(circle),
        stages.review_length(circle),
        decisions.consent(circle),
        *decisions.quorum_beyond_roll(circle),
        *decisions.presumed_consent(circle),
        *decisions.hidden_comments(circle),
        decisions.lifting_of_objections(circle),
        *decisions.ratification_of_elections(circle),
        *decisions.decision_after_advice(circle),
        decisions.fallback_to_a_vote(circle),
    ]


def _last_day(circle: Circle) -> list[str]:
    if circle.ends_on is None or circle.has_ended:
        return []
    return [_("This group is there until %(day)s.") % {"day": day(circle.ends_on, year=True, weekday=False)}]


def _openness(circle: Circle) -> str:
    if circle.is_open or circle.is_assembly:
        return _("Every member may read what happens here, and comment.")
    return _("Only its own members read what happens here.")


def _roll(circle: Circle) -> list[str]:
    if circle.asks_membership and not circle.is_assembly:
        return [_("Those of its members whose membership is paid vote.")]
    return []


def _joining(circle: Circle) -> str:
    if circle.is_assembly:
        return _("Every member whose membership is paid is part of it.")
    if circle.kind == Circle.Kind.BOARD:
        return _("One enters it by election.")
    if circle.is_welcoming:
        return _("Any member may join.")
    return _("To join, one asks those who coordinate it.")


def _links(circle: Circle) -> list[str]:
    if circle.kind != Circle.Kind.BOARD:
        return []
    if circle.links_vote:
        return [_("Those who represent another circle on it vote there.")]
    return [_("Those who represent another circle on it have a voice, and no vote.")]

"""A ballot's page moves by itself: its turnout while people vote, its result once it has closed."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Any

import rules
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from realtime.pages import Audience, LivePage, Region
from votes.models import Ballot
from votes.presenters.ballots import ShownBallot, show
from votes.queries import ballots
from votes.queries.ballots import find


class BallotViewers(StrEnum):
    """Those who see the same of a ballot, by what they may do with it."""

    CONDUCTOR = "conductor"
    READER = "reader"


def render(shown: ShownBallot, audience: Audience) -> SafeString:
    conducts = audience.rights == BallotViewers.CONDUCTOR
    return render_to_string("votes/regions/ballot.html", {"shown": shown, "conducts": conducts})


def topics(shown: ShownBallot) -> AbstractSet[str]:
    return {shown.ballot.topic}


class BallotPage(LivePage[ShownBallot]):
    name = "ballot"
    regions = {"ballot": Region(render=render, topics=topics)}

    def load(self, key: str) -> ShownBallot:
        return show(find(key))

    def audience(self, key: str, person: Any) -> str | None:
        ballot = find(key)
        if not rules.has_perm("votes.read", person, ballot):
            return None
        conducts = rules.has_perm("votes.conduct", person, ballot)
        return BallotViewers.CONDUCTOR if conducts else BallotViewers.READER

    def rights_topics(self, data: ShownBallot) -> AbstractSet[str]:
        return {data.ballot.owner, data.ballot.gathering.owner}


def votes_cast(keys: AbstractSet[str]) -> Mapping[str, int]:
    """How many have answered in each of these ballots, of those that still take votes.

    Where the result shows meanwhile, each answer that was changed moves the number too.
    """
    open_ones = dict(Ballot.objects.unfinished().filter(pk__in=keys).values_list("pk", "is_live"))
    changed = ballots.changed(pk for pk, is_live in open_ones.items() if is_live)
    return {str(pk): number + changed.get(pk, 0) for pk, number in ballots.answered(open_ones).items()}

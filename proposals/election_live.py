"""The page of an election moves by itself; so does what a meeting's page shows of it."""

from collections.abc import Set as AbstractSet
from typing import Any

import rules
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from proposals import occasions
from proposals.models import Election
from proposals.presenters.elections import ElectionSheet
from proposals.presenters.timebox import Timebox
from realtime.pages import Audience, LivePage, Region


def election_context(sheet: ElectionSheet, timebox: Timebox | None = None) -> dict[str, Any]:
    """What the regions show: include `proposals/_election_room.html` with it. Nothing personal.

    `timebox` is how long its stage has in the meeting that talks about it.
    """
    occasion = occasions.page(sheet.election.occasion)
    return {"sheet": sheet, "election": sheet.election, "occasion": occasion, "timebox": timebox}


def election_region(name: str) -> Region[ElectionSheet]:
    def render(sheet: ElectionSheet, audience: Audience) -> SafeString:
        return render_to_string(f"proposals/regions/{name}.html", election_context(sheet))

    def topics(sheet: ElectionSheet) -> AbstractSet[str]:
        return {sheet.election.topic}

    return Region(render=render, topics=topics)


class ElectionPage(LivePage[ElectionSheet]):
    name = "election"
    regions = {
        "head": election_region("election_head"),
        "candidacies": election_region("election_candidacies"),
        "nominations": election_region("election_nominations"),
    }

    def load(self, key: str) -> ElectionSheet:
        return ElectionSheet.of(key)

    def audience(self, key: str, person: Any) -> str | None:
        election = Election.objects.select_related("circle").filter(pk=key).first()
        if election is None:
            raise Http404
        return "reader" if rules.has_perm("proposals.read_election", person, election) else None

    def rights_topics(self, data: ElectionSheet) -> AbstractSet[str]:
        return {f"{data.election.circle.topic}:rules"}

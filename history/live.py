"""The home page moves by itself: what happens in the circles that one follows has the page read again."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commissions.circles_read_once import read_together
from commissions.models import Circle
from commissions.queries import circles_of, readable_circles
from journal.models import EntryTopic
from journal.topics import COLLECTIVE
from members.rules import is_member
from realtime.pages import Audience, LivePage, Region

Last = Mapping[int, int]  # of each circle, by its key: the last entry of the journal about it

EVERYBODYS = "home"  # the key of the one page


def _calls(last: Last, audience: Audience) -> SafeString:
    """Something else each time that the journal tells of one of the circles that this audience reads."""
    followed = [int(pk) for pk in audience.rights.split(",") if pk]
    return render_to_string("history/regions/calls.html", {"last": [last.get(pk, 0) for pk in followed]})


def _topics(last: Last) -> AbstractSet[str]:
    return {COLLECTIVE, *map(Circle.topic_of, last)}


class HomePage(LivePage[Last]):
    """Audiences: those who follow the same circles, whose keys name them."""

    name = "home"
    regions = {"calls": Region(render=_calls, topics=_topics)}

    def load(self, key: str) -> Last:
        if key != EVERYBODYS:
            raise Http404
        topic = Concat(Value(f"{Circle.topic_prefix}:"), OuterRef("pk"), output_field=CharField())
        about = EntryTopic.objects.filter(topic=topic).order_by("-entry").values("entry")[:1]
        return {pk: entry or 0 for pk, entry in Circle.objects.values_list("pk", Subquery(about))}

    def audience(self, key: str, person: Any) -> str | None:
        if not is_member(person):
            return None
        # Whose page it is asks for theirs too.
        followed, _theirs = read_together(lambda: readable_circles(person), lambda: circles_of(person))
        return ",".join(map(str, sorted(followed)))

    def rights_topics(self, data: Last) -> AbstractSet[str]:
        return {COLLECTIVE, *(f"{Circle.topic_of(pk)}:rules" for pk in data)}

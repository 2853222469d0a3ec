"""The shifts of a circle move by themselves: whoever looks sees who takes a place."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commissions.live import BoardViewers, circle_named, viewers_of
from commissions.models import Circle, Rota, Shift
from commissions.qualification_queries import NamedNeed, needs_in
from commissions.rota_presenters import RotaCard, known_in, volunteers_of, weeks_of
from commissions.rota_queries import rotas_of, shifts_to_come
from journal.clock import now
from realtime.pages import Audience, LivePage, Region


@dataclass(frozen=True)
class RotaBoard:
    """What the page shows."""

    circle: Circle
    rotas: list[Rota]
    shifts: list[Shift]
    needs: Mapping[int, Sequence[NamedNeed]]
    at: datetime

    @property
    def cards(self) -> list[RotaCard]:
        return [RotaCard(rota, volunteers_of(rota)) for rota in self.rotas]


def _weeks(data: RotaBoard, audience: Audience) -> SafeString:
    context = {
        "weeks": weeks_of(data.shifts, known_in(data.rotas), data.needs, data.at),
        "circle": data.circle,
        "is_member": audience.rights == BoardViewers.MEMBER,
        "rotas": data.rotas,
    }
    return render_to_string("commissions/regions/weeks.html", context)


def _rotas(data: RotaBoard, audience: Audience) -> SafeString:
    context = {"cards": data.cards, "is_member": audience.rights == BoardViewers.MEMBER}
    return render_to_string("commissions/regions/rotas.html", context)


def _topics(data: RotaBoard) -> AbstractSet[str]:
    return {data.circle.topic}


class RotaPage(LivePage[RotaBoard]):
    name = "rotas"
    regions = {"weeks": Region(render=_weeks, topics=_topics), "rotas": Region(render=_rotas, topics=_topics)}

    def load(self, key: str) -> RotaBoard:
        circle, at = circle_named(key), now()
        rotas = list(rotas_of(circle))
        return RotaBoard(circle, rotas, list(shifts_to_come(rotas, at)), needs_in(rotas), at)

    def audience(self, key: str, person: Any) -> str | None:
        return viewers_of(circle_named(key), person)

    def rights_topics(self, data: RotaBoard) -> AbstractSet[str]:
        return {f"{data.circle.topic}:rules"}

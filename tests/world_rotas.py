"""What comes back in the world: the opening hours of the CA, shared out; an exchange that waits; an absence."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from commissions.actions import (
    ask_swap,
    change_rota,
    enter_absence,
    join_rota,
    make_rota,
    name_qualification,
    set_qualified,
    take_place,
)
from commissions.forms.rotas import RotaForm
from commissions.models import Circle, Rota, RotaTurn
from members.models import Member

if TYPE_CHECKING:
    from tests.world import World


def add_rotas(w: World) -> None:
    """`size` rotas of the CA, at which Malo and Inès take turns; one of the circle that keeps its life to itself."""
    for number in range(w.size):
        begin = (18 * 60 + 30 * number) % (24 * 60)  # each at its own hour: nobody is at two at one time
        hour = time(begin // 60, begin % 60)
        rota = _rota(w, w.ca, w.malo, f"Permanence {number}", places=3, hour=hour, minutes=30)
        join_rota(rota, actor=w.malo, is_experienced=True)
        join_rota(rota, actor=w.ines)
        first, second = [rota.shifts.order_by("starts_at")[weeks] for weeks in (2, 3)]
        w.things["turn"] = take_place(first, actor=w.malo)
        w.things["wanted_turn"] = take_place(second, actor=w.ines)
        w.things["swap"] = ask_swap(w.turn, w.wanted_turn, actor=w.malo)
        w.things["rota"], w.things["shift"] = rota, rota.shifts.order_by("starts_at")[4]
        beyond = w.today + timedelta(days=200 + 10 * number)
        w.things["absence"] = enter_absence(actor=w.malo, first_on=beyond, last_on=beyond + timedelta(days=6))
        w.things["qualification"] = name_qualification(w.ca, name=f"Clés {number}", actor=w.malo)
        set_qualified(w.qualification, members=[w.malo, w.ines], actor=w.malo)
    change_rota(w.rota, actor=w.malo, **{**RotaForm.shown(w.rota), "needs": {w.qualification.pk: 1}})
    hidden = _rota(w, w.hidden_circle, w.omar, "Écouter à tour de rôle")
    w.things["hidden_rota"], w.things["hidden_shift"] = hidden, hidden.shifts.first()
    assert RotaTurn.objects.filter(member=w.malo).exists()


def _rota(
    w: World, circle: Circle, by: Member, title: str, places: int = 1, hour: time = time(18), minutes: int = 90
) -> Rota:
    return make_rota(
        circle,
        title=title,
        every="week",
        first_on=w.today + timedelta(days=1),
        hour=hour,
        minutes=minutes,
        places=places,
        actor=by,
    )

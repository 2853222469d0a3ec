"""The roles in the world: of the CA, held by Rose or by nobody; of the circle that keeps its life to itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from commissions.actions import describe_role, end_holding, entrust_role, open_link, write_handover_note

if TYPE_CHECKING:
    from tests.world import World


def add_roles(w: World) -> None:
    """`size` roles of the CA that Rose holds with somebody else, was given up by a third, and as many to take; Rose
    represents the CA in each of its groups."""
    year = w.today.year
    for number in range(w.size):
        w.things["role"] = role = describe_role(
            w.ca, name=f"Trésorerie {number}", mission="Tenir les comptes.", seats=3, term_months=24, actor=w.ada
        )
        w.things["holding"] = entrust_role(role, member=w.rose, since=date(year, 1, 1), actor=w.ada)
        entrust_role(role, member=w.ines, since=w.today, is_substitute=True, actor=w.ada)
        given_up = entrust_role(role, member=w.malo, since=date(year, 1, 1), actor=w.ada)
        w.things["own_holding"] = end_holding(given_up, actor=w.malo)
        write_handover_note(given_up, under_way="Le bilan.", whom_to_know="Rose.", actor=w.malo)
        describe_role(w.ca, name=f"Clés {number}", actor=w.ada)
    for group in w.ca.children.filter(name__startswith="Groupe"):
        entrust_role(open_link(w.ca, to=group, actor=w.ada), member=w.rose, since=w.today, actor=w.ada)
    w.things["hidden_role"] = hidden = describe_role(w.hidden_circle, name="Écoute", actor=w.ada)
    entrust_role(hidden, member=w.omar, since=w.today, actor=w.ada)

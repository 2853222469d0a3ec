"""Proxies and papers of the tests' world, in the CA's evening and in its next meeting."""

from typing import Any

from assembly.actions import name_roles
from votes.actions import enter_paper_proxy, enter_papers, give_proxy
from votes.models import Proxy


def add_proxies(w: Any) -> None:
    """Rose asks Malo for the next meeting, `size` others give blank proxies; papers wait for Malo's count."""
    w.convened_meeting.refresh_from_db()
    w.things["convened"] = w.convened_meeting.gathering
    for member in w.many:
        give_proxy(w.convened, giver=member, holder=None, actor=member)
    w.things["asked_proxy"] = give_proxy(w.convened, giver=w.rose, holder=w.malo, actor=w.rose)
    w.things["paper_form"] = form_of_rose(w)
    for member in (*w.many, w.rose):
        w.things["batch"] = enter_papers(
            w.ballot, electors=[member.pk], lines=[(1, "for")], second=w.malo, actor=w.ines
        )


def form_of_rose(w: Any) -> Proxy:
    """For tonight, entered by Malo while he facilitated: it waits for Rose, or for a second holder of a role."""
    name_roles(w.meeting, roles={"facilitator": w.malo}, actor=w.ines)
    form = enter_paper_proxy(w.meeting.gathering, giver=w.rose, holder=w.many[0], actor=w.malo)
    name_roles(w.meeting, roles={"facilitator": w.ines}, actor=w.malo)
    return form

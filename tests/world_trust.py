"""Proxies and papers of the tests' world, in the CA's evening and in its next meeting."""

from typing import Any

from votes.actions import enter_papers, give_proxy


def add_trust(w: Any) -> None:
    """Rose asks Malo for the next meeting, `size` others give blank proxies; papers wait for Malo's count."""
    w.convened_meeting.refresh_from_db()
    w.things["convened"] = w.convened_meeting.gathering
    for member in w.many:
        give_proxy(w.convened, giver=member, holder=None, actor=member)
    w.things["asked_proxy"] = give_proxy(w.convened, giver=w.rose, holder=w.malo, actor=w.rose)
    for member in (*w.many, w.rose):
        w.things["batch"] = enter_papers(
            w.ballot, electors=[member.pk], lines=[(1, "for")], second=w.malo, actor=w.ines
        )

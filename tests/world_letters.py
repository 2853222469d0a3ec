"""Letters of what waits, in the world of the tests that visit everything."""

from datetime import timedelta
from typing import Any

from journal.actions import CLOCK
from journal.clock import now
from members.actions import enter_closed_period, mute, refuse_address
from members.due import tell
from members.models import Mail, Notification
from proposals.models import Proposal


def add_letters(w: Any) -> None:
    """A letter to Rose of what is asked of her; what Inès muted; addresses that refuse letters; closed days."""
    for member in w.many:
        w.things["refused_address"] = refuse_address(member.email, reason="550 unknown", actor=CLOCK)
    for number in range(w.size):
        first = now().date() + timedelta(days=30 * (number + 1))
        w.things["closed_period"] = enter_closed_period(
            name=f"Fermeture {number}", first_on=first, last_on=first + timedelta(days=7), actor=w.ada
        )
    Notification.objects.filter(member=w.rose, settled_at=None).update(leaves_at=now())
    tell(w.rose)
    letter = Mail.objects.filter(kind="notifications", member=w.rose).latest("pk")
    w.tokens["letter"] = letter.text.rpartition("/letters/")[2].partition("/")[0]
    w.tokens["answer"] = letter.text.partition("/answers/")[2].partition("/")[0]
    for proposal in Proposal.objects.filter(author=w.malo)[: w.size]:
        w.things["mute"] = mute(w.ines, scope=proposal.topic, actor=w.ines)

"""How far a decision is carried out, on its page and in lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from members.models import Member
from proposals.models import Decision, FollowUp, Proposal
from web import dates
from web.components import Badge, Button

State = FollowUp.State
LOOKS = {
    State.TO_DO: ("", "square"),
    State.DOING: ("sky", "play"),
    State.DONE: ("leaf", "circle-check"),
    State.DROPPED: ("", "circle-x"),
}
"""The tone and the picture of each state."""


@dataclass(frozen=True)
class FollowUpLine:
    """What was noted one day, by whom."""

    badge: Badge
    text: str
    reason: str


@dataclass(frozen=True)
class FollowUpPanel:
    """Where it stands, what this person can say of it, and what was said before."""

    badge: Badge | None
    sentence: str
    reason: str
    buttons: Sequence[Button]
    links: Sequence[Button]
    history: Sequence[FollowUpLine]


def follow_up_panel(
    decision: Decision, rows: Sequence[FollowUp], *, may_note: bool, today: date
) -> FollowUpPanel | None:
    """None where nobody is to do anything, and this person cannot change that. `rows`: the latest first."""
    current = rows[0] if rows else None
    if current is None and not may_note:
        return None
    return FollowUpPanel(
        badge=state_badge(current, today) if current else None,
        sentence=who_and_when(current),
        reason=current.reason if current else "",
        buttons=_buttons(decision, current) if may_note else [],
        links=_links(decision, current) if may_note else [],
        history=[_line(row) for row in rows if row.noted_by],
    )


def state_badge(follow_up: FollowUp, today: date) -> Badge:
    """Late where its day has gone by."""
    if not follow_up.is_finished and follow_up.due_on is not None and follow_up.due_on < today:
        return Badge(pgettext("follow-up", "late"), "clay", "clock")
    return Badge(follow_up.get_state_display(), *LOOKS[State(follow_up.state)])


def who_would(proposal: Proposal) -> str:
    """The same of a text that is not decided yet; empty where it does not say."""
    return _who_and_when(proposal.responsible, proposal.due_on)


def who_and_when(follow_up: FollowUp | None) -> str:
    """“Rose carries it out, by 5 December.”"""
    words = _who_and_when(follow_up.responsible, follow_up.due_on) if follow_up else ""
    return words or _("Nobody is named to carry it out.")


def _who_and_when(responsible: Member | None, due_on: date | None) -> str:
    words = {
        "name": responsible.name if responsible else "",
        "day": dates.day(due_on, year=True) if due_on else "",
    }
    if responsible and due_on:
        return _("%(name)s carries it out, by %(day)s.") % words
    if responsible:
        return _("%(name)s carries it out.") % words
    return _("To be carried out by %(day)s; nobody is named yet.") % words if due_on else ""


def _buttons(decision: Decision, current: FollowUp | None) -> list[Button]:
    """What one press says."""
    url = reverse("proposals:progress", args=[decision.number])
    begin = Button(_("Say that it is under way"), url, "play", "", "state", State.DOING)
    finish = Button(_("Say that it is done"), url, "check", "leaf", "state", State.DONE)
    again = Button(_("Take it up again"), url, "rotate-ccw", "", "state", State.TO_DO)
    if current is None:
        return [finish]
    return {State.TO_DO: [begin, finish], State.DOING: [finish]}.get(State(current.state), [again])


def _links(decision: Decision, current: FollowUp | None) -> list[Button]:
    """What takes words, on a page of its own."""
    entrust = _("Change who carries it out, or by when") if current else _("Say who carries it out, and by when")
    url = reverse("proposals:responsible", args=[decision.number])
    links = [Button(entrust, url, "user-round", "quiet", is_link=True)]
    if current is not None and not current.is_finished:
        drop = reverse("proposals:progress", args=[decision.number]) + f"?state={State.DROPPED}"
        links.append(Button(_("Say why it is dropped"), drop, "circle-x", "quiet", is_link=True))
    return links


def _line(row: FollowUp) -> FollowUpLine:
    words = {"day": dates.day(row.noted_at, year=True), "name": row.noted_by.name if row.noted_by else ""}
    return FollowUpLine(
        Badge(row.get_state_display(), *LOOKS[State(row.state)]),
        " ".join([_("Noted on %(day)s by %(name)s.") % words, who_and_when(row)]),
        row.reason,
    )

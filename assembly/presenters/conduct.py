"""What whoever facilitates is offered: the next step, and the other acts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assembly.models import AgendaItem, BroughtDecision, Meeting
from assembly.next_step import Name
from assembly.presenters.buttons import act, advance, link
from assembly.presenters.conduct_step import ConductStep, conduct_step, step_of
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.brought_proposals import brought_proposal_on
from assembly.queries.meetings import can_be_reopened
from assembly.queries.record import AgendaLine
from commissions.models import Circle
from web.components import Button


@dataclass(frozen=True)
class FoldedActs:
    """What is done less often, folded under its label: what it means, and its buttons."""

    label: str
    key: str  # by which it stays open when the page changes
    text: str
    buttons: Sequence[Button]
    look: str = ""


@dataclass(frozen=True)
class ConductPanel:
    """All that whoever facilitates may do now."""

    step: ConductStep
    notices: Sequence[str]
    buttons: Sequence[Button]
    folded: Sequence[FoldedActs]


def conduct_panel(sheet: MeetingSheet) -> ConductPanel:
    """The panel as the meeting stands, in the active language."""
    name = step_of(sheet)
    obstacle = sheet.obstacle.reason if sheet.obstacle and name != "read" else ""
    if sheet.meeting.is_open:
        buttons, folded = _acts_of_evening(sheet, name)
    elif sheet.meeting.is_closed:
        buttons, folded = _acts_after(sheet), []
    elif sheet.meeting.is_cancelled:
        buttons, folded = [], []
    else:
        buttons, folded = _acts_before(sheet.meeting, name)
    return ConductPanel(
        step=conduct_step(sheet, name),
        notices=[text for text in (sheet.held_to, obstacle) if text],
        buttons=buttons,
        folded=folded,
    )


def _acts_of_evening(sheet: MeetingSheet, step: Name) -> tuple[list[Button], list[FoldedActs]]:
    key, folded = sheet.meeting.pk, []
    buttons = [
        *(_acts_on_item(sheet, sheet.current, step) if sheet.current else []),
        link(_("Change the agenda"), "agenda-edit", key, icon="list"),
        replace(link(_("Show on the wall (new window)"), "screen", key, icon="projector"), window="projector"),
        link(_("Roles"), "roles", key, icon="users"),
    ]
    if sheet.current and not sheet.current.open_ballot and step != "poll":
        folded.append(_quick_poll(sheet.current.item.pk))
    if step != "close":
        end = act(_("Close the meeting"), "closing", key, icon="moon-star", look="clay")
        text = _("What was not talked about is put off to the next meeting.")
        folded.append(FoldedActs(_("End the evening here"), "close", text, [end], "conduct__close"))
    return buttons, folded


def _acts_on_item(sheet: MeetingSheet, current: AgendaLine, step: Name) -> list[Button]:
    item = current.item
    buttons = [*_on_late_decision(sheet), *_on_proposal_set_aside(item)]
    buttons.append(act(_("+5 min"), "item-extension", item.pk, icon="timer", name="granted", value=item.extra_minutes))
    if sheet.timebox:
        buttons.append(sheet.timebox.button)
    if step != "next" and sheet.following:
        buttons.append(advance(sheet, _("Next item"), icon="arrow-right", look="quiet"))
    buttons.append(act(pgettext("an item", "Conclude"), "item-conclusion", item.pk, icon="check"))
    buttons.append(act(pgettext("an item", "Defer"), "item-deferral", item.pk, icon="calendar-clock"))
    if sheet.is_open_to_noting:
        buttons.append(link(_("Note a decision"), "decision-noting", item.pk, icon="gavel"))
    buttons.append(link(_("Invite somebody to this item"), "item-guests", item.pk, icon="user-plus"))
    if not current.open_ballot and step not in {"open_ballot", "decide"}:
        buttons.append(link(_("Put to a vote"), "ballot-new", item.pk, icon="vote"))
    return buttons


def _on_late_decision(sheet: MeetingSheet) -> list[Button]:
    """How far it is, of a decision for which the item is on the agenda since nobody has carried it out."""
    if sheet.brought is None or sheet.brought.reason != BroughtDecision.Reason.LATE:
        return []
    url = reverse("proposals:progress", args=[sheet.brought.decision.number])
    return [Button(_("Note how far it is"), url, "list-checks", is_link=True)]


def _on_proposal_set_aside(item: AgendaItem) -> list[Button]:
    """Where it is taken up again, or put to this meeting, of a proposal for which the item is on the agenda."""
    proposal = brought_proposal_on(item)
    if proposal is None:
        return []
    return [Button(_("Read the proposal, and take it up again"), proposal.get_absolute_url(), is_link=True)]


def _quick_poll(item: int) -> FoldedActs:
    return FoldedActs(
        _("Quick poll"),
        "poll",
        _("Everyone sees the answers as they come. It decides nothing."),
        [
            act(_("For or against, so far?"), "polls", item, icon="messages-square", look=""),
            link(_("Ask something else"), "ballot-new", item, query="poll"),
        ],
        "conduct__poll",
    )


def _acts_after(sheet: MeetingSheet) -> list[Button]:
    """A closing that was a slip is taken back within a few minutes."""
    if not can_be_reopened(sheet.meeting):
        return []
    return [act(_("Reopen the meeting"), "reopening", sheet.meeting.pk, icon="undo-2")]


def _acts_before(meeting: Meeting, step: Name) -> tuple[list[Button], list[FoldedActs]]:
    buttons = [
        link(_("Roles"), "roles", meeting.pk, icon="users"),
        link(_("Time and place"), "meeting-edit", meeting.pk, icon="pencil"),
        link(_("Cancel this meeting"), "cancellation", meeting.pk, icon="x"),
    ]
    if step != "prepare":
        buttons.insert(0, link(_("Change the agenda"), "agenda-edit", meeting.pk, icon="list"))
    if step == "open":
        buttons.append(link(_("Send the convocation again"), "convocation", meeting.pk, icon="mail"))
    if step != "convene":
        return buttons, []
    opening = act(_("Open it all the same"), "opening", meeting.pk, icon="door-open", look="")
    return buttons, [
        FoldedActs(_("Open without a convocation"), "unconvened", _if_not_convened(meeting.circle), [opening])
    ]


def _if_not_convened(circle: Circle) -> str:
    """What a meeting that nobody was called to may decide."""
    if circle.is_assembly:
        return _("Nothing can then be decided: the assembly talks, and decides at one that is convened in time.")
    if circle.decides_late:
        return _("By the circle's rules it decides all the same.")
    return _("It can then decide only while more than half of its members are present.")

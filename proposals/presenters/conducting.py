"""What whoever facilitates or wrote a proposal may make of it now: its next steps, and the ways to stop there."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from journal.lists import listed
from proposals.models import Objection, Proposal, Round
from proposals.process import Act, State, skipped_from
from web.components import Button


@dataclass(frozen=True)
class ExaminedObjection:
    """An objection that stands, before whoever facilitates."""

    objection: Objection
    may_help: bool  # to write its reason
    may_test: bool
    not_carried: str = ""  # why the circle is not asked about it, in words

    @property
    def name(self) -> str:
        return str(self.objection.position.member.name)

    @property
    def is_tested(self) -> bool:
        return hasattr(self.objection, "test")


def steps_of(proposal: Proposal, round: Round | None, acts: AbstractSet[Act], *, in_meeting: bool) -> list[Button]:
    """The buttons of whoever facilitates; in a meeting its own big button goes from stage to stage."""
    steps = []
    if Act.OPEN_ROUND in acts and not in_meeting:
        steps.append(_step("round", proposal.pk, _("Ask everybody for their position"), "circle-dot", "lamp"))
    if Act.CLOSE_ROUND in acts and round is not None and round.is_open and not in_meeting:
        steps.append(_step("closing", round.pk, _("Close the round and show the positions"), look="lamp"))
    if Act.NEXT_STAGE in acts and not in_meeting:
        steps.append(_step("stage", proposal.pk, next_stage_label(State(proposal.state))))
    if Act.PUT_TO_VOTE in acts:
        steps.append(_step("vote", proposal.pk, _("Put it to a vote")))
    return steps


def ends_of(proposal: Proposal, acts: AbstractSet[Act], *, may_hand_on: bool, next_page: str) -> list[Button]:
    """The pages where one says why it stops here; each comes back to `next_page`."""
    ends = [
        (Act.SET_ASIDE, "setting-aside", _("Set it aside for a next meeting")),
        (Act.SEND_BACK, "sending-back", _("Send it back to be reworked")),
        (Act.ESCALATE, "handing-on", _("Hand it to another circle")),
        (Act.WITHDRAW, "withdrawal", _("Withdraw this proposal")),
    ]
    query = "?" + urlencode({"next": next_page}) if next_page else ""
    return [
        Button(label, reverse(f"proposals:{name}", args=[proposal.pk]) + query)
        for act, name, label in ends
        if act in acts and (act != Act.ESCALATE or may_hand_on)
    ]


def _step(name: str, pk: int, label: str, icon: str = "", look: str = "") -> Button:
    return Button(label, reverse(f"proposals:{name}", args=[pk]), icon, look)


def next_stage_label(state: State) -> str:
    return {
        State.PRESENTED: _("Go on to the questions"),
        State.CLARIFICATION: _("Go on to the reactions"),
        State.REACTIONS: _("Go on to amending"),
    }.get(state, _("Improve the text with the objection"))


def skipping_label(state: State) -> str:
    """To ask everybody at once: what is left out; empty where nothing is."""
    stages = skipped_from(state)
    if not stages:
        return ""
    return _("Go to the objections: skips %(stages)s") % {"stages": skipped_in_words(stages)}


def skipped_in_words(stages: Sequence[State]) -> str:
    """« les questions, les réactions et l’ajustement »."""
    names = {
        State.CLARIFICATION: _("the questions"),
        State.REACTIONS: _("the reactions"),
        State.AMENDING: _("the amending"),
    }
    return listed(names[stage] for stage in stages)

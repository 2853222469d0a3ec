"""What happens next to a proposal online, and when: sentences from the table of the process."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.clock import now
from proposals.effects import titled
from proposals.models import ElectionPause, Proposal, ProposalPause, Stage
from proposals.process import Act, Need, State, deadline_of
from proposals.queries import is_in_meeting, may_fall_back, opens_vote_by_itself
from proposals.queries.deadlines import days_off_between, ends_of, public_holidays, vote_end
from proposals.sentences import pause_in_words
from web import dates
from web.components import Button, Notice


def next_online(stage: Stage) -> str:
    """What happens at the end of the stage, and when; then what happens where something is still missing."""
    if stage.ends_at is None:
        return ""
    state = State(stage.state)
    sentence = {
        State.PRESENTED: lambda: _("The circle reads it. The questions begin %(end)s."),
        State.CLARIFICATION: lambda: _(
            "Members ask in order to understand, and the author answers. The reactions begin %(end)s."
        ),
        State.REACTIONS: lambda: _(
            "Each person says once what they feel about it, or passes, and the author listens. The amending begins "
            "%(end)s."
        ),
        State.AMENDING: lambda: _after_amending(stage.proposal),
        State.OBJECTIONS: lambda: _(
            "Everybody of the circle is asked. Positions show together %(end)s, or as soon as all have answered."
        ),
        State.EXAMINATION: lambda: _(
            "An objection shows what would put us in difficulty: the person who raised it may lift it, or make it a "
            "concern. If it still stands, the improving of the text begins %(end)s."
        ),
        State.ADVISING: lambda: _(
            "Those who were asked give their advice %(until)s. Whoever is silent then is noted as silent, and it "
            "goes on."
        ),
        State.DECIDING: lambda: _("One person answers each advice in writing, and decides, %(until)s."),
        State.READING: lambda: _(
            "Nothing is decided: the circle reads it, and asks in order to understand. It is over %(end)s, or as soon "
            "as all have read it."
        ),
        State.INTEGRATION: lambda: _(
            "The person who objected suggests first, and the author writes a new version. Everybody is asked again "
            "%(end)s."
        ),
    }[state]() % {
        "end": dates.day_and_time(stage.ends_at),
        "until": dates.until(stage.ends_at),
        "close": dates.day_and_time(vote_end(stage.proposal, stage.ends_at)),
    }
    return " ".join(part for part in (sentence, _otherwise(stage), _days_off(stage)) if part)


def _days_off(stage: Stage) -> str:
    """Which days until its end do not count, where its circle's rules leave some out."""
    assert stage.ends_at is not None  # noqa: S101  (`next_online`)
    first, last = timezone.localtime(stage.entered_at).date(), timezone.localtime(stage.ends_at).date()
    off = days_off_between(stage.proposal.circle, first, last)
    names = [_("Saturdays and Sundays")] if off.weekends else []
    if off.holidays:
        known = public_holidays("fr" if get_language() == "fr" else "en_US")
        names += [
            _("%(day)s (%(holiday)s)") % {"day": dates.day(day), "holiday": known[day].replace("'", "’")}
            for day in off.holidays
        ]
    names += [
        _("“%(name)s” %(days)s") % {"name": period.name, "days": dates.days(period.first, period.last)}
        for period in off.closed
    ]
    return _("Days that do not count: %(names)s.") % {"names": ", ".join(names)} if names else ""


def _after_amending(proposal: Proposal) -> str:
    if proposal.process == Proposal.Process.CONSENT:
        return _("The author keeps the text or changes it. Everybody is asked %(end)s.")
    if opens_vote_by_itself(proposal):
        return _("The author keeps the text or changes it. Its vote opens online %(end)s, and closes %(close)s.")
    return _(
        "The author keeps the text or changes it. Its vote does not open by itself: whoever facilitates opens it, or "
        "puts it to a meeting. This stage ends %(end)s."
    )


def _otherwise(stage: Stage) -> str:
    """What happens at the end where something is missing: the stage is extended once, then the proposal ends."""
    state, is_extended = State(stage.state), stage.extended_at is not None
    if state == State.OBJECTIONS:
        if is_extended:
            return _("If too few people have answered by then, it is set aside.")
        return _("If too few people have answered by then, the round is extended once.")
    match deadline_of(state, by_vote=stage.proposal.is_by_vote).needs, is_extended:
        case Need.BALLOT, False if not opens_vote_by_itself(stage.proposal):
            return _("Otherwise the stage is extended once.")
        case Need.BALLOT, True:
            return _("Otherwise it is set aside, for a next meeting.")
        case Need.ANSWERS, False:
            return _("If a question still waits for its answer by then, the stage is extended once.")
        case Need.ANSWERS, True:
            return _("If a question still waits for its answer by then, the proposal lapses.")
        case Need.DECISION, False:
            return _("Without a decision by then, the stage is extended once.")
        case Need.DECISION, True:
            return _("Without a decision by then, the proposal lapses.")
        case Need.VERSION, False if state == State.INTEGRATION:
            return _("Without a new version by then, the stage is extended once.")
        case Need.VERSION, True if state == State.INTEGRATION and may_fall_back(stage.proposal):
            return _("Without a new version by then, the proposal lapses. Until then, it may be put to a vote.")
        case Need.VERSION, True if state == State.INTEGRATION:
            return _("Without a new version by then, the proposal lapses.")
    return ""


def pause_notices(pause: ProposalPause | ElectionPause | None) -> list[Notice]:
    """Who paused it and why, while it stands still."""
    words = pause_in_words(pause)
    return [Notice("plum", words)] if words else []


def notices(stage: Stage, pause: ProposalPause | None) -> list[Notice]:
    """What somebody did to its time, which everybody sees."""
    shown = pause_notices(pause)
    if stage.extended_at is not None and stage.ends_at is not None:
        values = {"end": dates.day_and_time(stage.ends_at)}
        if stage.extended_by is None:
            text = _("This stage was extended once: it ends %(end)s.") % values
        else:
            text = _("%(name)s extended this stage: it ends %(end)s.") % {**values, "name": stage.extended_by.name}
        shown.append(Notice("sky", text))
    return shown


@dataclass(frozen=True)
class ListedProposal:
    """A line of a list: what it is, where it stands, and until when where it is under way."""

    proposal: Proposal
    ends_at: datetime | None

    @property
    def title(self) -> str:
        return titled(self.proposal)

    @property
    def until(self) -> str:
        return _("ends %(end)s") % {"end": dates.day_and_time(self.ends_at)} if self.ends_at else ""


def listed(proposals: Sequence[Proposal]) -> list[ListedProposal]:
    ends = ends_of(proposals)
    return [ListedProposal(proposal, ends.get(proposal.pk)) for proposal in proposals]


def time_acts(proposal: Proposal, stage: Stage, pause: ProposalPause | None, acts: AbstractSet[Act]) -> list[Button]:
    """What its author and whoever facilitates may do with the time of the stage; a link where words are asked."""
    offered = []
    is_timed = stage.ends_at is not None
    if Act.EXTEND in acts and is_timed and stage.extended_at is None:
        offered.append(Button(_("Extend this stage"), _url("extension", proposal), "calendar-plus"))
    if Act.PAUSE in acts and is_timed and pause is None:
        offered.append(Button(_("Pause this proposal"), _url("pause", proposal), "circle-pause", is_link=True))
    if Act.END_PAUSE in acts and is_timed and pause is not None and pause.holds_at(now()):
        offered.append(Button(_("End the pause"), _url("pause-ending", proposal), "circle-play"))
    if Act.TAKE_ONLINE in acts and proposal.occasion and not is_in_meeting(proposal):
        offered.append(Button(_("Take it back online"), _url("online", proposal), "undo-2"))
    return offered


def _url(name: str, proposal: Proposal) -> str:
    return reverse(f"proposals:{name}", args=[proposal.pk])

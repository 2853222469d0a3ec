"""The door through which every act on a meeting goes."""

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assembly import process
from assembly.models import AgendaItem, ConductQuestion, Meeting
from commissions.models import Circle
from journal.actions import Actor, record, require, touch
from journal.clock import now
from journal.statements import Statement, locked, row
from members.models import Member
from votes.queries.ballots import standing_on

ASKED = Statement(
    lambda meeting, member: ConductQuestion.objects.filter(meeting=meeting, asked_of=member, answered_at=None), int, int
)
# An item of a meeting, and the one that takes it up in another.
OF_MEETING = Statement(
    lambda item, meeting: AgendaItem.objects.filter(pk=item, meeting=meeting).select_related("continued_by"), int, int
)

REFUSALS: dict[str, str | Promise] = {
    process.PLANNED: gettext_lazy("This meeting is not convened yet: send the convocation first, or open it."),
    process.CONVENED: gettext_lazy("This meeting has not begun: it is opened by whoever facilitates it."),
    process.OPEN: gettext_lazy("This meeting is under way: that was to be done before, or will be after it."),
    process.CANCELLED: gettext_lazy("This meeting is cancelled: whoever facilitates it may plan it again."),
    process.CLOSED: gettext_lazy("This meeting is closed: what is missing can be written into its minutes."),
}


def enter(act: str, meeting: Meeting, actor: Actor, *, later: str = "") -> Meeting:
    """Lock the meeting, and let `actor` do `act` in it if the table of acts allows.

    What is anyone's before the meeting may be somebody's once it is open: that act is then `later`.
    Whoever acts in an open meeting is there: nobody need answer a question that asks it (`ask_conductor`).
    Returns the meeting as it is once locked. Raises `PermissionDenied`, or `ValidationError`
    with the state of the meeting for its code.
    """
    meeting = locked(Meeting, meeting.pk)
    meeting.circle = row(Circle, meeting.circle_id)
    allowed = process.MEETING[act]
    if later and meeting.state not in allowed.states:
        allowed = process.MEETING[later]
    require(allowed.perm, actor, meeting)
    if meeting.state not in allowed.states:
        raise ValidationError(str(REFUSALS[meeting.state]), code=meeting.state)
    is_here = meeting.is_open and act != "answer_conductor"
    if is_here and isinstance(actor, Member) and ASKED.first(meeting.pk, actor.pk):
        meeting.conduct_questions.filter(asked_of=actor, answered_at=None).update(answered_at=now())  # not gone
    return meeting


def enter_at(act: str, item: AgendaItem, actor: Actor, *, later: str = "") -> AgendaItem:
    """The same for an act on an item: its meeting is locked, the item is as it is after the lock."""
    meeting = enter(act, item.meeting, actor, later=later)
    fresh = OF_MEETING.first(item.pk, meeting.pk)
    if fresh is None:
        raise ValidationError(_("This item is no longer on the agenda."), code="removed")
    fresh.meeting = meeting
    require("assembly.read_item", actor, fresh)
    return fresh


def becomes(item: AgendaItem, act: str) -> str:
    """The state that `act` gives the item; `ValidationError` when it can have no such act now."""
    allowed = process.ITEM[act]
    if item.state not in allowed:
        raise ValidationError(
            _("“%(title)s” is %(state)s: that is not possible now.")
            % {"title": item.title, "state": item.get_state_display()},
            code=item.state,
        )
    if act in {"start", "reopen"}:
        standing = getattr(item, "continued_by", None)
        if standing:
            raise continued(standing)
    return allowed[item.state]


def continued(standing: AgendaItem) -> ValidationError:
    """That another meeting talks about it: the item `standing` there."""
    return ValidationError(
        _("It is on the agenda of “%(meeting)s” already: talk about it there, or take it off there first.")
        % {"meeting": standing.meeting.title},
        code="continued",
    )


def check_current(item: AgendaItem) -> None:
    """Raise `ValidationError` unless something can be put to people on the item now."""
    if item.state != AgendaItem.State.CURRENT:
        raise ValidationError(_("Begin this item first: people decide on what they are talking about."), code="pending")
    ballot = standing_on(item.topic)
    if ballot and ballot.is_counting:
        raise ValidationError(
            _("The last vote on this item is being counted: its result comes in a moment."), code="ballot_counting"
        )
    if ballot:
        raise ValidationError(_("A vote is open on this item: close it first."), code="ballot_open")


def record_item(verb: str, item: AgendaItem, **values: object) -> None:
    """Record what happened to an item: a closed one where the circle alone reads it."""
    private = {name: text for name, text in values.items() if name in {"title", "reason", "text"}}
    body = {name: value for name, value in values.items() if name not in private}
    topic = item.topic if item.is_closed else item.meeting.topic
    record(
        verb,
        topics=[topic],
        body={"meeting": item.meeting_id, "item": item.pk, **body},
        private={name: str(text) for name, text in private.items()},
    )
    touch(item.meeting.topic)

"""The life of a meeting once it is planned (`planning`): convened, open, closed, reopened at once."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly import validity
from assembly.actions import floor
from assembly.actions.common import enter
from assembly.actions.noted_decisions import check_none_stands, settle_due
from assembly.actions.progress import leave
from assembly.letters import calendar_file, convocation_letter, sequence_of
from assembly.models import AgendaItem, Convocation, ItemSpan, Meeting
from assembly.notifications import CONVOCATION
from assembly.queries.meetings import changes_on, was_closed_just_now
from commissions.queries import people_of, voices_of
from journal.actions import CLOCK, Actor, action, record
from journal.checkpoint import take_checkpoint, text_of
from journal.clock import now
from members.answers import links_for
from members.models import Mail, Member
from members.notifications import written_apart
from members.outbox import Wording, as_written, edition, send
from votes.actions import close_gathering, mark_present, open_gathering, renew_roll, reopen_gathering
from votes.models import Gathering


@action
def convene(meeting: Meeting, *, actor: Member) -> Convocation:
    """Write to everybody who sits in the circle, with the agenda and the calendar file.

    Sent again after a change, it is a new convocation; without one it stands as it was sent, and goes to those who
    have come into the circle since. Whoever has no address is told on paper. It is sent even when the circle's delay
    is not kept: it then says so, in the letter, in the journal and in the minutes.
    """
    meeting = enter("convene", meeting, actor)
    items = list(
        meeting.items.select_related("owner", "convocation__meeting", "brought_decision__settled_by").order_by(
            "position", "pk"
        )
    )
    if not items:
        raise ValidationError(_("The agenda is empty: add what you will talk about first."), code="empty")
    sent_at = now()
    if meeting.starts_at <= sent_at:
        raise ValidationError(
            _("This meeting was to begin already: change its time, or open it without a convocation."), code="past"
        )
    content = _said(meeting, items)
    convocation, written = _standing(meeting, content)
    invited = list(people_of(meeting.circle).exclude(pk__in=written))
    reached = [member for member in invited if member.address]
    if convocation and not reached:
        return convocation
    meeting.gathering = gather(meeting, actor)
    meeting.state = Meeting.State.CONVENED
    meeting.save(update_fields=["gathering", "state"])
    needed = validity.days_needed(meeting)
    convocation = convocation or Convocation.objects.create(
        meeting=meeting,
        sent_at=sent_at,
        sent_by=actor,
        starts_at=meeting.starts_at,
        days_needed=needed,
        is_late=validity.leaves_late(meeting.starts_at, sent_at, needed),
    )
    announce(items, convocation)
    _write_to(invited, meeting, items, convocation, content, actor)
    record(
        "meeting.convened",
        topics=[meeting.topic, meeting.circle.topic],
        body={
            "meeting": meeting.pk,
            "convocation": convocation.pk,
            "items": [item.pk for item in items],
            "invited": len(reached),
            "days_needed": convocation.days_needed,
            "is_late": convocation.is_late,
        },
    )
    return convocation


def _write_to(
    invited: Sequence[Member],
    meeting: Meeting,
    items: Sequence[AgendaItem],
    convocation: Convocation,
    content: str,
    actor: Member,
) -> None:
    """One letter to each who has an address; its words, without what is one person's own, are kept."""
    checkpoint = take_checkpoint(actor=actor)
    reached = [member for member in invited if member.address]
    # where somebody passes the letters on by hand, nobody's own link is in them
    voices = set(voices_of(meeting.circle).values_list("pk", flat=True))  # who votes says whether they come
    voters = [member for member in reached if member.pk not in voices]
    links = links_for(voters, CONVOCATION, meeting.topic, key=asking_of(convocation)) if settings.MAIL_LEAVES else {}
    mails, edition_number = [], sequence_of(meeting)
    for member in invited:
        with override(member.language):
            held = text_of(checkpoint, member.language) if checkpoint else ""
            letter = convocation_letter(meeting, items, convocation, checkpoint=held)
            link = links.get(member.pk, "")
            own = convocation_letter(meeting, items, convocation, checkpoint=held, link=link) if link else letter
        if member.language == actor.language or not convocation.text:
            convocation.text = letter.text
        if not member.address:
            continue
        mails.append(
            send(
                to=member,
                kind=Convocation.LETTER,
                key=f"{convocation.pk}:{content}",
                subject=own.subject,
                text=own.text,
                attachments=[calendar_file(meeting, letter.text, edition_number)],
                about=meeting.topic,
                urgent=True,  # its delay begins when it leaves: it does not wait for the morning
                secret=bool(link),
                actor=actor,
            )
        )
    written_apart(mails, CONVOCATION, meeting.topic, key=asking_of(convocation), within=meeting.circle.topic)
    convocation.save(update_fields=["text"])


def asking_of(convocation: Convocation) -> str:
    """Tells one convocation's question, whether one comes, from that of the next."""
    return f"convocation:{convocation.pk}"


def renew_convocation(mail: Mail) -> Wording | None:
    """That one is called to a meeting, until it is over, or is cancelled."""
    convocation = Convocation.objects.select_related("meeting").get(pk=mail.key.partition(":")[0])
    return as_written(mail, holds=not convocation.meeting.is_over and convocation.cancelled_at is None)


def _said(meeting: Meeting, items: Sequence[AgendaItem]) -> str:
    """What tells this convocation from one that says something else."""
    with override("fr"):
        letter = convocation_letter(meeting, items, Convocation(meeting=meeting, is_late=False, days_needed=0))
    return edition(letter.subject, letter.text, meeting.ends_at.isoformat(), meeting.link)


def _standing(meeting: Meeting, content: str) -> tuple[Convocation | None, list[int]]:
    """The last convocation, if it says the same, and those who were written to."""
    last = meeting.convocations.filter(cancelled_at=None).last()
    letters = (
        Mail.objects.filter(kind=Convocation.LETTER, key=f"{last.pk}:{content}", member__isnull=False) if last else None
    )
    written = list(letters.values_list("member", flat=True)) if letters is not None else []
    return (last if written else None), written


def announce(items: list[AgendaItem], convocation: Convocation) -> None:
    """What this letter convenes: each item under its title and kind of now.

    An item that an earlier letter convened in time stays convened by that one, under its subject, while it is as it
    was; and however it is said since, when this letter comes too late to convene it anew.
    """
    comes_late, changes = validity.is_late(convocation), changes_on(items)
    for item in items:
        earlier, change = item.convocation, changes[item.pk]
        is_as_it_was = (item.subject, item.convened_kind, item.convened_change) == (item.title, item.kind, change)
        holds = earlier and validity.is_as_convened(convocation.meeting, earlier) and not validity.is_late(earlier)
        if not (holds and (is_as_it_was or comes_late)):
            item.convocation, item.subject, item.convened_kind = convocation, item.title, item.kind
            item.convened_change = change
    AgendaItem.objects.bulk_update(items, ["convocation", "subject", "convened_kind", "convened_change"])


def gather(meeting: Meeting, actor: Member) -> Gathering:
    """Let proxies and presence begin, on the circle's roll and rules of today."""
    rules = validity.rules_of_gathering(meeting)
    if meeting.gathering is not None:
        return renew_roll(meeting.gathering, rules=rules, actor=actor)
    return open_gathering(owner=meeting.topic, rules=rules, actor=actor)


@action
def open_meeting(meeting: Meeting, *, actor: Member) -> Meeting:
    """Begin. Whoever opens is present. Opening a meeting that is under way changes nothing."""
    meeting = enter("open", meeting, actor)
    if meeting.is_open:
        return meeting
    meeting.gathering = gathering = gather(meeting, actor)
    for convocation in meeting.convocations.all():  # whether it left in time is settled now
        convocation.is_late = validity.is_late(convocation)
        convocation.save(update_fields=["is_late"])
    meeting.state = Meeting.State.OPEN
    meeting.opened_at = now()
    meeting.save(update_fields=["gathering", "state", "opened_at"])
    record("meeting.opened", topics=[meeting.topic, meeting.circle.topic], body={"meeting": meeting.pk})
    mark_present(gathering, actor, actor=actor)
    return meeting


@action
def close_meeting(meeting: Meeting, *, actor: Actor) -> Meeting:
    """End it: everyone leaves, nobody speaks, what was not talked about is deferred.

    Refused while a vote or a round is open, or a decision noted stands: what is being decided is concluded first.
    A vote that closes by itself goes on without the meeting, and where the clock closes it, so does a round. Closing
    a meeting that is closed changes nothing.
    """
    meeting = enter("close", meeting, actor)
    if meeting.is_closed:
        return meeting
    settle_due(meeting)
    if actor is not CLOCK:
        check_none_stands(meeting)
    meeting.closed_at = now()
    current = list(meeting.items.filter(state=AgendaItem.State.CURRENT))
    for item in current:
        leave(item, AgendaItem.State.DONE, meeting.closed_at, is_overdue=actor is CLOCK)
    deferred = list(meeting.items.filter(state=AgendaItem.State.PENDING).values_list("pk", flat=True))
    meeting.items.filter(pk__in=deferred).update(state=AgendaItem.State.DEFERRED)
    meeting.items.filter(pk__in=[*deferred, *(item.pk for item in current)]).update(is_ended_by_closing=True)
    floor.clear(meeting, meeting.closed_at)
    if meeting.gathering:
        meeting.gathering = close_gathering(meeting.gathering, actor=actor)
    meeting.state = Meeting.State.CLOSED
    checkpoint = take_checkpoint(actor=actor)
    meeting.checkpoint_size = checkpoint.size if checkpoint else None
    meeting.save(update_fields=["state", "closed_at", "checkpoint_size"])
    record(
        "meeting.closed",
        topics=[meeting.topic, meeting.circle.topic],
        body={"meeting": meeting.pk, "deferred": deferred},
    )
    return meeting


@action
def reopen_meeting(meeting: Meeting, *, actor: Member) -> Meeting:
    """Take back a closing that was a slip: the meeting goes on where it was, with those who were there.

    What is on a later agenda by then, or no longer needed, stays put off. Within ten minutes of it, before anybody has
    signed. Reopening a meeting that is open changes nothing. Raises
    ValidationError: `late`, `signed`.
    """
    meeting = enter("reopen", meeting, actor)
    if meeting.is_open:
        return meeting
    if meeting.closed_at is None or not was_closed_just_now(meeting):
        raise ValidationError(
            _("It closed more than ten minutes ago: what is missing can be written into its minutes."), code="late"
        )
    if meeting.signatures.exists():
        raise ValidationError(
            _("Its minutes are signed: whoever signed takes their signature back first."), code="signed"
        )
    ended = meeting.items.filter(is_ended_by_closing=True, continued_by=None, dismissal=None)
    for item in ended.filter(state=AgendaItem.State.DONE):
        ItemSpan.objects.create(item=item, started_at=now())
    ended.filter(state=AgendaItem.State.DONE).update(state=AgendaItem.State.CURRENT)
    ended.filter(state=AgendaItem.State.DEFERRED).update(state=AgendaItem.State.PENDING)
    ended.update(is_ended_by_closing=False)
    floor.take_back_clearing(meeting, meeting.closed_at)
    if meeting.gathering:
        meeting.gathering = reopen_gathering(meeting.gathering, actor=actor)
    meeting.state = Meeting.State.OPEN
    meeting.closed_at = meeting.checkpoint_size = None
    meeting.save(update_fields=["state", "closed_at", "checkpoint_size"])
    record("meeting.reopened", topics=[meeting.topic, meeting.circle.topic], body={"meeting": meeting.pk})
    return meeting

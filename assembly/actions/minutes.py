"""What is kept: notes written together, tasks given, signatures, corrections."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assembly.actions.common import enter, enter_at
from assembly.models import (
    AgendaItem,
    Correction,
    DecisionTask,
    Meeting,
    MeetingTask,
    Note,
    NoteText,
    RivalNote,
    Signature,
)
from assembly.queries.meetings import ballots_to_conclude
from assembly.signed_text import to_sign
from commissions.actions import add_task
from commissions.models import Circle, Task
from journal.actions import action, record, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.models import Decision
from votes.wording.ballots import to_the_second

SIGNED = ("text", "open_text", "data", "open_data", "digest", "open_digest", "masked_at")
"""What a second signature takes over from the first: both sign the same."""


@action
def write_notes(item: AgendaItem, *, text: str, base: int, actor: Member, rival: int | None = None) -> Note | RivalNote:
    """Keep the text of an item. `base` is the version that it was written from.

    When somebody else has written since, nothing is overwritten and nothing is lost: the text is
    kept beside theirs as a `RivalNote`, until a person chooses (`settle_notes`). A writer who goes
    on typing meanwhile goes on with that same one, named by `rival`.
    """
    item = enter_at("write_notes", item, actor)
    check_unsigned(item.meeting)
    note = Note.objects.select_for_update().get_or_create(item=item)[0]
    beside = item.rival_notes.filter(pk=rival, written_by=actor).first() if rival else None
    if beside is None and note.version != base and note.text != text:
        beside = RivalNote(item=item, written_by=actor)
    if beside is not None:
        beside.text, beside.written_at = text, now()
        beside.save()
        _remember(item, text, actor)
        touch(item.meeting.notes_topic)
        return beside
    return _keep(note, text, actor)


@action
def settle_notes(item: AgendaItem, *, text: str, base: int, rivals: Collection[int], actor: Member) -> Note | RivalNote:
    """Choose, between texts that disagree, the one that stands. `rivals` are those that the person saw."""
    item = enter_at("write_notes", item, actor)
    check_unsigned(item.meeting)
    note = Note.objects.select_for_update().get_or_create(item=item)[0]
    if note.version != base:
        return write_notes(item, text=text, base=base, actor=actor)
    item.rival_notes.filter(pk__in=rivals).delete()
    return _keep(note, text, actor)


@action
def take_up_text(earlier: NoteText, *, base: int, actor: Member) -> Note:
    """Let a text that was saved before stand again. The one that stands now is kept like every other.

    `base` is the version that the person saw. Raises ValidationError: `changed` when somebody wrote meanwhile.
    """
    item = enter_at("write_notes", earlier.item, actor)
    check_unsigned(item.meeting)
    note = Note.objects.select_for_update().get_or_create(item=item)[0]
    if note.version != base and note.text != earlier.text:
        raise ValidationError(
            _("Somebody has written in these notes meanwhile: read them, then take up the earlier text."),
            code="changed",
        )
    return _keep(note, earlier.text, actor)


def _keep(note: Note, text: str, actor: Member) -> Note:
    if note.text != text:
        _remember(note.item, text, actor)
        note.text, note.version, note.written_by, note.written_at = text, note.version + 1, actor, now()
        note.save(update_fields=["text", "version", "written_by", "written_at"])
    touch(note.item.meeting.notes_topic)
    return note


def _remember(item: AgendaItem, text: str, actor: Member) -> None:
    """Keep this text for good. One that begins with the writer's last one takes its place: nothing of it is lost."""
    if not text.strip():
        return
    last = item.note_texts.filter(written_by=actor).first()
    if last is None or not text.startswith(last.text.rstrip()):
        last = NoteText(item=item, written_by=actor)
    last.text, last.written_at = text, now()
    last.save()


@action
def give_task(
    meeting: Meeting,
    *,
    title: str,
    actor: Member,
    item: AgendaItem | None = None,
    decision: Decision | None = None,
    circle: Circle | None = None,
    assignee: Member | None = None,
    due_on: date | None = None,
) -> Task:
    """Give something to do to somebody, or to whoever volunteers; the minutes and the task say where from."""
    meeting = enter("give_task", meeting, actor)
    check_unsigned(meeting)
    if item is not None:
        item = enter_at("give_task", item, actor)
    if (item is not None and item.meeting_id != meeting.pk) or (decision and decision.occasion != meeting.topic):
        raise ValidationError(_("That belongs to another meeting."), code="elsewhere")
    task: Task = add_task(circle or meeting.circle, title=title, assignee=assignee, due_on=due_on, actor=actor)
    return keep_task(task, meeting=meeting, item=item, decision=decision)


def keep_task(task: Task, *, meeting: Meeting, item: AgendaItem | None, decision: Decision | None) -> Task:
    """Keep where a task comes from, and how it was given."""
    MeetingTask.objects.create(
        meeting=meeting, item=item, task=task, title=task.title, assignee=task.assignee, due_on=task.due_on
    )
    if decision is not None:
        DecisionTask.objects.create(decision=decision, task=task)
    touch(meeting.topic, meeting.notes_topic)
    return task


@action
def sign(meeting: Meeting, *, actor: Member) -> Signature:
    """Sign the minutes, as chair or as secretary. From the first signature on, their text stands still, byte for byte.

    Signing twice changes nothing. After both, the minutes are valid.
    """
    meeting = enter("sign", meeting, actor)
    if standing := meeting.signatures.filter(member=actor).first():
        return standing
    if RivalNote.objects.filter(item__meeting=meeting).exists():
        raise ValidationError(_("Two texts of the notes disagree: choose between them before signing."), code="rivals")
    if waiting := next(ballots_to_conclude(meeting), None):
        raise ValidationError(
            _("A vote of this meeting is not counted yet: its result enters the minutes by itself, at %(end)s.")
            % {"end": to_the_second(waiting.closes_at or now())},
            code="ballot_open",
        )
    capacity = meeting.roles.filter(member=actor, role__in=Signature.Capacity.values).values_list("role", flat=True)
    first = meeting.signatures.first()
    signed = {name: getattr(first, name) for name in SIGNED} if first else to_sign(meeting)
    signature = Signature.objects.create(
        meeting=meeting, capacity=capacity[0], member=actor, name=actor.name, signed_at=now(), **signed
    )
    record(
        "minutes.signed",
        topics=[meeting.topic],
        body={
            "meeting": meeting.pk,
            "capacity": signature.capacity,
            "digest": signature.digest,
            "whole_digest": signature.whole_digest,
        },
    )
    return signature


@action
def unsign(meeting: Meeting, *, actor: Member) -> None:
    """Take one's signature back, so that the text can be changed: until the other has signed too."""
    meeting = enter("sign", meeting, actor)
    signature = meeting.signatures.filter(member=actor).first()
    if signature is None:
        return
    if meeting.signatures.count() > 1:
        raise ValidationError(
            _("Both have signed: the minutes are valid. What must be put right is written as a correction."),
            code="signed",
        )
    record(
        "minutes.signature_taken_back",
        topics=[meeting.topic],
        body={"meeting": meeting.pk, "capacity": signature.capacity},
    )
    signature.delete()


@action
def correct_minutes(meeting: Meeting, *, text: str, actor: Member) -> Correction:
    """Add a rectification below minutes that both have signed. What was signed stays as it was."""
    meeting = enter("correct", meeting, actor)
    if meeting.signatures.count() < 2:
        raise ValidationError(_("These minutes are not signed by both yet: change their text."), code="unsigned")
    if not text.strip():
        raise wrong("text", _("Write what must be put right."), code="blank")
    correction = Correction.objects.create(meeting=meeting, member=actor, text=text.strip(), written_at=now())
    record(
        "minutes.corrected",
        topics=[meeting.topic],
        body={"meeting": meeting.pk, "correction": correction.pk},
        private={"text": correction.text},
    )
    return correction


def check_unsigned(meeting: Meeting) -> None:
    if meeting.signatures.exists():
        raise ValidationError(
            _("The minutes are signed: their text does not change. A correction can be added."), code="signed"
        )

"""The tasks that a meeting leads to: each is taken, and stands on the board of its circle, or left, once."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.actions.common import enter
from assembly.following_tasks import BY_KEY
from assembly.models import DecisionTask, FollowingTaskChoice, Meeting
from assembly.queries.following_tasks import OfferedTask, tasks_that_follow
from commissions.actions import add_task
from commissions.models import Task
from journal.actions import action, record, touch
from journal.clock import now
from members.models import Member


@action
def take_following_task(meeting: Meeting, *, key: str, actor: Member) -> FollowingTaskChoice:
    """Put it on the board of the meeting's circle, with its date and article, for whoever volunteers. Twice is once.

    It says which decision it comes from; the minutes, which may be signed, do not change.
    Raises ValidationError: `unknown` where nothing of the kind follows from this meeting, `left` once it was left.
    """
    meeting = enter("choose_following_task", meeting, actor)
    if (standing := _choice(meeting, key)) is not None:
        if standing.task is None:
            raise ValidationError(
                _("This task was left: if it is to be done all the same, add it to the board of the circle."),
                code="left",
            )
        return standing
    offered = _offered(meeting, key)
    with override(settings.LANGUAGE_CODE):
        title, note = str(offered.following.title), str(offered.following.article)
    task: Task = add_task(meeting.circle, title=title, note=note, due_on=offered.due_on, actor=actor)
    DecisionTask.objects.create(decision=offered.decision, task=task)
    return _choose(meeting, key, task, actor)


@action
def leave_following_task(meeting: Meeting, *, key: str, actor: Member) -> FollowingTaskChoice:
    """It is done already, or does not concern the collective: it is offered no more. Twice changes nothing.

    Raises ValidationError: `unknown`, and `taken` once it was taken.
    """
    meeting = enter("choose_following_task", meeting, actor)
    if (standing := _choice(meeting, key)) is not None:
        if standing.task is not None:
            raise ValidationError(_("This task is on the board already: finish it there."), code="taken")
        return standing
    return _choose(meeting, _offered(meeting, key).key, None, actor)


def _choice(meeting: Meeting, key: str) -> FollowingTaskChoice | None:
    if key not in BY_KEY:
        raise _unknown()
    return FollowingTaskChoice.objects.filter(meeting=meeting, key=key).select_related("task").first()


def _offered(meeting: Meeting, key: str) -> OfferedTask:
    for offered in tasks_that_follow(meeting):
        if offered.key == key:
            return offered
    raise _unknown()


def _choose(meeting: Meeting, key: str, task: Task | None, actor: Member) -> FollowingTaskChoice:
    choice = FollowingTaskChoice.objects.create(meeting=meeting, key=key, task=task, chosen_by=actor, chosen_at=now())
    body = {"meeting": meeting.pk, "key": key, "task": task.pk if task else None}
    record("following_task.taken" if task else "following_task.left", topics=[meeting.topic], body=body)
    touch(meeting.notes_topic)
    return choice


def _unknown() -> ValidationError:
    return ValidationError(_("No task of this kind follows from what this meeting decided."), code="unknown")

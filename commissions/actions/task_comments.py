"""What people say of a task: said, and taken back by whoever said it."""

from commissions.actions.tasks import locked_task, record_task
from commissions.models import Task, TaskComment
from journal.actions import action, require
from journal.clock import now
from members.models import Member


@action
def comment_task(task: Task, *, text: str, actor: Member) -> TaskComment:
    """Say something of it, finished or not. Raises ValidationError on `text` without a word."""
    task = locked_task(task)
    require("commissions.comment_task", actor, task)
    comment = TaskComment(task=task, member=actor, text=text.strip(), commented_at=now())
    comment.full_clean()
    comment.save()
    record_task(task, "task.commented", body={"comment": comment.pk}, private={"text": comment.text})
    return comment


@action
def withdraw_task_comment(comment: TaskComment, *, actor: Member) -> None:
    """Take back what one said: it is gone from the page. Twice changes nothing."""
    task = locked_task(comment.task)
    standing = TaskComment.objects.filter(pk=comment.pk).first()
    require("commissions.withdraw_task_comment", actor, standing or comment)
    if standing is not None:
        record_task(task, "task.comment_withdrawn", body={"comment": standing.pk})
        standing.delete()

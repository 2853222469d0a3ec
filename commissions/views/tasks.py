"""The pages of tasks: a circle's board, one's own, those of every circle, the wall's list."""

from collections.abc import Callable

import rules
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissions import actions, wall_list
from commissions.forms.tasks import TaskForm
from commissions.live import BoardViewers
from commissions.models import Circle, Task
from commissions.presenters import cards, giving_back, origins_on
from commissions.queries import board_for, board_of, circles_of
from commissions.rota_presenters import TurnLine, week_on_the_wall
from commissions.rota_queries import turns_of
from commissions.task_list import Only, TaskSearch, cards_for, circles_in, kinds_of, people_in, shown_of
from commissions.wall_list import SheetSize
from journal.actions import require
from journal.clock import now
from members.models import Member
from members.requests import MemberRequest
from realtime.pages import open_page
from web.components import Confirmation, Undo
from web.responses import came_from, perform, perform_form

SHOWN_TURNS = 3
A_PAGE = 30


@login_required
@require_safe
def tasks(request: MemberRequest) -> HttpResponse:
    """What I have taken, and what wants a volunteer wherever I may help."""
    require("commissions.see", request.user)
    board = board_for(request.user)
    origins, today, at = origins_on(board), timezone.localdate(now()), now()
    mine = circles_of(request.user)
    context = {
        "wanted": cards(board.wanted, origins, today),
        "taken": cards(board.taken, origins, today, is_mine=True),
        "done": cards(board.done, origins, today, is_mine=True),
        "circles": mine,
        "turns": [TurnLine(turn, at) for turn in turns_of(request.user, at)[:SHOWN_TURNS]],
    }
    return render(request, "commissions/tasks.html", context)


@login_required
@require_safe
def all_tasks(request: MemberRequest) -> HttpResponse:
    """What there is to do in every circle that I may follow: all, or what the address chooses."""
    require("commissions.see", request.user)
    search, today = TaskSearch.read(request.GET), timezone.localdate(now())
    page = Paginator(search.tasks(request.user, today), A_PAGE).get_page(request.GET.get("page"))
    kinds, circles, people = kinds_of(search), circles_in(search, request.user), people_in(search, request.user)
    context = {
        "page": page,
        "cards": cards_for(page, request.user, today),
        "kinds": kinds,
        "circles": circles,
        "people": people,
        "title": shown_of(kinds),
        "circle": shown_of(circles),
        "person": shown_of(people),
        "is_late": search.only == Only.LATE and page.paginator.count > 0,
    }
    return render(request, "commissions/all_tasks.html", context)


@login_required
@require_safe
def circle_tasks(request: MemberRequest, slug: str) -> HttpResponse:
    live = open_page(request, "tasks", slug)
    context = {"live": live, "circle": live.data.circle, "is_member": live.audience.rights == BoardViewers.MEMBER}
    return render(request, "commissions/board.html", context)


@login_required
@require_safe
def wall(request: MemberRequest, slug: str) -> HttpResponse:
    """The circle's tasks, and its shifts of the seven days to come, as they stand on the sheets for the wall."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.read", request.user, circle)
    board = board_of(circle)
    context = {
        "circle": circle,
        "tasks": [*board.wanted, *board.taken],
        "shifts": week_on_the_wall(circle, now()),
        "printed_on": timezone.localdate(now()),
    }
    return render(request, "commissions/wall.html", context)


@login_required
@require_safe
def wall_pdf(request: MemberRequest, slug: str, paper: str) -> HttpResponse:
    """The sheets for the wall, to print: `paper` is "a4" or "a3"."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.read", request.user, circle)
    if paper not in list(SheetSize):
        raise Http404
    return HttpResponse(
        wall_list.draw(circle, SheetSize(paper)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{slug}-{timezone.localdate(now())}-{paper}.pdf"'},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task_new(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.add_task", request.user, circle)
    return perform_form(
        request,
        TaskForm(request.POST or None, circle=circle),
        lambda data: actions.add_task(circle, actor=request.user, **data),
        to=reverse("commissions:circle-tasks", args=[slug]),
        message=_("It is on the board."),
        template="commissions/task_form.html",
        context={"circle": circle, "title": _("Add a task")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say better what is to be done, for when, and give it to someone else."""
    task = get_object_or_404(Task.objects.select_related("circle", "assignee"), pk=pk)
    require("commissions.change_task", request.user, task)
    shown = {"title": task.title, "assignee": task.assignee, "due_on": task.due_on, "note": task.note}
    return perform_form(
        request,
        TaskForm(request.POST or None, circle=task.circle, holder=task.assignee, initial=shown),
        lambda data: actions.change_task(task, actor=request.user, **data),
        to=reverse("commissions:circle-tasks", args=[task.circle.slug]),
        message=_("It is changed."),
        edits=True,
        template="commissions/task_form.html",
        context={"circle": task.circle, "task": task, "title": _("Change the task")},
    )


@login_required
@require_POST
def task_taking(request: MemberRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.take_task, _("It is yours. Thank you!"), undo="commissions:task-giving-back")


@login_required
@require_POST
def task_giving_back(request: MemberRequest, pk: int) -> HttpResponse:
    message, undo = _("A volunteer is wanted again."), "commissions:task-taking"
    return _act(request, pk, actions.give_back_task, message, asks=giving_back, undo=undo)


@login_required
@require_POST
def task_finishing(request: MemberRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.finish_task, _("Done. Thank you!"), undo="commissions:task-reopening")


@login_required
@require_POST
def task_reopening(request: MemberRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.reopen_task, _("It is back on the board."))


def _act(
    request: MemberRequest,
    pk: int,
    act: Callable[..., Task],
    message: str,
    *,
    asks: Callable[[Task, Member], Confirmation | None] | None = None,
    undo: str = "",
) -> HttpResponse:
    """One tap, from whichever page shows the task, and back to it.

    `undo` names the address that takes it back: offered of what was not asked beforehand.
    """
    task = get_object_or_404(Task.objects.select_related("circle", "assignee"), pk=pk)
    may_follow = rules.has_perm("commissions.read", request.user, task)
    board = reverse("commissions:circle-tasks", args=[task.circle.slug]) if may_follow else reverse("commissions:tasks")
    confirmation = asks(task, request.user) if asks else None
    return perform(
        request,
        lambda: act(task, actor=request.user),
        to=came_from(request, board),
        message=message,
        confirmation=confirmation,
        undo=Undo(reverse(undo, args=[pk])) if undo and confirmation is None else None,
    )

"""`/api/v1/tasks/`."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions, queries
from commissions.api.common import OfMember
from commissions.api.task_files import FilesOfTask, TaskFileSerializer
from commissions.models import ChecklistLine, Circle, Task, TaskComment
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from members.rules import is_member
from web.api import REFUSALS, NamedField


class TaskSerializer(serializers.ModelSerializer):
    """A task; `assignee` null means that a volunteer is wanted."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    assignee = NamedPersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Task
        fields = ["id", "circle", "title", "note", "assignee", "due_on", "done_at"]


class ChecklistLineSerializer(serializers.ModelSerializer):
    """One thing to do of a task; `ticked_at` null: not done yet."""

    ticked_by = NamedPersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ChecklistLine
        fields = ["id", "text", "ticked_at", "ticked_by"]
        read_only_fields = ["ticked_at"]


class TaskCommentSerializer(serializers.ModelSerializer):
    """What somebody says of a task."""

    member = NamedPersonSerializer(read_only=True)

    class Meta:
        model = TaskComment
        fields = ["id", "member", "text", "commented_at"]
        read_only_fields = ["commented_at"]


class TaskWithPartsSerializer(TaskSerializer):
    """A task with its checklist and its files, in their order, and what is said of it, the oldest first."""

    checklist = ChecklistLineSerializer(many=True, read_only=True)
    files = TaskFileSerializer(many=True, read_only=True)
    comments = TaskCommentSerializer(many=True, read_only=True)

    class Meta(TaskSerializer.Meta):
        fields = [*TaskSerializer.Meta.fields, "checklist", "files", "comments"]


class NewTaskSerializer(serializers.Serializer):
    circle = NamedField(slug_field="slug", queryset=Circle.objects.all())
    title = serializers.CharField(max_length=160)
    note = serializers.CharField(required=False, allow_blank=True, default="")
    assignee = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


@extend_schema_view(
    list=extend_schema(
        summary="The tasks of the circles whose life you may follow",
        responses={200: TaskSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(
        summary="A task, its checklist, its files and what is said of it",
        responses={200: TaskWithPartsSerializer, **REFUSALS},
    ),
)
class TaskViewSet(FilesOfTask, mixins.ListModelMixin, mixins.RetrieveModelMixin):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = TaskSerializer
    queryset = Task.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {
        "circle__slug": ["exact"],
        "assignee": ["exact", "isnull"],
        "done_at": ["isnull"],
        "due_on": ["exact", "lt", "gte"],
    }

    def get_queryset(self) -> QuerySet[Task]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Task.objects.none()
        tasks = queries.readable_tasks(self.request.user).select_related("circle", "assignee")
        if self.action != "retrieve":
            return tasks
        return tasks.prefetch_related("checklist__ticked_by", "files", "comments__member")

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return TaskWithPartsSerializer if self.action == "retrieve" else TaskSerializer

    @extend_schema(
        summary="Put a task on a circle's board",
        request=NewTaskSerializer,
        responses={201: TaskSerializer, **REFUSALS},
    )
    def create(self, request: MemberAPIRequest) -> Response:
        serializer = NewTaskSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        task = actions.add_task(values.pop("circle"), actor=request.user, **values)
        return Response(TaskSerializer(task).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Take it", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def taking(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.take_task)

    @extend_schema(summary="Give it back", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"], url_path="giving-back")
    def giving_back(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.give_back_task)

    @extend_schema(summary="It is done", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def finishing(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.finish_task)

    @extend_schema(summary="Not done after all", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def reopening(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.reopen_task)

    @extend_schema(
        summary="Put one more thing at the end of its checklist",
        request=ChecklistLineSerializer,
        responses={201: ChecklistLineSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def checklist(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._add(ChecklistLineSerializer, request, actions.add_checklist_line)

    @extend_schema(
        summary="Say something of it",
        request=TaskCommentSerializer,
        responses={201: TaskCommentSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def comments(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._add(TaskCommentSerializer, request, actions.comment_task)

    def _add(
        self, kind: type[serializers.ModelSerializer[Any]], request: MemberAPIRequest, act: Callable[..., Model]
    ) -> Response:
        task = self.get_object()
        serializer = kind(data=request.data)
        serializer.is_valid(raise_exception=True)
        part = act(task, actor=request.user, text=serializer.validated_data["text"])
        return Response(kind(part).data, status=status.HTTP_201_CREATED)

    def _act(self, request: MemberAPIRequest, pk: str, act: Callable[..., Task]) -> Response:
        task = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(TaskSerializer(act(task, actor=request.user)).data)


class ChecklistLineViewSet(OfMember):
    serializer_class = ChecklistLineSerializer
    queryset = ChecklistLine.objects.none()

    def get_queryset(self) -> QuerySet[ChecklistLine]:
        person = self.person()
        if person is None:
            return ChecklistLine.objects.none()
        lines = ChecklistLine.objects.filter(task__in=queries.readable_tasks(person))
        return lines.select_related("task__circle", "ticked_by")

    @extend_schema(summary="It is done", request=None, responses={200: ChecklistLineSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def ticking(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.tick_checklist_line)

    @extend_schema(summary="Not done after all", request=None, responses={200: ChecklistLineSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def unticking(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.untick_checklist_line)

    @extend_schema(summary="Take it off", responses={204: None, **REFUSALS})
    def destroy(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.remove_checklist_line(self.get_object(), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TaskCommentViewSet(OfMember):
    serializer_class = TaskCommentSerializer
    queryset = TaskComment.objects.none()

    def get_queryset(self) -> QuerySet[TaskComment]:
        person = self.person()
        if person is None:
            return TaskComment.objects.none()
        comments = TaskComment.objects.filter(task__in=queries.readable_tasks(person))
        return comments.select_related("task__circle", "member")

    @extend_schema(summary="Take your comment back", responses={204: None, **REFUSALS})
    def destroy(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.withdraw_task_comment(self.get_object(), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

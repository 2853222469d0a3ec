"""`/api/v1/tasks/`."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions, queries
from commissions.models import Circle, Task
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from members.requests import MemberAPIRequest
from members.rules import is_member
from web.api import REFUSALS


class TaskSerializer(serializers.ModelSerializer):
    """A task; `assignee` null means that a volunteer is wanted."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    assignee = NamedPersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Task
        fields = ["id", "circle", "title", "note", "assignee", "due_on", "done_at"]


class NewTaskSerializer(serializers.Serializer):
    circle = serializers.SlugRelatedField(slug_field="slug", queryset=Circle.objects.all())
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
    retrieve=extend_schema(summary="A task", responses={200: TaskSerializer, **REFUSALS}),
)
class TaskViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = TaskSerializer
    queryset = Task.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "assignee": ["exact", "isnull"], "done_at": ["isnull"]}

    def get_queryset(self) -> QuerySet[Task]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Task.objects.none()
        return queries.readable_tasks(self.request.user).select_related("circle", "assignee")

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

    def _act(self, request: MemberAPIRequest, pk: str, act: Callable[..., Task]) -> Response:
        task = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(TaskSerializer(act(task, actor=request.user)).data)

"""`/api/v1/tasks/<id>/files/` and `/api/v1/task-files/`: plain input, one action, plain output."""

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions, queries
from commissions.api.common import OfMember, read
from commissions.models import Task, TaskFile
from commissions.models.task_file import TASK_FILES
from journal.actions import require
from members.api.requests import MemberAPIRequest
from web.api import REFUSALS, NewAttachedFileSerializer
from web.downloads import download


class TaskFileSerializer(serializers.ModelSerializer):
    """A file that comes with the task; itself it is had at `/task-files/<id>/content/`."""

    class Meta:
        model = TaskFile
        fields = ["id", "name", "kind", "size", "sha256", "attached_at"]


class FilesOfTask(viewsets.GenericViewSet[Task]):
    """What comes with the task."""

    @extend_schema(
        summary="The files that come with it, in their order",
        responses={200: TaskFileSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def files(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(TaskFileSerializer(self.get_object().files.all(), many=True).data)

    @extend_schema(
        summary="Attach a file: whoever is of the circle may, and whoever has the task",
        description="Refused (400) where it is not what it may be, and beyond twenty files. An image is made anew, so "
        "that its mark (`sha256`) is that of what is kept.",
        request={"multipart/form-data": NewAttachedFileSerializer},
        responses={201: TaskFileSerializer, **REFUSALS},
    )
    @files.mapping.post
    def attach_file(self, request: MemberAPIRequest, pk: str) -> Response:
        task = self.get_object()
        require("commissions.hold_task", request.user, task)
        attached = actions.attach_task_file(task, actor=request.user, **read(NewAttachedFileSerializer, request))
        return Response(TaskFileSerializer(attached).data, status=status.HTTP_201_CREATED)


class TaskFileViewSet(OfMember):
    serializer_class = TaskFileSerializer
    queryset = TaskFile.objects.none()

    def get_queryset(self) -> QuerySet[TaskFile]:
        person = self.person()
        if person is None:
            return TaskFile.objects.none()
        return TaskFile.objects.filter(task__in=queries.readable_tasks(person)).select_related("task__circle")

    @extend_schema(summary="A file that comes with a task", responses={200: TaskFileSerializer, **REFUSALS})
    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(TaskFileSerializer(self.get_object()).data)

    @extend_schema(
        summary="The file itself", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **REFUSALS}
    )
    @action(detail=True, methods=["get"])
    def content(self, request: MemberAPIRequest, pk: str) -> HttpResponseBase:
        attached = self.get_object()
        return download(TASK_FILES, attached.key, name=attached.name, kind=attached.kind)

    @extend_schema(
        summary="Take it away: whoever is of the circle may, and whoever has the task",
        description="The file is erased.",
        request=None,
        responses={204: None, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def removal(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.remove_task_file(self.get_object(), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

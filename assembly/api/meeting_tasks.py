"""What a meeting has to do with tasks, over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from assembly import actions
from assembly.models import AgendaItem, Meeting
from journal.actions import require
from members.api.requests import MemberAPIRequest
from web.api import REFUSALS


class TaskReportSerializer(serializers.ModelSerializer):
    """The item that tells a meeting of the tasks of its circle."""

    class Meta:
        model = AgendaItem
        fields = ["id", "title", "note", "minutes"]
        read_only_fields = fields


class TasksOfMeeting(viewsets.GenericViewSet[Meeting]):
    """What the API of meetings says of tasks."""

    @extend_schema(
        summary="Put on the agenda what was done since the last meeting, and what is late; twice is once",
        request=None,
        responses={201: TaskReportSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="task-report")
    def task_report(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        require("assembly.prepare", request.user, meeting)
        return Response(TaskReportSerializer(actions.report_tasks(meeting, actor=request.user)).data, status=201)

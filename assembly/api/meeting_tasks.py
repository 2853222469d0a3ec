"""What a meeting has to do with tasks, over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from assembly import actions
from assembly.following_tasks import FOLLOWING
from assembly.models import AgendaItem, Meeting
from assembly.queries.following_tasks import tasks_that_follow
from journal.actions import require
from members.api.requests import MemberAPIRequest
from web.api import REFUSALS


class TaskReportSerializer(serializers.ModelSerializer):
    """The item that tells a meeting of the tasks of its circle."""

    class Meta:
        model = AgendaItem
        fields = ["id", "title", "note", "minutes"]
        read_only_fields = fields


class OfferedTaskSerializer(serializers.Serializer):
    """A task that a closed meeting leads to, and the number of the decision that it follows from."""

    key = serializers.CharField()
    title = serializers.CharField(source="following.title")
    article = serializers.CharField(source="following.article")
    due_on = serializers.DateField()
    decision = serializers.CharField(source="decision.number")


class FollowingChoiceSerializer(serializers.Serializer):
    key = serializers.ChoiceField(choices=[one.key for one in FOLLOWING])
    choice = serializers.ChoiceField(choices=["take", "leave"])


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

    @extend_schema(
        summary="What follows from a closed meeting and waits for a choice; who held a role in it reads it",
        responses={200: OfferedTaskSerializer(many=True), **REFUSALS},
        methods=["GET"],
    )
    @extend_schema(
        summary="Take one of them, which is then on the board of the circle, or leave it; once",
        request=FollowingChoiceSerializer,
        responses={200: OfferedTaskSerializer(many=True), **REFUSALS},
        methods=["POST"],
    )
    @action(detail=True, methods=["get", "post"], url_path="following-tasks", pagination_class=None)
    def following_tasks(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        """Those that still wait, then."""
        meeting = self.get_object()
        require("assembly.follow_up", request.user, meeting)
        if request.method == "POST":
            serializer = FollowingChoiceSerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            is_taken = serializer.validated_data["choice"] == "take"
            act = actions.take_following_task if is_taken else actions.leave_following_task
            act(meeting, key=serializer.validated_data["key"], actor=request.user)
        return Response(OfferedTaskSerializer(tasks_that_follow(meeting), many=True).data)

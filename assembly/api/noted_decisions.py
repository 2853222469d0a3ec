"""`/api/v1/noted-decisions/`: what is noted as decided in one line, and stands for a minute."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from assembly import actions
from assembly.lookups import noted_decision_to_read
from assembly.models import NotedDecision
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from web.api import REFUSALS


class NotingSerializer(serializers.Serializer[Any]):
    """What is decided, in one line, and the task that it gives, if any."""

    text = serializers.CharField(max_length=120)
    task_title = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    task_assignee = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    task_due_on = serializers.DateField(required=False, allow_null=True, default=None)


class NotedDecisionSerializer(serializers.ModelSerializer[NotedDecision]):
    """It is decided at `until`, unless it has ended before; `end` and `reason` say what became of it."""

    noted_by = NamedPersonSerializer()
    task_assignee = NamedPersonSerializer(allow_null=True)
    until = serializers.DateTimeField()
    decision = serializers.SlugRelatedField[Any](slug_field="number", read_only=True, allow_null=True)

    class Meta:
        model = NotedDecision
        fields = (
            *("id", "item", "text", "noted_by", "noted_at", "until", "task_title", "task_assignee", "task_due_on"),
            *("ended_at", "end", "reason", "decision", "proposal"),
        )
        read_only_fields = fields


class NotedDecisionViewSet(viewsets.GenericViewSet):
    serializer_class = NotedDecisionSerializer
    queryset = NotedDecision.objects.none()
    lookup_value_regex = r"\d{1,18}"

    @extend_schema(responses={200: NotedDecisionSerializer, **REFUSALS})
    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(NotedDecisionSerializer(noted_decision_to_read(request, int(pk))).data)

    @extend_schema(
        summary="Make a proposal of it, as long as it stands: any member of the circle may",
        request=None,
        responses={200: NotedDecisionSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def proposal(self, request: MemberAPIRequest, pk: str) -> Response:
        noted = noted_decision_to_read(request, int(pk))
        return Response(NotedDecisionSerializer(actions.propose_noted_decision(noted, actor=request.user)).data)

    @extend_schema(
        summary="Take back what one noted, as long as it stands",
        request=None,
        responses={200: NotedDecisionSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def withdrawal(self, request: MemberAPIRequest, pk: str) -> Response:
        noted = noted_decision_to_read(request, int(pk))
        return Response(NotedDecisionSerializer(actions.take_back_noted_decision(noted, actor=request.user)).data)

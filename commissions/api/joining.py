"""`/api/v1/join-requests/`."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions
from commissions.models import Circle, JoinRequest
from commissions.queries import readable_circles
from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from members.rules import is_member
from web.api import REFUSALS


class JoinRequestSerializer(serializers.ModelSerializer):
    """Who would like to join a circle; an empty answer: it waits. The reason is the asker's alone."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    member = NamedPersonSerializer()
    answered_by = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = JoinRequest
        fields = ["id", "circle", "member", "message", "asked_at", "answer", "answered_by", "answered_at"]


class NewJoinRequestSerializer(serializers.Serializer):
    message = serializers.CharField(max_length=600, required=False, allow_blank=True, default="")


class DeclineSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=600, help_text="The person who asked alone reads it, with your name.")


class JoinRequestViewSet(viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = JoinRequestSerializer
    queryset = JoinRequest.objects.none()

    def get_queryset(self) -> QuerySet[JoinRequest]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return JoinRequest.objects.none()
        join_request = JoinRequest.objects.filter(circle__in=readable_circles(self.request.user))
        return join_request.select_related("circle", "member", "answered_by")

    @extend_schema(
        summary="Welcome them: a place in the circle from today; one of its members does",
        request=None,
        responses={200: JoinRequestSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def welcome(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.welcome(self.get_object(), actor=request.user)
        return Response(JoinRequestSerializer(self.get_object()).data)

    @extend_schema(
        summary="Answer that it is not now, in words that they read",
        request=DeclineSerializer,
        responses={200: JoinRequestSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        join_request = self.get_object()
        require("commissions.seat", request.user, join_request.circle)
        serializer = DeclineSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.decline_to_welcome(join_request, actor=request.user, **serializer.validated_data)
        return Response(JoinRequestSerializer(self.get_object()).data)

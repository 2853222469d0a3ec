"""One's letters, for programs: when they leave, of which kinds, what one wants none about."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from members import actions, notifications
from members.api.requests import MemberAPIRequest
from members.letter_choices import preferences_of
from members.models import Member, Mute
from web.api import REFUSALS


class MuteSerializer(serializers.ModelSerializer[Mute]):
    """What one wants no letters about: a thing or circle by its topic ("proposal:12"), or a kind ("kind:reaction")."""

    class Meta:
        model = Mute
        fields = ["id", "scope"]


class LettersSerializer(serializers.Serializer):
    """Days of the week are numbers, 0 for Monday; the hour is that of the collective's place."""

    first_day = serializers.IntegerField(min_value=0, max_value=6)
    second_day = serializers.IntegerField(min_value=0, max_value=6, allow_null=True)
    hour = serializers.IntegerField(min_value=7, max_value=20)
    unwanted = serializers.ListField(child=serializers.CharField(max_length=40), help_text="Kinds of letters")
    is_stopped = serializers.BooleanField(help_text="No letter at all of what waits, but those that nobody refuses")
    kinds = serializers.DictField(child=serializers.CharField(), read_only=True, help_text="Kinds that may be unwanted")
    mutes = MuteSerializer(many=True, read_only=True)


class LettersView(APIView):
    """What one chose about the letters of what waits for one."""

    @extend_schema(responses={200: LettersSerializer, **REFUSALS})
    def get(self, request: MemberAPIRequest) -> Response:
        return _letters(request.user)

    @extend_schema(request=LettersSerializer(partial=True), responses={200: LettersSerializer, **REFUSALS})
    def post(self, request: MemberAPIRequest) -> Response:
        """Choose the days, the hour and the kinds; what is not sent stays."""
        member = request.user
        serializer = LettersSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        chosen = _chosen(member) | serializer.validated_data
        is_stopped = chosen.pop("is_stopped")
        actions.choose_letters(member, actor=member, **chosen)
        if is_stopped:
            actions.stop_letters(member, actor=member)
        return _letters(member)


class MutesView(APIView):
    """What one wants no letters about."""

    @extend_schema(request=MuteSerializer, responses={201: MuteSerializer, **REFUSALS})
    def post(self, request: MemberAPIRequest) -> Response:
        """Receive no letters about a proposal, a circle or a kind. Twice is the same."""
        serializer = MuteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        muted = actions.mute(request.user, scope=serializer.validated_data["scope"], actor=request.user)
        return Response(MuteSerializer(muted).data, status=status.HTTP_201_CREATED)


class MuteView(APIView):
    """One thing, circle or kind of which one wants no letters."""

    @extend_schema(request=None, responses={204: None, **REFUSALS})
    def delete(self, request: MemberAPIRequest, pk: int) -> Response:
        """Receive letters about it again."""
        actions.unmute(get_object_or_404(Mute, pk=pk, member=request.user), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _chosen(member: Member) -> dict[str, Any]:
    preferences, _wanted = preferences_of(member)
    is_muted = set(Mute.objects.filter(member=member).values_list("scope", flat=True))
    return {
        "first_day": preferences.first_day,
        "second_day": preferences.second_day,
        "hour": preferences.hour,
        "unwanted": [kind for kind in notifications.mutable_kinds() if notifications.scope_of_kind(kind) in is_muted],
        "is_stopped": preferences.is_stopped,
    }


def _letters(member: Member) -> Response:
    mutes = Mute.objects.filter(member=member).exclude(scope__startswith=notifications.scope_of_kind(""))
    shown = {**_chosen(member), "kinds": notifications.mutable_kinds(), "mutes": MuteSerializer(mutes, many=True).data}
    return Response(shown)

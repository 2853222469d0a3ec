"""People, for programs: who I am, and who the others are."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from journal.actions import require
from members import actions, queries
from members.api.requests import MemberAPIRequest
from members.models import LANGUAGES, Member
from web.api import CHANGE_REFUSALS, ETAG, REFUSALS, answered, changing


class PersonSerializer(serializers.Serializer):
    """A member as the others see them."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    is_paid_up = serializers.BooleanField()
    trade = serializers.CharField(allow_null=True)
    pole = serializers.CharField(allow_null=True)


class MeSerializer(serializers.Serializer):
    """Oneself."""

    id = serializers.IntegerField(read_only=True)
    email = serializers.EmailField(read_only=True)
    name = serializers.CharField(max_length=80)
    about = serializers.CharField(max_length=400, allow_blank=True)
    language = serializers.ChoiceField(choices=LANGUAGES)
    is_administrator = serializers.BooleanField(read_only=True)
    is_paid_up = serializers.BooleanField(read_only=True)


class MeView(APIView):
    """The member in whose name the program speaks."""

    @extend_schema(parameters=[ETAG], responses={200: MeSerializer, **REFUSALS})
    def get(self, request: MemberAPIRequest) -> Response:
        return _me(request.user)

    @extend_schema(request=MeSerializer(partial=True), responses={200: MeSerializer, **CHANGE_REFUSALS})
    def patch(self, request: MemberAPIRequest) -> Response:
        """Change one's name, words or language; what is not sent stays."""
        member = request.user
        with changing(request, lambda: _editable(Member.objects.get(pk=member.pk))) as changed:
            profile = MeSerializer(data=changed)
            profile.is_valid(raise_exception=True)
            return _me(actions.edit_profile(member, actor=member, **profile.validated_data))


class MembersView(APIView):
    """The active members, by name."""

    @extend_schema(
        parameters=[OpenApiParameter("q", str, description="A part of the name, accents or not")],
        responses={200: PersonSerializer(many=True), **REFUSALS},
    )
    def get(self, request: MemberAPIRequest) -> Response:
        require("members.see_members", request.user)
        cards = queries.directory(timezone.localdate(), name=request.query_params.get("q", ""))
        return Response([_person(card) for card in cards])


def _editable(member: Member) -> dict[str, Any]:
    return {"name": member.name, "about": member.about, "language": member.language}


def _me(member: Member) -> Response:
    shown = {
        "id": member.pk,
        "email": member.address,
        **_editable(member),
        "is_administrator": member.is_administrator,
        "is_paid_up": queries.is_paid_up(member, timezone.localdate()),
    }
    return answered(shown, _editable(member))


def _person(card: queries.MemberCard) -> dict[str, Any]:
    return {
        "id": card.member.pk,
        "name": card.member.name,
        "is_paid_up": card.is_paid_up,
        "trade": card.residency.trade if card.residency else None,
        "pole": card.residency.pole if card.residency else None,
    }

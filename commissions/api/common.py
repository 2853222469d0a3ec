"""What the API of tasks, shifts and turns shares."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from members.api.requests import MemberAPIRequest
from members.models import Member
from members.rules import is_member


class OfMember(viewsets.GenericViewSet):
    """What the classes below share: whose it is, and one act on one thing."""

    lookup_value_regex = r"\d{1,18}"

    def person(self) -> Member | None:
        user = self.request.user
        return user if isinstance(user, Member) and is_member(user) else None

    def act(self, pk: str, act: Callable[..., Any], **values: Any) -> Response:
        thing = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(self.get_serializer(act(thing, actor=self.request.user, **values)).data)


class GroundSerializer(serializers.Serializer):
    """On what an act rests, once the set-up is over."""

    ground = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        default="",
        help_text="decision:14, or election:3 for whoever holds a role; nothing during the set-up",
    )


def read(kind: type[serializers.BaseSerializer[Any]], request: MemberAPIRequest) -> dict[str, Any]:
    serializer = kind(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)

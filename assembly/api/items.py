"""`/api/v1/items/`: what an item of the agenda puts to the room, and the close of it."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from assembly.actions import (
    close_item_ballot,
    dismiss_item,
    note_decision,
    open_item_ballot,
    take_back_dismissal,
)
from assembly.api.backlog import PutOffSerializer
from assembly.api.guests import ItemGuestsMixin
from assembly.api.noted_decisions import NotedDecisionSerializer, NotingSerializer
from assembly.lookups import item_to_read
from assembly.models import AgendaItem, ItemBallot
from journal.refusals import wrong
from members.api.requests import MemberAPIRequest
from votes.api.serializers import BallotSerializer, QuestionSerializer
from votes.models import Ballot
from votes.presenters.previews import told_few
from votes.queries.ballots import FEW
from votes.queries.gatherings import people_who_cast, roll_of
from web.api import REFUSALS


class ItemQuestionSerializer(QuestionSerializer):
    """A question to those present or represented now. A poll shows while people answer, and decides nothing."""

    poll = serializers.BooleanField(required=False, default=False)
    anyway = serializers.BooleanField(
        required=False, default=False, help_text="In secret though fewer than five people may vote: easily guessed."
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for online in ("text", "opens_at", "closes_at"):
            del fields[online]
        return fields


class ClosedItemBallotSerializer(BallotSerializer):
    """A ballot of an item, closed by hand."""

    decides_nothing = serializers.SerializerMethodField(
        help_text="Why what it decided is not in the register, such as a proposal withdrawn meanwhile; usually empty."
    )

    class Meta(BallotSerializer.Meta):
        fields = [*BallotSerializer.Meta.fields, "decides_nothing"]

    def get_decides_nothing(self, ballot: Ballot) -> str:
        return str(self.context["refusal"])


def _warn(item: AgendaItem, *, secret: bool, anyway: bool) -> None:
    """What the page says before a secret vote among few opens. Raises ValidationError unless it was heard."""
    gathering = item.meeting.gathering
    if not secret or anyway or gathering is None:
        return
    people = len(people_who_cast(roll_of(gathering)))
    if 0 < people < FEW:
        raise wrong("anyway", told_few(people), code="few")


class ItemViewSet(ItemGuestsMixin):
    serializer_class = BallotSerializer
    queryset = AgendaItem.objects.none()
    lookup_value_regex = r"\d{1,18}"

    @extend_schema(
        summary="Open a ballot on the current item, or a quick poll: whoever facilitates may",
        request=ItemQuestionSerializer,
        responses={201: BallotSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def ballots(self, request: MemberAPIRequest, pk: str) -> Response:
        item = item_to_read(request, int(pk))
        serializer = ItemQuestionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        spec = serializer.spec()
        _warn(item, secret=spec.secret, anyway=serializer.validated_data["anyway"])
        link = open_item_ballot(item, spec, actor=request.user)
        return Response(BallotSerializer(link.ballot).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Note a decision on the current item: it holds in a minute, unless somebody makes a proposal of it",
        request=NotingSerializer,
        responses={201: NotedDecisionSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-decisions")
    def noted_decisions(self, request: MemberAPIRequest, pk: str) -> Response:
        item = item_to_read(request, int(pk))
        serializer = NotingSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        noted = note_decision(item, actor=request.user, **serializer.validated_data)
        return Response(NotedDecisionSerializer(noted).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Say that what was put off is no longer needed: the circle's members may",
        request=None,
        responses={200: PutOffSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def dismissal(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(PutOffSerializer(dismiss_item(item_to_read(request, int(pk)), actor=request.user)).data)

    @extend_schema(
        summary="Say that it is needed all the same", request=None, responses={200: PutOffSerializer, **REFUSALS}
    )
    @action(detail=True, methods=["post"], url_path="dismissal/withdrawal")
    def dismissal_withdrawal(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(PutOffSerializer(take_back_dismissal(item_to_read(request, int(pk)), actor=request.user)).data)

    @extend_schema(
        summary="Close the item's ballot: it is counted, and what it decided enters the register",
        request=None,
        responses={200: ClosedItemBallotSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path=r"ballots/(?P<ballot>\d{1,18})/closing")
    def ballot_closing(self, request: MemberAPIRequest, pk: str, ballot: str) -> Response:
        item = item_to_read(request, int(pk))
        links = ItemBallot.objects.select_related("ballot", "item__meeting")
        link = close_item_ballot(get_object_or_404(links, item=item, ballot=ballot), actor=request.user)
        return Response(ClosedItemBallotSerializer(link.ballot, context={"refusal": link.refusal}).data)

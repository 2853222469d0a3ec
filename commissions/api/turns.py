"""`/api/v1/turns/`, `swaps/` and `absences/`."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions
from commissions.api.common import OfMember, read
from commissions.models import Absence, RotaTurn, TurnSwap
from commissions.rota_queries import absences_of, open_swaps, turns_of
from journal.clock import now
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from web.api import REFUSALS


class TurnSerializer(serializers.ModelSerializer):
    """Somebody's turn at a shift."""

    member = NamedPersonSerializer(read_only=True)

    class Meta:
        model = RotaTurn
        fields = ["id", "shift", "member", "state"]
        read_only_fields = fields


class WantedTurnSerializer(serializers.Serializer):
    """For whose turn one's own is offered."""

    wanted = serializers.PrimaryKeyRelatedField(queryset=RotaTurn.objects.all())


class SwapSerializer(serializers.ModelSerializer):
    """An exchange: the shift that is offered, the one that is wanted."""

    asked_by = NamedPersonSerializer(read_only=True)
    asked_of = NamedPersonSerializer(read_only=True)

    class Meta:
        model = TurnSwap
        fields = ["id", "offered", "wanted", "asked_by", "asked_of", "state", "asked_at", "answered_at"]
        read_only_fields = fields


class AbsenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Absence
        fields = ["id", "first_on", "last_on"]


@extend_schema_view(
    list=extend_schema(summary="Your turns to come", responses={200: TurnSerializer(many=True), **REFUSALS})
)
class TurnViewSet(mixins.ListModelMixin, OfMember):
    serializer_class = TurnSerializer
    queryset = RotaTurn.objects.none()

    def get_queryset(self) -> QuerySet[RotaTurn]:
        """Those to come as a list; any of one's own for an act, which may be sent twice."""
        person = self.person()
        if person is None:
            return RotaTurn.objects.none()
        mine = turns_of(person, now()) if self.action == "list" else RotaTurn.objects.filter(member=person)
        return mine.select_related("member")

    @extend_schema(summary="You cannot come: ask the others", request=None, responses={200: TurnSerializer, **REFUSALS})
    @action(detail=True, methods=["post"], url_path="giving-up")
    def giving_up(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.give_up_turn)

    @extend_schema(summary="You will be there", request=None, responses={200: TurnSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def confirming(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.confirm_turn)

    @extend_schema(
        summary="Offer it for somebody’s", request=WantedTurnSerializer, responses={200: SwapSerializer, **REFUSALS}
    )
    @action(detail=True, methods=["post"])
    def swap(self, request: MemberAPIRequest, pk: str) -> Response:
        turn = get_object_or_404(self.get_queryset(), pk=pk)
        swap = actions.ask_swap(turn, read(WantedTurnSerializer, request)["wanted"], actor=request.user)
        return Response(SwapSerializer(swap).data)


@extend_schema_view(
    list=extend_schema(
        summary="The exchanges that wait, yours and those that you are asked",
        responses={200: SwapSerializer(many=True), **REFUSALS},
    )
)
class SwapViewSet(mixins.ListModelMixin, OfMember):
    serializer_class = SwapSerializer
    queryset = TurnSwap.objects.none()

    def get_queryset(self) -> QuerySet[TurnSwap]:
        """Those that wait as a list; any of one's own for an act, which may be sent twice."""
        person = self.person()
        if person is None:
            return TurnSwap.objects.none()
        if self.action == "list":
            return open_swaps(person, now())
        return TurnSwap.objects.filter(Q(asked_by=person) | Q(asked_of=person)).select_related("asked_by", "asked_of")

    @extend_schema(summary="Accept it", request=None, responses={200: SwapSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def acceptance(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.accept_swap)

    @extend_schema(summary="Keep your turn", request=None, responses={200: SwapSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.decline_swap)

    @extend_schema(summary="Ask it no more", request=None, responses={200: SwapSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def withdrawal(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.withdraw_swap)


@extend_schema_view(
    list=extend_schema(
        summary="The days on which you are away", responses={200: AbsenceSerializer(many=True), **REFUSALS}
    )
)
class AbsenceViewSet(mixins.ListModelMixin, OfMember):
    serializer_class = AbsenceSerializer
    queryset = Absence.objects.none()

    def get_queryset(self) -> QuerySet[Absence]:
        person = self.person()
        return absences_of(person, timezone.localdate(now())) if person else Absence.objects.none()

    @extend_schema(
        summary="Say that you are away: your turns of these days are given up",
        request=AbsenceSerializer,
        responses={201: AbsenceSerializer, **REFUSALS},
    )
    def create(self, request: MemberAPIRequest) -> Response:
        absence = actions.enter_absence(actor=request.user, **read(AbsenceSerializer, request))
        return Response(AbsenceSerializer(absence).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="You are there after all", responses={204: None, **REFUSALS})
    def destroy(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.remove_absence(get_object_or_404(self.get_queryset(), pk=pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

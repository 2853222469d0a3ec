"""`/api/v1/rotas/` and `shifts/`."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions
from commissions.api.common import OfMember, read
from commissions.api.turns import TurnSerializer
from commissions.forms.rotas import RotaForm
from commissions.models import Circle, Rota, RotaNeed, Shift
from commissions.queries import readable_circles
from journal.clock import now
from journal.numbers import number
from members.api.requests import MemberAPIRequest
from web.api import CHANGE_REFUSALS, ETAG, REFUSALS, NamedField, answered, changing


class WeekdayNumbersField(serializers.ListField):
    """Days of the week, 0 for Monday to 6; none where nothing is said."""

    child = serializers.IntegerField(min_value=0, max_value=6)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "default": list, "max_length": 7, **kwargs})


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d$", "example": "18:30"})
class WallTimeField(serializers.TimeField):
    """The hour of a clock on the wall, which has no time zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


@extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}, "example": {"3": 1}})
class NeedsField(serializers.DictField):
    """By the id of a qualification of the circle, how many of the people must have it; 0 for none."""

    child = serializers.IntegerField(min_value=0, max_value=100)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "default": dict, **kwargs})

    def to_internal_value(self, data: Any) -> dict[int, int]:
        values = super().to_internal_value(data)
        if any(number(key) is None for key in values):
            raise serializers.ValidationError(_("Name each qualification by its id."))
        return {int(key): places for key, places in values.items()}


class NeedSerializer(serializers.ModelSerializer):
    """How many of the people at each shift must have a qualification."""

    class Meta:
        model = RotaNeed
        fields = ["qualification", "places"]
        read_only_fields = fields


class RotaSerializer(serializers.ModelSerializer):
    """What comes back; `rule` is an RRULE of RFC 5545, told by the clock on the wall where the collective lives."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    hour = WallTimeField(read_only=True)
    needs = NeedSerializer(many=True, read_only=True)

    class Meta:
        model = Rota
        fields = ["id", "circle", "title", "note", "kind", "rule", "first_on", "last_on", "hour", "minutes", "places"]
        fields += ["experienced", "needs", "paused_at", "ended_at"]
        read_only_fields = fields


class RotaTermsSerializer(serializers.Serializer):
    """What comes back and how often, as on its form; `weekdays` are 0 for Monday to 6."""

    title = serializers.CharField(max_length=120)
    kind = serializers.ChoiceField(choices=Rota.Kind.choices, required=False, default=Rota.Kind.CHORE)
    note = serializers.CharField(required=False, allow_blank=True, default="")
    every = serializers.ChoiceField(choices=["day", "week", "fortnight", "month"])
    weekdays = WeekdayNumbersField()
    first_on = serializers.DateField()
    last_on = serializers.DateField(required=False, allow_null=True, default=None)
    hour = WallTimeField()
    minutes = serializers.IntegerField(min_value=5, max_value=24 * 60)
    places = serializers.IntegerField(min_value=1, max_value=100, required=False, default=1)
    experienced = serializers.IntegerField(min_value=0, max_value=100, required=False, default=0)
    needs = NeedsField()


class NewRotaSerializer(RotaTermsSerializer):
    """The same, in one circle."""

    circle = NamedField(slug_field="slug", queryset=Circle.objects.all())


class VolunteeringSerializer(serializers.Serializer):
    """On which days one takes turns (none: any day), and whether one knows how it is done."""

    weekdays = WeekdayNumbersField()
    is_experienced = serializers.BooleanField(required=False, default=False)


class ShiftSerializer(serializers.ModelSerializer):
    """A shift, with who has a turn at it or gave it up."""

    turns = TurnSerializer(many=True, read_only=True)

    class Meta:
        model = Shift
        fields = ["id", "rota", "starts_at", "ends_at", "places", "experienced", "turns"]
        read_only_fields = fields


@extend_schema_view(
    list=extend_schema(
        summary="What comes back in the circles that you may follow",
        responses={200: RotaSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(summary="One of them", parameters=[ETAG], responses={200: RotaSerializer, **REFUSALS}),
)
class RotaViewSet(mixins.ListModelMixin, OfMember):
    serializer_class = RotaSerializer
    queryset = Rota.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "kind": ["exact"]}

    def get_queryset(self) -> QuerySet[Rota]:
        person = self.person()
        if person is None:
            return Rota.objects.none()
        theirs = Rota.objects.filter(circle__in=readable_circles(person)).select_related("circle")
        return theirs.prefetch_related("needs").order_by("pk")

    @extend_schema(
        summary="Make something that comes back, with its shifts",
        request=NewRotaSerializer,
        responses={201: RotaSerializer, **REFUSALS},
    )
    def create(self, request: MemberAPIRequest) -> Response:
        values = read(NewRotaSerializer, request)
        rota = actions.make_rota(values.pop("circle"), actor=request.user, **values)
        return Response(RotaSerializer(rota).data, status=status.HTTP_201_CREATED)

    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        return _shown(get_object_or_404(self.get_queryset(), pk=pk))

    @extend_schema(
        summary="Say it otherwise, or let it come back at other times; what is not sent stays",
        request=RotaTermsSerializer(partial=True),
        responses={200: RotaSerializer, **CHANGE_REFUSALS},
    )
    def partial_update(self, request: MemberAPIRequest, pk: str) -> Response:
        rota = get_object_or_404(self.get_queryset(), pk=pk)
        with changing(request, lambda: _terms(self.get_queryset().get(pk=rota.pk))) as sent:
            serializer = RotaTermsSerializer(data=sent)
            serializer.is_valid(raise_exception=True)
            return _shown(actions.change_rota(rota, actor=request.user, **serializer.validated_data))

    @extend_schema(summary="Pause it", request=None, responses={200: RotaSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def pausing(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.pause_rota)

    @extend_schema(summary="Let it go on", request=None, responses={200: RotaSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def resuming(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.resume_rota)

    @extend_schema(summary="End it", request=None, responses={200: RotaSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def ending(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.end_rota)

    @extend_schema(summary="Take turns at it", request=VolunteeringSerializer, responses={204: None, **REFUSALS})
    @action(detail=True, methods=["post"])
    def volunteering(self, request: MemberAPIRequest, pk: str) -> Response:
        rota = get_object_or_404(self.get_queryset(), pk=pk)
        actions.join_rota(rota, actor=request.user, **read(VolunteeringSerializer, request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Take no more turns at it", request=None, responses={204: None, **REFUSALS})
    @action(detail=True, methods=["post"])
    def leaving(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.leave_rota(get_object_or_404(self.get_queryset(), pk=pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _terms(rota: Rota) -> dict[str, Any]:
    """What may be changed of it, as it stands."""
    return dict(RotaTermsSerializer(RotaForm.shown(rota)).data)


def _shown(rota: Rota) -> Response:
    return answered(RotaSerializer(rota).data, _terms(rota))


@extend_schema_view(
    list=extend_schema(
        summary="The shifts to come in the circles that you may follow",
        responses={200: ShiftSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(summary="One of them", responses={200: ShiftSerializer, **REFUSALS}),
)
class ShiftViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, OfMember):
    serializer_class = ShiftSerializer
    queryset = Shift.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"rota": ["exact"], "rota__circle__slug": ["exact"]}

    def get_queryset(self) -> QuerySet[Shift]:
        person = self.person()
        if person is None:
            return Shift.objects.none()
        to_come = Shift.objects.filter(rota__circle__in=readable_circles(person), ends_at__gt=now())
        return to_come.prefetch_related("turns__member").order_by("starts_at", "pk")

    @extend_schema(summary="Take a free place", request=None, responses={200: TurnSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def taking(self, request: MemberAPIRequest, pk: str) -> Response:
        shift = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(TurnSerializer(actions.take_place(shift, actor=request.user)).data)

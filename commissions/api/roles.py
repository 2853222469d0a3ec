"""`/api/v1/roles/` and `holdings/`: the roles of circles, who holds each today, and what changes that."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions
from commissions.api.common import GroundSerializer, OfMember, read
from commissions.models import Circle, CircleRole, RoleHolding
from commissions.models.role import LONGEST_TERM, MOST_SEATS
from commissions.queries import readable_circles
from commissions.role_queries import with_holders
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer, person_of_collective
from web.api import CHANGE_REFUSALS, ETAG, REFUSALS, NamedField, answered, changing


class RoleHoldingSerializer(serializers.ModelSerializer):
    """Somebody's holding of a role, or standing in for those who hold it; `until` null: no term."""

    member = NamedPersonSerializer(read_only=True)

    class Meta:
        model = RoleHolding
        fields = ["id", "member", "is_substitute", "since", "until"]
        read_only_fields = fields


class CircleRoleSerializer(serializers.ModelSerializer):
    """A role, with those who hold it today; nobody but substitutes where it is to take.

    `link` is the circle in which it represents this one; null for any other role.
    """

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    link: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    holders = serializers.SerializerMethodField()

    class Meta:
        model = CircleRole
        fields = ["id", "circle", "name", "mission", "seats", "term_months", "link", "holders"]
        read_only_fields = fields

    @extend_schema_field(RoleHoldingSerializer(many=True))
    def get_holders(self, role: CircleRole) -> Any:
        return RoleHoldingSerializer(getattr(role, "in_force", []), many=True).data


class RoleTermsSerializer(serializers.Serializer):
    """What a role is; `term_months` null: no term."""

    name = serializers.CharField(max_length=80)
    mission = serializers.CharField(required=False, allow_blank=True, default="")
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS, required=False, default=1)
    term_months = serializers.IntegerField(
        min_value=1, max_value=LONGEST_TERM, required=False, allow_null=True, default=None
    )


class NewRoleSerializer(RoleTermsSerializer, GroundSerializer):
    """The same, in one circle."""

    circle = NamedField(slug_field="slug", queryset=Circle.objects.all())


class ChangedRoleSerializer(RoleTermsSerializer, GroundSerializer):
    """What is to be said otherwise of it, and on what that rests."""


class NewHolderSerializer(GroundSerializer):
    """Who holds it. Without `since`: today, or once a place is free; without `until`: for the term of the role."""

    member = person_of_collective()
    is_substitute = serializers.BooleanField(required=False, default=False)
    since = serializers.DateField(required=False, allow_null=True, default=None)
    until = serializers.DateField(required=False, allow_null=True, default=None)


class EndOfHoldingSerializer(GroundSerializer):
    """From which day it is held no more; today where nothing is said."""

    until = serializers.DateField(required=False, allow_null=True, default=None)


@extend_schema_view(
    list=extend_schema(
        summary="The roles of the circles that you may follow",
        responses={200: CircleRoleSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(summary="One of them", parameters=[ETAG], responses={200: CircleRoleSerializer, **REFUSALS}),
)
class CircleRoleViewSet(mixins.ListModelMixin, OfMember):
    serializer_class = CircleRoleSerializer
    queryset = CircleRole.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"]}

    def get_queryset(self) -> QuerySet[CircleRole]:
        person = self.person()
        if person is None:
            return CircleRole.objects.none()
        roles = CircleRole.objects.filter(circle__in=readable_circles(person), ended_on=None)
        return with_holders(roles).select_related("circle", "link").order_by("pk")

    @extend_schema(
        summary="Give the circle a role: whoever manages it may",
        request=NewRoleSerializer,
        responses={201: CircleRoleSerializer, **REFUSALS},
    )
    def create(self, request: MemberAPIRequest) -> Response:
        values = read(NewRoleSerializer, request)
        role = actions.describe_role(values.pop("circle"), actor=request.user, **values)
        return Response(CircleRoleSerializer(role).data, status=status.HTTP_201_CREATED)

    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        return _shown(self._role(pk))

    @extend_schema(
        summary="Say otherwise what the role is; what is not sent stays",
        request=ChangedRoleSerializer(partial=True),
        responses={200: CircleRoleSerializer, **CHANGE_REFUSALS},
    )
    def partial_update(self, request: MemberAPIRequest, pk: str) -> Response:
        role = self._role(pk)
        with changing(request, lambda: _terms(self._role(pk))) as sent:
            serializer = RoleTermsSerializer(data=sent)
            serializer.is_valid(raise_exception=True)
            ground = read(GroundSerializer, request)
            actions.change_role(role, actor=request.user, **serializer.validated_data, **ground)
            return _shown(self._role(pk))

    @extend_schema(
        summary="The circle has this role no more, and nobody holds it. Twice is once",
        request=GroundSerializer,
        responses={204: None, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def ending(self, request: MemberAPIRequest, pk: str) -> Response:
        roles = CircleRole.objects.filter(circle__in=readable_circles(request.user))
        actions.end_role(get_object_or_404(roles, pk=pk), actor=request.user, **read(GroundSerializer, request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Give the role to somebody, or make them a substitute; the same again changes nothing",
        request=NewHolderSerializer,
        responses={201: RoleHoldingSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def holders(self, request: MemberAPIRequest, pk: str) -> Response:
        holding = actions.entrust_role(self._role(pk), actor=request.user, **read(NewHolderSerializer, request))
        return Response(RoleHoldingSerializer(holding).data, status=status.HTTP_201_CREATED)

    def _role(self, pk: str) -> CircleRole:
        return get_object_or_404(self.get_queryset(), pk=pk)


def _terms(role: CircleRole) -> dict[str, Any]:
    """What may be changed of it, as it stands."""
    return dict(RoleTermsSerializer(role).data)


def _shown(role: CircleRole) -> Response:
    return answered(CircleRoleSerializer(role).data, _terms(role))


class RoleHoldingViewSet(OfMember):
    serializer_class = RoleHoldingSerializer
    queryset = RoleHolding.objects.none()

    def get_queryset(self) -> QuerySet[RoleHolding]:
        """Those of the circles that one may follow, and one's own."""
        person = self.person()
        if person is None:
            return RoleHolding.objects.none()
        readable = Q(role__circle__in=readable_circles(person)) | Q(member=person)
        return RoleHolding.objects.filter(readable).select_related("role__circle", "member")

    @extend_schema(
        summary="End it: one’s own, or by the decision that says so. Twice is once",
        request=EndOfHoldingSerializer,
        responses={200: RoleHoldingSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def ending(self, request: MemberAPIRequest, pk: str) -> Response:
        return self.act(pk, actions.end_holding, **read(EndOfHoldingSerializer, request))

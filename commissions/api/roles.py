"""`/api/v1/roles/`: the roles of circles, with who holds each today."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers

from commissions.api.common import OfMember
from commissions.models import Circle, CircleRole, RoleHolding
from commissions.queries import readable_circles
from commissions.role_queries import with_holders
from members.api.serializers import NamedPersonSerializer
from web.api import REFUSALS


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


@extend_schema_view(
    list=extend_schema(
        summary="The roles of the circles that you may follow",
        responses={200: CircleRoleSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(summary="One of them", responses={200: CircleRoleSerializer, **REFUSALS}),
)
class CircleRoleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, OfMember):
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

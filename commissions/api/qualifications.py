"""`/api/v1/qualifications/`."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions
from commissions.api.common import OfMember, read
from commissions.models import Circle, Qualification, QualifiedMember
from commissions.queries import readable_circles
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from web.api import REFUSALS, NamedField


class QualifiedMemberSerializer(serializers.ModelSerializer):
    """Somebody who has it, and who said so."""

    member = NamedPersonSerializer(read_only=True)
    said_by = NamedPersonSerializer(read_only=True)

    class Meta:
        model = QualifiedMember
        fields = ["member", "said_by", "said_at"]
        read_only_fields = fields


class QualificationSerializer(serializers.ModelSerializer):
    """What the shifts of a circle may need, and who has it."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    holders = QualifiedMemberSerializer(many=True, read_only=True)

    class Meta:
        model = Qualification
        fields = ["id", "circle", "name", "holders"]
        read_only_fields = fields


class NewQualificationSerializer(serializers.Serializer):
    circle = NamedField(slug_field="slug", queryset=Circle.objects.all())
    name = serializers.CharField(max_length=60)


class QualifiedMembersSerializer(serializers.Serializer):
    """Everybody who has it, by their ids."""

    members = serializers.PrimaryKeyRelatedField(many=True, queryset=Member.objects.all())


@extend_schema_view(
    list=extend_schema(
        summary="What the shifts of the circles that you may follow need, and who has it",
        responses={200: QualificationSerializer(many=True), **REFUSALS},
    ),
)
class QualificationViewSet(mixins.ListModelMixin, OfMember):
    serializer_class = QualificationSerializer
    queryset = Qualification.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"]}

    def get_queryset(self) -> QuerySet[Qualification]:
        person = self.person()
        if person is None:
            return Qualification.objects.none()
        there = Qualification.objects.filter(circle__in=readable_circles(person)).select_related("circle")
        return there.prefetch_related("holders__member", "holders__said_by").order_by("pk")

    @extend_schema(
        summary="Name one; the same name again is the same one",
        request=NewQualificationSerializer,
        responses={201: QualificationSerializer, **REFUSALS},
    )
    def create(self, request: MemberAPIRequest) -> Response:
        values = read(NewQualificationSerializer, request)
        qualification = actions.name_qualification(values["circle"], name=values["name"], actor=request.user)
        return Response(QualificationSerializer(qualification).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="No shift needs it any more", responses={204: None, **REFUSALS})
    def destroy(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.drop_qualification(get_object_or_404(self.get_queryset(), pk=pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Say who has it, all of them",
        request=QualifiedMembersSerializer,
        responses={200: QualificationSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def holders(self, request: MemberAPIRequest, pk: str) -> Response:
        qualification = get_object_or_404(self.get_queryset(), pk=pk)
        members = read(QualifiedMembersSerializer, request)["members"]
        actions.set_qualified(qualification, members=members, actor=request.user)
        return Response(self.get_serializer(self.get_queryset().get(pk=qualification.pk)).data)

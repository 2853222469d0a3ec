"""`/api/v1/circles/`."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions, queries
from commissions.api.joining import JoinRequestSerializer, NewJoinRequestSerializer
from commissions.api.roles import CircleRoleSerializer, RoleHoldingSerializer
from commissions.circle_endings import unfinished_in
from commissions.link_queries import open_links
from commissions.models import Circle, CircleRole, ReservedPlace
from commissions.queries import members_of, readable_circles
from commissions.role_queries import with_holders
from commissions.rule_presenters import rules_with_sources
from journal.actions import require
from journal.refusals import wrong
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from members.models import Invitation, Member
from members.queries import open_invitations
from members.rules import is_member
from web.api import REFUSALS, NamedField


class CircleSerializer(serializers.ModelSerializer):
    within: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(
        source="parent", slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = Circle
        fields = [
            *("id", "slug", "name", "kind", "mission", "domain", "within", "is_open", "founded_on"),
            *("ends_on", "ended_on", "left"),
        ]


class EndOfCircleSerializer(serializers.Serializer):
    """What a group leaves, and on what its end rests."""

    left = serializers.CharField(required=False, allow_blank=True)
    ground = serializers.CharField(
        max_length=40, required=False, allow_blank=True, help_text="decision:14, once the set-up is over"
    )


class UnfinishedSerializer(serializers.Serializer):
    """Something that still needs the circle. `url` is empty where you may not read it."""

    title = serializers.CharField()
    url = serializers.CharField()
    advice = serializers.CharField()


class CircleLinkSerializer(serializers.Serializer):
    """Who represents the circle `sender` in the circle `receiver` today, by which of its roles; nobody, when it is to
    be filled."""

    sender = serializers.SlugField()
    receiver = serializers.SlugField()
    role = serializers.IntegerField()
    people = RoleHoldingSerializer(many=True)


class NewCircleLinkSerializer(serializers.Serializer):
    """In which circle this one is to be represented: the one that it is within, or one within it."""

    to = NamedField(slug_field="slug", queryset=Circle.objects.all())


class CircleWithPeopleSerializer(CircleSerializer):
    members = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()

    class Meta(CircleSerializer.Meta):
        fields = [*CircleSerializer.Meta.fields, "members", "links"]

    @extend_schema_field(NamedPersonSerializer(many=True))
    def get_members(self, circle: Circle) -> Any:
        return NamedPersonSerializer(members_of(circle), many=True).data

    @extend_schema_field(CircleLinkSerializer(many=True))
    def get_links(self, circle: Circle) -> Any:
        links = [
            {
                "sender": one.role.circle.slug,
                "receiver": one.role.link.slug if one.role.link else "",
                "role": one.role.pk,
                "people": [*one.holders, *one.substitutes],
            }
            for one in open_links(circle)
        ]
        return CircleLinkSerializer(links, many=True).data


class RuleSerializer(serializers.Serializer):
    """One rule (`proxy_cap`), its value as the journal writes it, and what set it.

    `article` is the one on which the rules of its `subject` stand, `read_in` the address of the text that has it.
    `ground` is that of the change that touched the rule last ("decision:14"), "" where nothing is written down.
    """

    name = serializers.CharField()
    subject = serializers.CharField()
    value = serializers.JSONField()
    article = serializers.CharField()
    read_in = serializers.CharField()
    set_by = serializers.CharField()
    ground = serializers.CharField()
    url = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)


class ReservedPlaceSerializer(serializers.ModelSerializer):
    """A place that waits for somebody who was invited, as long as that invitation stands."""

    name = serializers.CharField(source="invitation.name", read_only=True)
    email = serializers.CharField(source="invitation.email", read_only=True)

    class Meta:
        model = ReservedPlace
        fields = ["name", "email", "reserved_at"]
        read_only_fields = fields


class NewReservedPlaceSerializer(serializers.Serializer):
    """For whom: the address that was invited."""

    email = serializers.EmailField(max_length=254)


@extend_schema_view(
    list=extend_schema(
        summary="The circles whose life you may follow", responses={200: CircleSerializer(many=True), **REFUSALS}
    ),
    retrieve=extend_schema(summary="A circle and its people", responses={200: CircleWithPeopleSerializer, **REFUSALS}),
)
class CircleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = CircleSerializer
    lookup_field = "slug"
    queryset = Circle.objects.none()

    def get_queryset(self) -> QuerySet[Circle]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Circle.objects.none()
        return readable_circles(self.request.user).select_related("parent")

    @extend_schema(
        summary="Each rule of the circle, with its article and what set it",
        responses={200: RuleSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], url_path="rules", pagination_class=None)
    def rules(self, request: MemberAPIRequest, slug: str) -> Response:
        return Response(RuleSerializer(rules_with_sources(self.get_object()), many=True).data)

    @extend_schema(
        summary="The places that wait for somebody who was invited: whoever manages the circle may read",
        responses={200: ReservedPlaceSerializer(many=True), **REFUSALS},
        methods=["GET"],
    )
    @extend_schema(
        summary="While the collective is founded, keep a place for somebody who was invited and is not here yet",
        request=NewReservedPlaceSerializer,
        responses={201: ReservedPlaceSerializer(many=True), **REFUSALS},
        methods=["POST"],
    )
    @action(detail=True, methods=["get", "post"], url_path="reserved-places", pagination_class=None)
    def reserved_places(self, request: MemberAPIRequest, slug: str) -> Response:
        """Those that wait, then. Twice is once."""
        circle = self.get_object()
        require("commissions.manage", request.user, circle)
        if request.method == "POST":
            serializer = NewReservedPlaceSerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            actions.reserve_place(circle, _invitation_of(serializer.validated_data["email"]), actor=request.user)
        code = status.HTTP_201_CREATED if request.method == "POST" else status.HTTP_200_OK
        return Response(ReservedPlaceSerializer(queries.reserved_in(circle), many=True).data, status=code)

    @extend_schema(
        summary="Say that somebody is to represent the circle in another; the answer is the role to give. Twice: once",
        request=NewCircleLinkSerializer,
        responses={201: CircleRoleSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="links")
    def links(self, request: MemberAPIRequest, slug: str) -> Response:
        serializer = NewCircleLinkSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        role = actions.open_link(self.get_object(), actor=request.user, **serializer.validated_data)
        role = with_holders(CircleRole.objects.select_related("circle", "link")).get(pk=role.pk)
        return Response(CircleRoleSerializer(role).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="What keeps a working group from ending: whoever may end it reads this",
        responses={200: UnfinishedSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], url_path="ending", pagination_class=None)
    def ending(self, request: MemberAPIRequest, slug: str) -> Response:
        circle = self.get_object()
        require("commissions.end", request.user, circle)
        return Response(UnfinishedSerializer(unfinished_in(circle, request.user), many=True).data)

    @extend_schema(
        summary="End a working group: its places end, what it decided holds. Twice is once",
        request=EndOfCircleSerializer,
        responses={200: CircleSerializer, **REFUSALS},
    )
    @ending.mapping.post
    def end(self, request: MemberAPIRequest, slug: str) -> Response:
        serializer = EndOfCircleSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        circle = actions.end_circle(self.get_object(), actor=request.user, **serializer.validated_data)
        return Response(CircleSerializer(circle).data)

    @extend_schema(
        summary="Take up again a group that had ended; its places stay ended. Twice is once",
        request=None,
        responses={200: CircleSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="resuming")
    def resuming(self, request: MemberAPIRequest, slug: str) -> Response:
        return Response(CircleSerializer(actions.resume_circle(self.get_object(), actor=request.user)).data)

    @extend_schema(
        summary="Who would like to join and waits for an answer: whoever may give a place reads it",
        responses={200: JoinRequestSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], url_path="join-requests", pagination_class=None)
    def join_requests(self, request: MemberAPIRequest, slug: str) -> Response:
        circle = self.get_object()
        require("commissions.seat", request.user, circle)
        waiting = queries.open_requests().filter(circle=circle)
        return Response(JoinRequestSerializer(waiting, many=True).data)

    @extend_schema(
        summary="Ask to join; join_request again while it waits, it is the same request",
        request=NewJoinRequestSerializer,
        responses={201: JoinRequestSerializer, **REFUSALS},
    )
    @join_requests.mapping.post
    def ask_to_join(self, request: MemberAPIRequest, slug: str) -> Response:
        serializer = NewJoinRequestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        join_request = actions.ask_to_join(self.get_object(), actor=request.user, **serializer.validated_data)
        return Response(JoinRequestSerializer(join_request).data, status=status.HTTP_201_CREATED)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return CircleWithPeopleSerializer if self.action == "retrieve" else CircleSerializer


def _invitation_of(email: str) -> Invitation:
    """The open invitation of that address. Raises ValidationError on `email` (`not_invited`)."""
    invitation = open_invitations().filter(email__iexact=email).last()
    if invitation is None:
        raise wrong("email", _("This address has no invitation that is open: invite it first."), code="not_invited")
    return invitation

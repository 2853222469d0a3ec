"""`/api/v1/circles/` and `/api/v1/tasks/`: plain input, one action, plain output."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions import actions, queries
from commissions.changes import NOTHING, Change, ChangeKind
from commissions.models import Circle, JoinRequest, Mandate, ReservedPlace, Task
from commissions.queries import members_of, readable_circles
from journal.actions import require
from journal.refusals import wrong
from members.api.serializers import NamedPersonSerializer
from members.models import Invitation, Member
from members.queries import open_invitations
from members.requests import MemberAPIRequest
from members.rules import is_member
from web.api import REFUSALS


class CircleSerializer(serializers.ModelSerializer):
    within: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(
        source="parent", slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = Circle
        fields = ["id", "slug", "name", "kind", "mission", "within", "is_open", "founded_on"]


class CircleWithPeopleSerializer(CircleSerializer):
    members = serializers.SerializerMethodField()

    class Meta(CircleSerializer.Meta):
        fields = [*CircleSerializer.Meta.fields, "members"]

    @extend_schema_field(NamedPersonSerializer(many=True))
    def get_members(self, circle: Circle) -> Any:
        return NamedPersonSerializer(members_of(circle), many=True).data


class ChangeSerializer(serializers.Serializer):
    """What a text lets be changed, once, if it is adopted; circles and people by their numbers.

    `circle` is the one whose rules, mandates or place change; for a new circle, the one that it will be within.
    """

    kind = serializers.ChoiceField(choices=ChangeKind.choices)
    circle = serializers.IntegerField(min_value=1)
    role = serializers.ChoiceField(choices=Mandate.Role.choices, required=False, allow_blank=True, default="")
    members = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False, default=list)
    within = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    new_kind = serializers.ChoiceField(choices=Circle.Kind.choices, required=False, allow_blank=True, default="")
    name = serializers.CharField(
        max_length=80, required=False, allow_blank=True, default="", help_text="Of a delegation: on what."
    )
    amount = serializers.IntegerField(
        min_value=0,
        max_value=10_000_000,
        required=False,
        default=0,
        help_text="Of a delegation, in euros; 0: no limit.",
    )


def change_of(values: dict[str, Any] | None) -> Change:
    """The change that the API was given."""
    return Change(**{**values, "members": tuple(values["members"])}) if values else NOTHING


@extend_schema_field(ChangeSerializer(allow_null=True))
class ChangesField(serializers.SerializerMethodField):
    """What `change` of the object lets be changed; null for nothing."""

    def to_representation(self, value: Any) -> Any:
        return ChangeSerializer(value.change).data if value.change else None


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


class TaskSerializer(serializers.ModelSerializer):
    """A task; `assignee` null means that a volunteer is wanted."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    assignee = NamedPersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Task
        fields = ["id", "circle", "title", "note", "assignee", "due_on", "done_at"]


class NewTaskSerializer(serializers.Serializer):
    circle = serializers.SlugRelatedField(slug_field="slug", queryset=Circle.objects.all())
    title = serializers.CharField(max_length=160)
    note = serializers.CharField(required=False, allow_blank=True, default="")
    assignee = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class JoinRequestSerializer(serializers.ModelSerializer):
    """Who would like to join a circle; an empty answer: it waits. The reason is the asker's alone."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    member = NamedPersonSerializer()
    answered_by = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = JoinRequest
        fields = ["id", "circle", "member", "message", "asked_at", "answer", "answered_by", "answered_at"]


class NewJoinRequestSerializer(serializers.Serializer):
    message = serializers.CharField(max_length=600, required=False, allow_blank=True, default="")


class DeclineSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=600, help_text="The person who asked alone reads it, with your name.")


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


class JoinRequestViewSet(viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = JoinRequestSerializer
    queryset = JoinRequest.objects.none()

    def get_queryset(self) -> QuerySet[JoinRequest]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return JoinRequest.objects.none()
        join_request = JoinRequest.objects.filter(circle__in=readable_circles(self.request.user))
        return join_request.select_related("circle", "member", "answered_by")

    @extend_schema(
        summary="Welcome them: a place in the circle from today; one of its members does",
        request=None,
        responses={200: JoinRequestSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def welcome(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.welcome(self.get_object(), actor=request.user)
        return Response(JoinRequestSerializer(self.get_object()).data)

    @extend_schema(
        summary="Answer that it is not now, in words that they read",
        request=DeclineSerializer,
        responses={200: JoinRequestSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        join_request = self.get_object()
        require("commissions.seat", request.user, join_request.circle)
        serializer = DeclineSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.decline_to_welcome(join_request, actor=request.user, **serializer.validated_data)
        return Response(JoinRequestSerializer(self.get_object()).data)


def _invitation_of(email: str) -> Invitation:
    """The open invitation of that address. Raises ValidationError on `email` (`not_invited`)."""
    invitation = open_invitations().filter(email__iexact=email).last()
    if invitation is None:
        raise wrong("email", _("This address has no invitation that is open: invite it first."), code="not_invited")
    return invitation


@extend_schema_view(
    list=extend_schema(
        summary="The tasks of the circles whose life you may follow",
        responses={200: TaskSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(summary="A task", responses={200: TaskSerializer, **REFUSALS}),
)
class TaskViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = TaskSerializer
    queryset = Task.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "assignee": ["exact", "isnull"], "done_at": ["isnull"]}

    def get_queryset(self) -> QuerySet[Task]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Task.objects.none()
        return queries.readable_tasks(self.request.user).select_related("circle", "assignee")

    @extend_schema(
        summary="Put a task on a circle's board",
        request=NewTaskSerializer,
        responses={201: TaskSerializer, **REFUSALS},
    )
    def create(self, request: MemberAPIRequest) -> Response:
        serializer = NewTaskSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        task = actions.add_task(values.pop("circle"), actor=request.user, **values)
        return Response(TaskSerializer(task).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Take it", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def taking(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.take_task)

    @extend_schema(summary="Give it back", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"], url_path="giving-back")
    def giving_back(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.give_back_task)

    @extend_schema(summary="It is done", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def finishing(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.finish_task)

    @extend_schema(summary="Not done after all", request=None, responses={200: TaskSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def reopening(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._act(request, pk, actions.reopen_task)

    def _act(self, request: MemberAPIRequest, pk: str, act: Callable[..., Task]) -> Response:
        task = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(TaskSerializer(act(task, actor=request.user)).data)

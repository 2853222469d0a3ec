"""`/api/v1/gatherings/` and `/api/v1/proxies/`: who is there, who is represented by whom.

What a giver asks the holder to vote may be sent here; it is read on the page of those two alone.
"""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from votes import actions
from votes.models import Gathering, Proxy
from votes.queries.gatherings import proxies_of, quorum_of, unconfirmed_proxies
from web.api import REFUSALS


class ProxySerializer(serializers.ModelSerializer[Proxy]):
    """It counts once accepted, until it ends; without a holder it is blank.

    A paper form waits for its giver, or a second holder of a role, to confirm it (`confirmed_at`).
    """

    giver = NamedPersonSerializer(read_only=True)
    holder = NamedPersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Proxy
        fields = [
            *("id", "giver", "holder", "is_on_paper", "entered_by", "confirmed_by", "confirmed_at"),
            *("given_at", "accepted_at", "ended_at", "end"),
        ]


class GatheringSerializer(serializers.ModelSerializer[Gathering]):
    """The occasion of presence and proxies, and its quorum as it stands."""

    needed = serializers.IntegerField(
        source="state.needed", allow_null=True, help_text="Null where no quorum is asked."
    )
    present = serializers.IntegerField(source="state.present")
    represented = serializers.IntegerField(source="state.represented")
    reached = serializers.BooleanField(source="state.reached")
    roll = serializers.IntegerField(source="state.roll")

    class Meta:
        model = Gathering
        fields = [
            "id", "owner", "is_online", "proxy_cap", "opened_at", "closed_at",
            "needed", "present", "represented", "reached", "roll",
        ]  # fmt: skip


class NewProxySerializer(serializers.Serializer[Proxy]):
    holder = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.all(), allow_null=True, help_text="Null: whoever is present (blank proxy)."
    )
    instructions = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="", write_only=True,
        help_text="What you ask for. The holder reads it on their page; it is never given here. It is not encrypted: "
        "whoever runs the server could read it. It is erased after a secret vote.",
    )  # fmt: skip


class PaperProxySerializer(serializers.Serializer[Proxy]):
    giver = serializers.PrimaryKeyRelatedField(queryset=Member.objects.all())
    holder = serializers.PrimaryKeyRelatedField(queryset=Member.objects.all(), allow_null=True)


class ProxyRefusalSerializer(serializers.Serializer[Proxy]):
    word = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default="", help_text="For the giver alone, by letter."
    )


class GatheringViewSet(viewsets.GenericViewSet[Gathering]):
    queryset = Gathering.objects.none()
    serializer_class = GatheringSerializer
    lookup_value_regex = r"\d{1,18}"

    @extend_schema(summary="A gathering and its quorum", responses={200: GatheringSerializer, **REFUSALS})
    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        gathering = self._read(request, pk)
        gathering.state = quorum_of(gathering)  # type: ignore[attr-defined]
        return Response(GatheringSerializer(gathering).data)

    @extend_schema(
        summary="The proxies that stand, then the paper forms that wait to be confirmed",
        responses={200: ProxySerializer(many=True), **REFUSALS},
        methods=["GET"],
    )
    @extend_schema(
        summary="Give one's proxy, or move it: it counts once accepted",
        request=NewProxySerializer,
        responses={201: ProxySerializer, **REFUSALS},
        methods=["POST"],
    )
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def proxies(self, request: MemberAPIRequest, pk: str) -> Response:
        gathering = self._read(request, pk)
        if request.method == "GET":
            standing, waiting = proxies_of(gathering), unconfirmed_proxies(gathering)
            return Response(ProxySerializer([*standing, *waiting], many=True).data)
        serializer = NewProxySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        giver = request.user
        proxy = actions.give_proxy(gathering, giver=giver, actor=giver, **serializer.validated_data)
        return Response(ProxySerializer(proxy).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Enter a proxy signed on paper: it counts once confirmed",
        request=PaperProxySerializer,
        responses={201: ProxySerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="paper-proxies")
    def paper_proxies(self, request: MemberAPIRequest, pk: str) -> Response:
        gathering = self._read(request, pk)
        serializer = PaperProxySerializer(data=request.data)
        require("votes.enter_proxy", request.user, gathering)
        serializer.is_valid(raise_exception=True)
        proxy = actions.enter_paper_proxy(gathering, actor=request.user, **serializer.validated_data)
        return Response(ProxySerializer(proxy).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Assign the blank proxies to those present, by the rule",
        request=None,
        responses={200: ProxySerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["post"], pagination_class=None)
    def assignment(self, request: MemberAPIRequest, pk: str) -> Response:
        assigned = actions.assign_blank_proxies(self._read(request, pk), actor=request.user)
        return Response(ProxySerializer(assigned, many=True).data)

    def _read(self, request: MemberAPIRequest, pk: str) -> Gathering:
        gathering = get_object_or_404(Gathering, pk=pk)
        require("votes.read_gathering", request.user, gathering)
        return gathering


class ProxyViewSet(viewsets.GenericViewSet[Proxy]):
    queryset = Proxy.objects.none()
    serializer_class = ProxySerializer
    lookup_value_regex = r"\d{1,18}"

    @extend_schema(summary="Accept a proxy", request=None, responses={200: ProxySerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def acceptance(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(actions.accept_proxy(self._find(pk), actor=request.user))

    @extend_schema(
        summary="Confirm a paper form: its giver may, and a holder of a role who neither entered nor holds it",
        request=None,
        responses={200: ProxySerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def confirmation(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(actions.confirm_proxy(self._find(pk), actor=request.user))

    @extend_schema(
        summary="Decline a proxy", request=ProxyRefusalSerializer, responses={200: ProxySerializer, **REFUSALS}
    )
    @action(detail=True, methods=["post"])
    def refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = ProxyRefusalSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        word = serializer.validated_data["word"]
        return self._done(actions.decline_proxy(self._find(pk), word=word, actor=request.user))

    @extend_schema(
        summary="Take one's proxy back, or give back one that was accepted",
        request=None,
        responses={200: ProxySerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def end(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(actions.take_back_proxy(self._find(pk), actor=request.user))

    def _find(self, pk: str) -> Proxy:
        """Whether this person has a say in it is the action's to tell."""
        return get_object_or_404(Proxy.objects.select_related("gathering", "giver"), pk=pk)

    def _done(self, proxy: Proxy) -> Response:
        return Response(ProxySerializer(proxy).data)

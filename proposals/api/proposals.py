"""`/api/v1/proposals/`: plain input, one action, plain output."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions.api.changes import change_of
from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from members.rules import is_member
from proposals import actions
from proposals.api.advice import AdviceOfProposal
from proposals.api.attached_files import FilesOfProposal
from proposals.api.passage_serializers import (
    CommentSerializer,
    NewCommentSerializer,
    NewSuggestedEditSerializer,
    SuggestedEditSerializer,
)
from proposals.api.round_serializers import (
    NewNotedPositionSerializer,
    NewPositionSerializer,
    NotedPositionSerializer,
    PersonOfRoundSerializer,
    TakenSerializer,
)
from proposals.api.rounds import RoundsOfProposal
from proposals.api.serializers import (
    NewImportSerializer,
    NewProposalSerializer,
    ProposalSerializer,
    WholeProposalSerializer,
)
from proposals.api.stages import StagesOfProposal
from proposals.api.time import TimeOfProposal
from proposals.models import (
    Advice,
    NotedPosition,
    Proposal,
)
from proposals.options import ProposedOption, with_options
from proposals.queries import proposals_for
from proposals.queries.comments import comments_for
from web.api import REFUSALS


@extend_schema_view(
    list=extend_schema(
        summary="The proposals that you may read", responses={200: ProposalSerializer(many=True), **REFUSALS}
    ),
    retrieve=extend_schema(
        summary="A proposal with all that was said of it; positions show once all are shown",
        responses={200: WholeProposalSerializer, **REFUSALS},
    ),
)
class ProposalViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    StagesOfProposal,
    RoundsOfProposal,
    TimeOfProposal,
    AdviceOfProposal,
    FilesOfProposal,
):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = ProposalSerializer
    queryset = Proposal.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "state": ["exact"]}

    def get_queryset(self) -> QuerySet[Proposal]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Proposal.objects.none()
        proposals = proposals_for(self.request.user)
        return (
            proposals.prefetch_related("versions", Prefetch("advices", Advice.objects.select_related("adviser")))
            if self.action == "retrieve"
            else proposals
        )

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return WholeProposalSerializer if self.action == "retrieve" else ProposalSerializer

    @extend_schema(
        summary="Write a proposal", request=NewProposalSerializer, responses={201: ProposalSerializer, **REFUSALS}
    )
    def create(self, request: MemberAPIRequest) -> Response:
        serializer = NewProposalSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        circle, presents = values.pop("circle"), values.pop("present")
        change = change_of(values.pop("changes"))
        options = [ProposedOption(**option) for option in values.pop("options")]
        if values["process"] == Proposal.Process.CHOICE:
            values["text"] = with_options(values["text"], options)
        proposal = actions.write_proposal(circle, is_presented=presents, change=change, actor=request.user, **values)
        return Response(ProposalSerializer(proposal).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Bring in a proposal that was taken away elsewhere: a draft of yours, its former history beside it",
        request=NewImportSerializer,
        responses={201: ProposalSerializer, **REFUSALS},
    )
    @action(detail=False, methods=["post"], url_path="import", url_name="import")
    def bring_in(self, request: MemberAPIRequest) -> Response:
        require("proposals.list", request.user)
        serializer = NewImportSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        circle, content = serializer.validated_data["circle"], serializer.validated_data["content"]
        proposal = actions.import_proposal(circle, content=content, actor=request.user)
        return Response(ProposalSerializer(proposal).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Give or change your position in the round that is open",
        request=NewPositionSerializer,
        responses={200: TakenSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def position(self, request: MemberAPIRequest, pk: str) -> Response:
        round = self._round(pk)
        serializer = NewPositionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        position = actions.take_position(round, actor=request.user, **serializer.validated_data)
        return Response(TakenSerializer(position).data)

    @extend_schema(
        summary="Say that you have read a text for information; once is enough",
        request=None,
        responses={200: ProposalSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def reading(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = actions.mark_read(get_object_or_404(self.get_queryset(), pk=pk), actor=request.user)
        return Response(ProposalSerializer(proposal).data)

    @extend_schema(
        summary="Note the answer of somebody in the room without a phone: it counts once it is confirmed",
        request=NewNotedPositionSerializer,
        responses={200: NotedPositionSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-position")
    def noted_position(self, request: MemberAPIRequest, pk: str) -> Response:
        round = self._round(pk)
        require("proposals.note_position", request.user, round)
        serializer = NewNotedPositionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        note = actions.note_position(round, actor=request.user, **serializer.validated_data)
        return Response(NotedPositionSerializer(note).data)

    @extend_schema(
        summary="Confirm a noted answer: the person may, or a second holder of a role",
        request=PersonOfRoundSerializer,
        responses={200: NotedPositionSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-position/confirmation")
    def noted_position_confirmation(self, request: MemberAPIRequest, pk: str) -> Response:
        note = self._note(request, pk)
        actions.confirm_noted(note, actor=request.user)
        return Response(NotedPositionSerializer(note).data)

    @extend_schema(
        summary="Take a noted answer back: whoever noted it may, or the person",
        request=PersonOfRoundSerializer,
        responses={204: None, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-position/removal")
    def noted_position_removal(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.drop_noted(self._note(request, pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="The changes suggested in its text, in the order in which they were",
        responses={200: SuggestedEditSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], url_path="suggested-edits", pagination_class=None, filter_backends=[])
    def suggested_edits(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        edits = proposal.suggested_edits.select_related("member", "version").order_by("pk")
        return Response(SuggestedEditSerializer(edits, many=True).data)

    @extend_schema(
        summary="Suggest other words in place of some of its text",
        request=NewSuggestedEditSerializer,
        responses={201: SuggestedEditSerializer, **REFUSALS},
    )
    @suggested_edits.mapping.post
    def suggest_edit(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        serializer = NewSuggestedEditSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        edit = actions.suggest_edit(proposal, actor=request.user, **serializer.validated_data)
        return Response(SuggestedEditSerializer(edit).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="The comments on its words that you may read, in the order of the text",
        responses={200: CommentSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def comments(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(CommentSerializer(comments_for(proposal, request.user), many=True).data)

    @extend_schema(
        summary="Comment some words of its text",
        request=NewCommentSerializer,
        responses={201: CommentSerializer, **REFUSALS},
    )
    @comments.mapping.post
    def comment(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        serializer = NewCommentSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        comment = actions.comment_passage(proposal, actor=request.user, **serializer.validated_data)
        return Response(CommentSerializer(comment).data, status=status.HTTP_201_CREATED)

    def _note(self, request: MemberAPIRequest, pk: str) -> NotedPosition:
        serializer = PersonOfRoundSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        noted = NotedPosition.objects.select_related("round__proposal")
        return get_object_or_404(noted, round=self._round(pk), member=serializer.validated_data["member"])

"""`/api/v1/suggested-edits/` and `/api/v1/comments/`: plain input, one action, plain output."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from proposals import actions
from proposals.api.passage_serializers import (
    CommentSerializer,
    NewReplySerializer,
    RefusedEditSerializer,
    SuggestedEditSerializer,
    TakenEditSerializer,
)
from proposals.models import Comment, SuggestedEdit
from proposals.queries import proposals_for
from proposals.queries.comments import comments_for
from web.api import REFUSALS


@extend_schema_view(
    retrieve=extend_schema(
        summary="A change suggested in place, and what became of it",
        responses={200: SuggestedEditSerializer, **REFUSALS},
    )
)
class SuggestedEditViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = SuggestedEditSerializer
    queryset = SuggestedEdit.objects.none()

    def get_queryset(self) -> QuerySet[SuggestedEdit]:
        if not isinstance(self.request.user, Member):
            return SuggestedEdit.objects.none()
        edits = SuggestedEdit.objects.filter(proposal__in=proposals_for(self.request.user))
        return edits.select_related("proposal__circle", "member", "version")

    @extend_schema(
        summary="Take it into the text: a new version, by its author or whoever decides alone",
        description="Where objections stand, it is refused (400) until `answers` says which of them it answers.",
        request=TakenEditSerializer,
        responses={200: SuggestedEditSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def taking(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = TakenEditSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._ended(pk, lambda edit: actions.take_edit(edit, actor=request.user, **serializer.validated_data))

    @extend_schema(
        summary="Say why it is not taken: its author does, or whoever decides alone",
        request=RefusedEditSerializer,
        responses={200: SuggestedEditSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = RefusedEditSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        reason = serializer.validated_data["reason"]
        return self._ended(pk, lambda edit: actions.refuse_edit(edit, reason=reason, actor=request.user))

    @extend_schema(
        summary="Take your own suggestion back",
        request=None,
        responses={200: SuggestedEditSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def removal(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._ended(pk, lambda edit: actions.withdraw_edit(edit, actor=request.user))

    def _ended(self, pk: str, act: Callable[[SuggestedEdit], Any]) -> Response:
        act(get_object_or_404(self.get_queryset(), pk=pk))
        return Response(SuggestedEditSerializer(get_object_or_404(self.get_queryset(), pk=pk)).data)


class CommentViewSet(viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = CommentSerializer
    queryset = Comment.objects.none()

    @extend_schema(
        summary="A comment on some words of a text, with its answers",
        responses={200: CommentSerializer, **REFUSALS},
    )
    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(CommentSerializer(self._read(request, pk)).data)

    @extend_schema(
        summary="Answer a comment",
        request=NewReplySerializer,
        responses={201: CommentSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def replies(self, request: MemberAPIRequest, pk: str) -> Response:
        comment = self._read(request, pk)
        serializer = NewReplySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.reply_to_comment(comment, actor=request.user, **serializer.validated_data)
        return Response(CommentSerializer(self._read(request, pk)).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Mark a comment as settled: its author may, or whoever writes the text",
        request=None,
        responses={200: CommentSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def settling(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.settle_comment(self._read(request, pk), actor=request.user)
        return Response(CommentSerializer(self._read(request, pk)).data)

    @extend_schema(
        summary="Open a settled comment again: its author may, or whoever writes the text",
        request=None,
        responses={200: CommentSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def reopening(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.reopen_comment(self._read(request, pk), actor=request.user)
        return Response(CommentSerializer(self._read(request, pk)).data)

    def _read(self, request: MemberAPIRequest, pk: str) -> Comment:
        """As this person reads it: others' are hidden where the circle wants everybody to answer first."""
        comments = Comment.objects.filter(proposal__in=proposals_for(request.user)).select_related("proposal__circle")
        comment = get_object_or_404(comments, pk=pk)
        require("proposals.read_comment", request.user, comment)
        return comments_for(comment.proposal, request.user).select_related("proposal__circle").get(pk=comment.pk)

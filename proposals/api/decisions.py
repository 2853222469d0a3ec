"""`/api/v1/decisions/`: plain input, one action, plain output."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from proposals import actions
from proposals.api.register_serializers import (
    DecisionSerializer,
    FollowUpSerializer,
    NewProgressSerializer,
    NewReopeningRequestSerializer,
    NewResponsibleSerializer,
    NewReviewAnswerSerializer,
    ReopeningRequestSerializer,
    ReviewAnswerSerializer,
)
from proposals.models import (
    Decision,
    FollowUp,
    Review,
)
from proposals.queries import decisions_for
from web.api import REFUSALS


@extend_schema_view(
    list=extend_schema(summary="The register of decisions", responses={200: DecisionSerializer(many=True), **REFUSALS}),
    retrieve=extend_schema(summary="A decision, by its number", responses={200: DecisionSerializer, **REFUSALS}),
)
class DecisionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = DecisionSerializer
    lookup_field = "number"
    lookup_value_regex = r"[\d-]{1,12}"
    queryset = Decision.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "year": ["exact"], "subject": ["exact"], "process": ["exact"]}

    def get_queryset(self) -> QuerySet[Decision]:
        noted = FollowUp.objects.select_related("responsible", "noted_by")
        return decisions_for(self.request.user).prefetch_related(Prefetch("follow_ups", noted))

    @extend_schema(
        summary="Say how far a decision is carried out",
        request=NewProgressSerializer,
        responses={200: FollowUpSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def progress(self, request: MemberAPIRequest, number: str) -> Response:
        return self._noted(request, NewProgressSerializer(data=request.data), actions.note_progress)

    @extend_schema(
        summary="Say who carries a decision out, and by when",
        request=NewResponsibleSerializer,
        responses={200: FollowUpSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def responsible(self, request: MemberAPIRequest, number: str) -> Response:
        return self._noted(request, NewResponsibleSerializer(data=request.data), actions.entrust)

    @extend_schema(
        summary="Say whether to keep, change or stop a decision that is looked at again",
        request=NewReviewAnswerSerializer,
        responses={200: ReviewAnswerSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="review-answer")
    def review_answer(self, request: MemberAPIRequest, number: str) -> Response:
        review = get_object_or_404(Review, decision=self.get_object(), closed_at__isnull=True)
        require("proposals.answer_review", request.user, review)
        serializer = NewReviewAnswerSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        answer = actions.answer_review(review, actor=request.user, **serializer.validated_data)
        return Response(ReviewAnswerSerializer(answer).data)

    @extend_schema(
        summary="Bring a new fact, and ask to decide anew",
        request=NewReopeningRequestSerializer,
        responses={200: ReopeningRequestSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="reopening-request")
    def reopening_request(self, request: MemberAPIRequest, number: str) -> Response:
        decision = self.get_object()
        require("proposals.ask_to_reopen", request.user, decision)
        serializer = NewReopeningRequestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        reopening = actions.ask_to_reopen(decision, actor=request.user, **serializer.validated_data)
        return Response(ReopeningRequestSerializer(reopening).data)

    def _noted(self, request: MemberAPIRequest, serializer: serializers.Serializer, act: Any) -> Response:
        decision = self.get_object()
        require("proposals.follow_up", request.user, decision)
        serializer.is_valid(raise_exception=True)
        return Response(FollowUpSerializer(act(decision, actor=request.user, **serializer.validated_data)).data)

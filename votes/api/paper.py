"""`/api/v1/papers/`: ballots on paper, entered in number by one teller and confirmed by another."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from members.api.requests import MemberAPIRequest
from members.models import Member
from members.rules import is_member
from votes import actions
from votes.encryption import is_readable
from votes.integrity.redaction import discreet
from votes.models import Ballot, PaperBatch
from votes.queries.paper import REASONS, papers_of
from web.api import REFUSALS, KeepsDjangoRequest


@extend_schema_field(OpenApiTypes.ANY)
class ChoiceField(serializers.JSONField):
    """What the ballot's method asks, as a vote holds it."""


class LineSerializer(serializers.Serializer[Any]):
    n = serializers.IntegerField(min_value=0, help_text="How many papers.")
    choice = ChoiceField()


class BatchSerializer(serializers.ModelSerializer[PaperBatch]):
    """A batch of papers. What they say is there for its two tellers, until the second has answered."""

    lines = serializers.SerializerMethodField()
    spoilt = serializers.SerializerMethodField()

    class Meta:
        model = PaperBatch
        fields = [
            "id", "ballot", "number", "spoilt", "lines", "entered_by", "entered_at", "confirmed_by", "confirmed_at",
        ]  # fmt: skip

    @extend_schema_field(LineSerializer(many=True))
    def get_lines(self, batch: PaperBatch) -> list[dict[str, Any]]:
        return papers_of(batch).lines if _is_read(batch) else []

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_spoilt(self, batch: PaperBatch) -> int | None:
        return papers_of(batch).spoilt if _is_read(batch) else None


class NewBatchSerializer(serializers.Serializer[PaperBatch]):
    ballot = serializers.PrimaryKeyRelatedField(queryset=Ballot.objects.all())
    electors = serializers.ListField(
        child=serializers.IntegerField(), allow_empty=False, help_text="The members whose papers these are."
    )
    lines = LineSerializer(many=True)
    spoilt = serializers.IntegerField(min_value=0, default=0)
    second = serializers.PrimaryKeyRelatedField(queryset=Member.objects.all(), help_text="Who counts them again.")
    anyway = serializers.BooleanField(default=False, help_text="Fewer than three in a secret ballot, all the same.")


class PaperRefusalSerializer(serializers.Serializer[PaperBatch]):
    reason = serializers.ChoiceField(choices=list(REASONS))


@extend_schema_view(
    list=extend_schema(
        summary="The papers that wait for a second count, of which you are a teller",
        responses={200: BatchSerializer(many=True), **REFUSALS},
    )
)
class PaperViewSet(KeepsDjangoRequest, mixins.ListModelMixin, viewsets.GenericViewSet[PaperBatch]):
    queryset = PaperBatch.objects.none()
    serializer_class = BatchSerializer
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[PaperBatch]:
        person = self.request.user
        if not isinstance(person, Member) or not is_member(person):
            return PaperBatch.objects.none()
        mine = PaperBatch.objects.filter(Q(entered_by=person) | Q(confirmed_by=person), confirmed_at=None)
        return mine.select_related("ballot")

    @extend_schema(
        summary="Enter papers in number", request=NewBatchSerializer, responses={201: BatchSerializer, **REFUSALS}
    )
    def create(self, request: MemberAPIRequest) -> Response:
        with discreet(self.django_request):
            serializer = NewBatchSerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            values = dict(serializer.validated_data)
            lines = [(line["n"], line["choice"]) for line in values.pop("lines")]
            batch = actions.enter_papers(values.pop("ballot"), lines=lines, actor=request.user, **values)
        return Response(BatchSerializer(batch).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Take a batch back", responses={204: None, **REFUSALS})
    def destroy(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.drop_papers(_find(pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="I count the same", request=None, responses={200: BatchSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def confirmation(self, request: MemberAPIRequest, pk: str) -> Response:
        with discreet(self.django_request):
            batch = actions.confirm_papers(_find(pk), actor=request.user)
        return Response(BatchSerializer(batch).data)

    @extend_schema(summary="I do not count the same", request=PaperRefusalSerializer, responses={204: None, **REFUSALS})
    @action(detail=True, methods=["post"])
    def refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = PaperRefusalSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.refuse_papers(_find(pk), reason=serializer.validated_data["reason"], actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _is_read(batch: PaperBatch) -> bool:
    return batch.confirmed_at is None and is_readable(batch.ballot)


def _find(pk: str) -> PaperBatch:
    """Whether this person is one of its tellers is the action's to tell."""
    return get_object_or_404(PaperBatch.objects.select_related("ballot"), pk=pk)

"""`/api/v1/consultations/`: questions put to a circle online, from the first draft to the opened ballot."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from members.rules import is_member
from votes import actions
from votes.api import serializers as shapes
from votes.models import Consultation
from votes.queries import consultations
from web.api import CHANGE_REFUSALS, ETAG, REFUSALS, answered, changing


@extend_schema_view(
    list=extend_schema(
        summary="The questions of the circles whose life you may follow, the latest first",
        responses={200: shapes.ConsultationSerializer(many=True), **REFUSALS},
    )
)
class ConsultationViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    serializer_class = shapes.ConsultationSerializer
    queryset = Consultation.objects.none()
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Consultation]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Consultation.objects.none()
        return consultations.consultations_for(self.request.user).select_related("casting_voter")

    @extend_schema(
        summary="A question",
        parameters=[ETAG],
        responses={200: shapes.ConsultationWithWarningsSerializer, **REFUSALS},
    )
    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        return _shown(self._read(request, pk))

    @extend_schema(
        summary="Prepare a question for a circle",
        request=shapes.NewConsultationSerializer,
        responses={201: shapes.ConsultationWithWarningsSerializer, **REFUSALS},
    )
    def create(self, request: MemberAPIRequest) -> Response:
        serializer = shapes.NewConsultationSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        require("votes.consult", request.user)
        values = serializer.validated_data
        planned = actions.plan_consultation(
            serializer.spec(),
            host=values["host"],
            text=values["text"],
            opens_at=values["opens_at"],
            actor=request.user,
        )
        return Response(shapes.ConsultationWithWarningsSerializer(planned).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Say it otherwise, before it opens; what is not sent stays",
        request=shapes.QuestionSerializer(partial=True),
        responses={200: shapes.ConsultationWithWarningsSerializer, **CHANGE_REFUSALS},
    )
    def update(self, request: MemberAPIRequest, pk: str) -> Response:
        with changing(request, lambda: shapes.as_asked(self._read(request, pk))) as sent:
            serializer = shapes.QuestionSerializer(data=sent)
            serializer.is_valid(raise_exception=True)
            values = serializer.validated_data
            changed = actions.change_consultation(
                self._read(request, pk),
                serializer.spec(),
                text=values["text"],
                opens_at=values["opens_at"],
                actor=request.user,
            )
            return _shown(changed)

    @extend_schema(summary="Give it up, before it opens", responses={204: None, **REFUSALS})
    def destroy(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.drop_consultation(self._read(request, pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Open the vote: the roll is frozen now",
        request=None,
        responses={200: shapes.BallotSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def opening(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = actions.open_consultation(self._read(request, pk), actor=request.user)
        return Response(shapes.BallotSerializer(ballot).data)

    def _read(self, request: MemberAPIRequest, pk: str) -> Consultation:
        consultation = get_object_or_404(
            Consultation.objects.select_related("author", "casting_voter", "ballot"), pk=pk
        )
        require("votes.read_consultation", request.user, consultation)
        return consultation


def _shown(consultation: Consultation) -> Response:
    shown = shapes.ConsultationWithWarningsSerializer(consultation).data
    return answered(shown, shapes.as_asked(consultation))

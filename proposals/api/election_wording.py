"""`/api/v1/candidacy-answers/`: the objections to a name that one was asked to help to word, while they are hidden."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from proposals import actions
from proposals.api.common import says
from proposals.api.election_serializers import HelpedObjectionSerializer
from proposals.api.round_serializers import NewReasonSerializer
from proposals.models import CandidacyAnswer
from proposals.queries.elections import entrusted_in_elections, helped_in_elections
from web.api import REFUSALS


@extend_schema_view(
    list=extend_schema(
        summary="The objections to a name that you were asked to help to word",
        responses={200: HelpedObjectionSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(
        summary="One that you help to word; nobody else reads it before all answers are shown",
        responses={200: HelpedObjectionSerializer, **REFUSALS},
    ),
)
class CandidacyAnswerViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = HelpedObjectionSerializer
    queryset = CandidacyAnswer.objects.none()

    def get_queryset(self) -> QuerySet[CandidacyAnswer]:
        if not isinstance(self.request.user, Member):
            return CandidacyAnswer.objects.none()
        return helped_in_elections(self.request.user)

    @says("Write its reason: whoever was asked to help", HelpedObjectionSerializer, NewReasonSerializer)
    @action(detail=True, methods=["post"])
    def wording(self, request: MemberAPIRequest, pk: str) -> Response:
        answer: Any = get_object_or_404(entrusted_in_elections(request.user), pk=pk)
        require("proposals.election_help_to_word", request.user, answer)
        serializer = NewReasonSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.help_to_word_in_election(answer, reason=serializer.validated_data, actor=request.user)
        worded = entrusted_in_elections(request.user).get(pk=answer.pk)
        return Response(HelpedObjectionSerializer(worded).data)

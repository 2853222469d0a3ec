"""`/api/v1/wording-helps/`: the objections, to a text or to a name, that one was asked to help to word, while they are
hidden."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from proposals import actions
from proposals.api.common import says
from proposals.api.round_serializers import NewReasonSerializer
from proposals.models import CandidacyAnswer, Objection, WordingHelp, WrittenObjection
from proposals.objection_reasons import reason_of
from proposals.queries import entrusted_beforehand, entrusted_to, helped_beforehand, helped_by
from proposals.queries.elections import entrusted_in_elections, helped_in_elections
from web.api import REFUSALS

HELPS = WordingHelp.objects.select_related(
    "position__member",
    "position__objection",
    "position__round__proposal",
    "written__member",
    "written__proposal",
    "answer__member",
    "answer__objection",
    "answer__candidacy__person",
    "answer__candidacy__election",
)


def _worded(help: WordingHelp) -> Objection | WrittenObjection | CandidacyAnswer:
    """What it helps to word."""
    if help.position is not None:
        return help.position.objection
    worded = help.written or help.answer
    assert worded is not None  # noqa: S101  (a constraint of its table)
    return worded


class HelpedObjectionSerializer(serializers.ModelSerializer):
    """An objection as whoever helps to word it reads it; the API gives it to nobody else before all are shown."""

    member = serializers.SerializerMethodField(help_text="Whoever objects.")
    proposal = serializers.SerializerMethodField(help_text="The key of the proposal; null of a name.")
    election = serializers.SerializerMethodField(help_text="The key of the election; null of a text.")
    person = serializers.SerializerMethodField(help_text="Whose name it is about; null of a text.")
    objection = serializers.SerializerMethodField()

    class Meta:
        model = WordingHelp
        fields = ["id", "asked_at", "member", "proposal", "election", "person", "objection"]

    @extend_schema_field(NamedPersonSerializer)
    def get_member(self, help: WordingHelp) -> Any:
        worded = _worded(help)
        return NamedPersonSerializer(worded.position.member if isinstance(worded, Objection) else worded.member).data

    def get_proposal(self, help: WordingHelp) -> int | None:
        if help.position is not None:
            return help.position.round.proposal_id
        return help.written.proposal_id if help.written else None

    def get_election(self, help: WordingHelp) -> int | None:
        return help.answer.candidacy.election_id if help.answer else None

    @extend_schema_field(NamedPersonSerializer(allow_null=True))
    def get_person(self, help: WordingHelp) -> Any:
        return NamedPersonSerializer(help.answer.candidacy.person).data if help.answer else None

    @extend_schema_field(NewReasonSerializer)
    def get_objection(self, help: WordingHelp) -> Any:
        worded = _worded(help)
        return reason_of(worded.objection if isinstance(worded, CandidacyAnswer) else worded)


@extend_schema_view(
    list=extend_schema(
        summary="The objections that you were asked to help to word",
        responses={200: HelpedObjectionSerializer(many=True), **REFUSALS},
    ),
    retrieve=extend_schema(
        summary="One that you help to word; nobody else reads it before all answers are shown",
        responses={200: HelpedObjectionSerializer, **REFUSALS},
    ),
)
class WordingHelpViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = HelpedObjectionSerializer
    queryset = WordingHelp.objects.none()

    def get_queryset(self) -> QuerySet[WordingHelp]:
        reader = self.request.user
        if not isinstance(reader, Member):
            return WordingHelp.objects.none()
        in_rounds = Q(position__objection__in=helped_by(reader))
        beforehand, of_names = Q(written__in=helped_beforehand(reader)), Q(answer__in=helped_in_elections(reader))
        return HELPS.filter(in_rounds | beforehand | of_names, helper=reader).order_by("-asked_at", "-pk")

    @says("Write its reason: whoever was asked to help", HelpedObjectionSerializer, NewReasonSerializer)
    @action(detail=True, methods=["post"])
    def wording(self, request: MemberAPIRequest, pk: str) -> Response:
        in_rounds = Q(position__objection__in=entrusted_to(request.user))
        beforehand = Q(written__in=entrusted_beforehand(request.user))
        of_names = Q(answer__in=entrusted_in_elections(request.user))
        entrusted = HELPS.filter(in_rounds | beforehand | of_names, helper=request.user)
        worded = _worded(get_object_or_404(entrusted, pk=pk))
        is_of_name = isinstance(worded, CandidacyAnswer)
        require("proposals.election_help_to_word" if is_of_name else "proposals.help_to_word", request.user, worded)
        serializer = NewReasonSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if isinstance(worded, CandidacyAnswer):
            actions.help_to_word_in_election(worded, reason=serializer.validated_data, actor=request.user)
        else:
            actions.help_to_word(worded, reason=serializer.validated_data, actor=request.user)
        return Response(HelpedObjectionSerializer(HELPS.get(pk=pk)).data)

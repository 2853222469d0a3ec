"""`/api/v1/elections/`: an election without candidate, read as far as it is shown, and each of its acts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from members.rules import is_member
from proposals import actions
from proposals.api.common import says
from proposals.api.election_serializers import (
    CandidacySerializer,
    ElectionSerializer,
    EndReasonSerializer,
    GrantedElectionMinutesSerializer,
    NewCandidacyAnswerSerializer,
    NewCandidacySerializer,
    NewElectionSerializer,
    NewNominationSerializer,
    OwnCandidacyAnswerSerializer,
    OwnNominationSerializer,
    WholeElectionSerializer,
    WordsSerializer,
)
from proposals.api.round_serializers import NewHelperSerializer, WordingHelpSerializer
from proposals.api.time_serializers import PauseSerializer
from proposals.election_process import ElectionAct
from proposals.models import Candidacy, CandidacyAnswer, Election, Position
from proposals.presenters.elections import ElectionSheet
from proposals.queries.elections import elections_for, last_candidacy
from web.api import REFUSALS


@extend_schema_view(
    list=extend_schema(
        summary="The elections that you may read", responses={200: ElectionSerializer(many=True), **REFUSALS}
    ),
    retrieve=extend_schema(
        summary="An election; nominations and answers show once all are shown",
        responses={200: WholeElectionSerializer, **REFUSALS},
    ),
)
class ElectionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class: type[serializers.BaseSerializer] = ElectionSerializer
    queryset = Election.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "state": ["exact"]}

    def get_queryset(self) -> QuerySet[Election]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Election.objects.none()
        return elections_for(self.request.user).select_related("circle", "facilitator", "elected", "decision", "pause")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        election = self.get_object()
        return Response(WholeElectionSerializer(ElectionSheet.of(election.pk)).data)

    @extend_schema(
        summary="Say which role is to be filled", request=NewElectionSerializer,
        responses={201: ElectionSerializer, **REFUSALS},
    )  # fmt: skip
    def create(self, request: MemberAPIRequest) -> Response:
        values = self._taken(NewElectionSerializer)
        election = actions.start_election(values.pop("circle"), actor=request.user, **values)
        return Response(ElectionSerializer(election).data, status=status.HTTP_201_CREATED)

    @says("Name somebody, and say why: hidden until all are shown", OwnNominationSerializer, NewNominationSerializer)
    @action(detail=True, methods=["post"])
    def nomination(self, request: MemberAPIRequest, pk: str) -> Response:
        election = self._may(ElectionAct.NOMINATE)
        given = actions.nominate(election, actor=request.user, **self._taken(NewNominationSerializer))
        return Response(OwnNominationSerializer(given).data)

    @says("Name somebody else who was named, and say why", OwnNominationSerializer, NewNominationSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: MemberAPIRequest, pk: str) -> Response:
        election = self._may(ElectionAct.CHANGE)
        given = actions.change_nomination(election, actor=request.user, **self._taken(NewNominationSerializer))
        return Response(OwnNominationSerializer(given).data)

    @says(
        "Go on to the next stage: whoever facilitates; nominations are shown in a meeting, or once all are in",
        ElectionSerializer,
    )
    @action(detail=True, methods=["post"])
    def stage(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._whole(actions.next_election_stage(self.get_object(), actor=request.user))

    @says("Give the stage its length once more: whoever facilitates, once", ElectionSerializer)
    @action(detail=True, methods=["post"])
    def extension(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._whole(actions.extend_election_stage(self.get_object(), actor=request.user))

    @says("Pause it online, once, with the reason: whoever facilitates", ElectionSerializer, PauseSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: MemberAPIRequest, pk: str) -> Response:
        election = self._may(ElectionAct.PAUSE)
        return self._whole(actions.pause_election(election, actor=request.user, **self._taken(PauseSerializer)))

    @says("End the pause before its end: whoever facilitates; without a pause nothing changes", ElectionSerializer)
    @action(detail=True, methods=["post"], url_path="pause-ending", url_name="pause-ending")
    def pause_ending(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._whole(actions.end_election_pause(self.get_object(), actor=request.user))

    @says(
        "Give a stage that goes on in a meeting two minutes more: whoever facilitates",
        ElectionSerializer,
        GrantedElectionMinutesSerializer,
    )
    @action(detail=True, methods=["post"])
    def minutes(self, request: MemberAPIRequest, pk: str) -> Response:
        election = self._may(ElectionAct.GRANT_MINUTES)
        values = self._taken(GrantedElectionMinutesSerializer)
        return self._whole(actions.grant_election_minutes(election, actor=request.user, **values))

    @says("Facilitate in the place of somebody who has left", ElectionSerializer)
    @action(detail=True, methods=["post"])
    def facilitator(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._whole(actions.facilitate_election(self.get_object(), actor=request.user))

    @says(
        "Decline to facilitate: whoever was asked; whoever coordinates the circle is asked instead", ElectionSerializer
    )
    @action(detail=True, methods=["post"], url_path="facilitation-refusal", url_name="facilitation-refusal")
    def facilitation_refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._whole(actions.decline_election_facilitation(self.get_object(), actor=request.user))

    @says("End it without anybody: whoever facilitates", ElectionSerializer, EndReasonSerializer)
    @action(detail=True, methods=["post"], url_path="setting-aside")
    def setting_aside(self, request: MemberAPIRequest, pk: str) -> Response:
        election = self._may(ElectionAct.SET_ASIDE)
        return self._whole(actions.set_election_aside(election, actor=request.user, **self._taken(EndReasonSerializer)))

    @says("Propose somebody who was named: whoever facilitates", CandidacySerializer, NewCandidacySerializer)
    @action(detail=True, methods=["post"])
    def candidacy(self, request: MemberAPIRequest, pk: str) -> Response:
        election = self._may(ElectionAct.PROPOSE)
        proposed = actions.propose_person(election, actor=request.user, **self._taken(NewCandidacySerializer))
        return Response(CandidacySerializer(proposed).data)

    @says(
        "Answer to the name proposed: consent, concern, objection, or stand aside",
        OwnCandidacyAnswerSerializer,
        NewCandidacyAnswerSerializer,
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: MemberAPIRequest, pk: str) -> Response:
        candidacy = self._name_proposed()
        require("proposals.election_answer", request.user, candidacy)
        values = self._taken(NewCandidacyAnswerSerializer)
        return Response(
            OwnCandidacyAnswerSerializer(actions.answer_candidacy(candidacy, actor=request.user, **values)).data
        )

    @says(
        "Show the answers and conclude: whoever facilitates, in a meeting or once all have answered",
        CandidacySerializer,
    )
    @action(detail=True, methods=["post"])
    def closing(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(CandidacySerializer(actions.close_candidacy(self._name_proposed(), actor=request.user)).data)

    @says("Lift your objection, once the answers are shown", OwnCandidacyAnswerSerializer, WordsSerializer)
    @action(detail=True, methods=["post"])
    def lifting(self, request: MemberAPIRequest, pk: str) -> Response:
        objections = CandidacyAnswer.objects.filter(member=request.user, objection__isnull=False)
        answer = get_object_or_404(objections, candidacy=self._name_proposed())
        lifted = actions.lift_election_objection(answer, actor=request.user, **self._taken(WordsSerializer))
        return Response(OwnCandidacyAnswerSerializer(lifted).data)

    @says(
        "Ask somebody to word your objection with you, while the answers are hidden",
        WordingHelpSerializer,
        NewHelperSerializer,
    )
    @action(detail=True, methods=["post"])
    def helper(self, request: MemberAPIRequest, pk: str) -> Response:
        answers = CandidacyAnswer.objects.filter(member=request.user, kind=Position.Kind.OBJECTION)
        answer = get_object_or_404(answers, candidacy=self._name_proposed())
        require("proposals.election_ask_help", request.user, answer)
        help = actions.ask_for_help_in_election(answer, actor=request.user, **self._taken(NewHelperSerializer))
        return Response(WordingHelpSerializer(help).data)

    @says("Accept the role: the person proposed, who speaks last", CandidacySerializer, WordsSerializer)
    @action(detail=True, methods=["post"])
    def acceptance(self, request: MemberAPIRequest, pk: str) -> Response:
        words = self._taken(WordsSerializer)
        return Response(
            CandidacySerializer(actions.accept_candidacy(self._name_proposed(), actor=request.user, **words)).data
        )

    @says("Decline the role: the person proposed", CandidacySerializer, WordsSerializer)
    @action(detail=True, methods=["post"])
    def declining(self, request: MemberAPIRequest, pk: str) -> Response:
        words = self._taken(WordsSerializer)
        return Response(
            CandidacySerializer(actions.decline_candidacy(self._name_proposed(), actor=request.user, **words)).data
        )

    def _may(self, act: ElectionAct) -> Election:
        """The election, once its right is asked: what was sent is read afterwards."""
        election: Election = self.get_object()
        require(f"proposals.election_{act}", self.request.user, election)
        return election

    def _name_proposed(self) -> Candidacy:
        election: Election = self.get_object()
        candidacy = last_candidacy(election)
        if candidacy is None:
            raise ValidationError(_("Nobody is proposed yet."), code="nobody")
        candidacy.election = election
        return candidacy

    def _taken(self, serializer_class: type[serializers.Serializer]) -> dict[str, Any]:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def _whole(self, election: Election) -> Response:
        return Response(ElectionSerializer(election).data)

"""`/api/v1/proposals/<id>/…`: the time of a proposal, one action each."""

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from members.api.requests import MemberAPIRequest
from proposals import actions
from proposals.api.time_serializers import GrantedMinutesSerializer, PauseSerializer, TimedProposalSerializer
from proposals.models import Proposal
from web.api import REFUSALS

ANSWERS = {200: TimedProposalSerializer, **REFUSALS}


class TimeOfProposal(viewsets.GenericViewSet[Proposal]):
    """What may be done with the time of a proposal."""

    @extend_schema(
        summary="Extend the stage, once, by its own length",
        description="Refused (400) where it waits for a meeting, at another stage, and a second time.",
        request=None,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def extension(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._timed(pk, lambda proposal: actions.extend_stage(proposal, actor=request.user))

    @extend_schema(
        summary="Pause it, once, with the reason",
        description="Refused (400) where it waits for a meeting, for more than fourteen days, and a second time.",
        request=PauseSerializer,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def pause(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = PauseSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._timed(
            pk, lambda proposal: actions.pause(proposal, actor=request.user, **serializer.validated_data)
        )

    @extend_schema(
        summary="End the pause before its end",
        description="Refused (400) where it waits for a meeting. Without a pause nothing changes.",
        request=None,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"], url_path="pause-ending")
    def pause_ending(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._timed(pk, lambda proposal: actions.end_pause(proposal, actor=request.user))

    @extend_schema(
        summary="Take it off the meeting that it was put to, and go on online",
        description="Refused (400) while that meeting is under way.",
        request=None,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def online(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._timed(pk, lambda proposal: actions.take_online(proposal, actor=request.user))

    @extend_schema(
        summary="Give a stage that goes on in a meeting two minutes more",
        description="Refused (400) where no meeting talks about it, and beyond an hour. "
        "Nothing changes once it has gone on.",
        request=GrantedMinutesSerializer,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def minutes(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = GrantedMinutesSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._timed(
            pk, lambda proposal: actions.grant_minutes(proposal, actor=request.user, **serializer.validated_data)
        )

    @extend_schema(
        summary="Close this stage and open the next one",
        description="Refused (400) while a question waits for its answer, and where no stage follows by hand.",
        request=None,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def stage(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._timed(pk, lambda proposal: actions.next_stage(proposal, actor=request.user))

    def _timed(self, pk: str, act: Callable[[Proposal], Proposal]) -> Response:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(TimedProposalSerializer(act(proposal)).data)

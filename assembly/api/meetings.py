"""Meetings over the API: read them, their agenda, and make the agenda advance."""

from typing import Any

import rules
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.response import Response

from assembly import actions
from assembly.api.backlog import BringBackSerializer, BroughtBackSerializer, PutOffSerializer
from assembly.api.meeting_tasks import TasksOfMeeting
from assembly.api.serializers import (
    AdvanceSerializer,
    AgendaSerializer,
    AgreementSerializer,
    ArrivalSerializer,
    CancellationSerializer,
    CandidateSerializer,
    ConfirmationSerializer,
    EmptyRoleSerializer,
    HandoverSerializer,
    MeetingSerializer,
    MeetNowSerializer,
    PresenceSerializer,
)
from assembly.handover import SILENCE, conductor_of, open_proposal, open_question
from assembly.models import Meeting
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.backlog import backlog_of
from assembly.queries.meetings import readable_meetings
from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member

REFUSED = {
    400: OpenApiResponse(description="The act is not possible now: `errors` says why."),
    403: OpenApiResponse(description="This person may not."),
    404: OpenApiResponse(description="No such meeting, or not one that this person may read."),
}


@extend_schema_view(
    list=extend_schema(responses={200: MeetingSerializer(many=True), **REFUSED}),
    retrieve=extend_schema(responses={200: MeetingSerializer, **REFUSED}),
)
class MeetingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, TasksOfMeeting):
    lookup_value_regex = r"\d{1,18}"
    """Meetings of the circles that this person may read."""

    serializer_class = MeetingSerializer
    queryset = Meeting.objects.none()  # for the schema; what is read follows the person

    def get_queryset(self) -> Any:
        return readable_meetings(self.request.user)  # type: ignore[arg-type]

    @extend_schema(
        summary="Meet at once: a meeting that begins now, with one item to be voted on",
        request=MeetNowSerializer,
        responses={201: MeetingSerializer, **REFUSED},
    )
    @action(detail=False, methods=["post"])
    def now(self, request: MemberAPIRequest) -> Response:
        serializer = MeetNowSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        meeting = actions.meet_now(actor=request.user, **serializer.validated_data)
        return Response(MeetingSerializer(meeting).data, status=201)

    @extend_schema(
        summary="Reopen a meeting closed by a slip: within ten minutes, unsigned, by whoever conducted it",
        request=None,
        responses={200: MeetingSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"])
    def reopening(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        return Response(MeetingSerializer(actions.reopen_meeting(self.get_object(), actor=request.user)).data)

    @extend_schema(
        summary="Cancel it before it opens: whoever was called is told why, its items wait for a later meeting",
        request=CancellationSerializer,
        responses={200: MeetingSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"])
    def cancellation(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        serializer = CancellationSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        meeting = actions.cancel_meeting(self.get_object(), actor=request.user, **serializer.validated_data)
        return Response(MeetingSerializer(meeting).data)

    @extend_schema(
        summary="Plan it again: its convocation is then sent anew",
        request=None,
        responses={200: MeetingSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="cancellation/withdrawal")
    def cancellation_withdrawal(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        return Response(MeetingSerializer(actions.plan_again(self.get_object(), actor=request.user)).data)

    @extend_schema(responses={200: AgendaSerializer, **REFUSED})
    @action(detail=True, methods=["get"])
    def agenda(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        """The agenda as this person reads it."""
        return Response(self._agenda(request))

    @extend_schema(
        summary="What earlier meetings put off, and that this agenda may take up: whoever makes it reads it",
        responses={200: PutOffSerializer(many=True), **REFUSED},
        methods=["GET"],
    )
    @extend_schema(
        summary="Put one of them on this agenda: each once",
        request=BringBackSerializer,
        responses={201: BroughtBackSerializer, **REFUSED},
        methods=["POST"],
    )
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def backlog(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        require("assembly.prepare", request.user, meeting)
        if request.method == "GET":
            return Response(PutOffSerializer(backlog_of(meeting.circle), many=True).data)
        serializer = BringBackSerializer(data=request.data, context={"circle": meeting.circle})
        serializer.is_valid(raise_exception=True)
        item = actions.bring_back_item(meeting, item=serializer.validated_data["item"], actor=request.user)
        return Response(BroughtBackSerializer(item).data, status=201)

    @extend_schema(
        request=AdvanceSerializer,
        responses={200: AgendaSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"])
    def advance(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        """Conclude the current item and begin the next. Whoever facilitates may."""
        serializer = AdvanceSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.advance(self.get_object(), expected=serializer.validated_data["expected"], actor=request.user)
        return Response(self._agenda(request))

    @extend_schema(
        summary="Who is there: the spans that count, then those that wait to be confirmed",
        responses={200: PresenceSerializer(many=True), **REFUSED},
        methods=["GET"],
    )
    @extend_schema(
        summary="Say that one is (still) there; whoever conducts, or keeps the door, notes others, to be confirmed",
        request=ArrivalSerializer,
        responses={200: PresenceSerializer(many=True), **REFUSED},
        methods=["POST"],
    )
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def arrivals(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        if request.method == "POST":
            actions.arrive(meeting, member=_whom(request), actor=request.user)
        return Response(_presences(meeting))

    @extend_schema(
        summary="Confirm arrivals that somebody else noted: any holder of a role may",
        request=ConfirmationSerializer,
        responses={200: PresenceSerializer(many=True), **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="arrivals/confirmation", pagination_class=None)
    def arrivals_confirmation(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        require("assembly.vouch", request.user, meeting)
        serializer = ConfirmationSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.confirm_arrivals(meeting, members=serializer.validated_data["members"], actor=request.user)
        return Response(_presences(meeting))

    @extend_schema(
        summary="Say that one leaves, or is not there; whoever conducts, or the door, notes others, to be confirmed",
        request=ArrivalSerializer,
        responses={200: PresenceSerializer(many=True), **REFUSED},
    )
    @action(detail=True, methods=["post"], pagination_class=None)
    def departures(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        actions.depart(meeting, member=_whom(request), actor=request.user)
        return Response(_presences(meeting))

    @extend_schema(
        summary="Confirm departures that somebody else noted: any holder of a role may",
        request=ConfirmationSerializer,
        responses={200: PresenceSerializer(many=True), **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="departures/confirmation", pagination_class=None)
    def departures_confirmation(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        require("assembly.vouch", request.user, meeting)
        serializer = ConfirmationSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.confirm_departures(meeting, members=serializer.validated_data["members"], actor=request.user)
        return Response(_presences(meeting))

    @extend_schema(summary="Who conducts", responses={200: HandoverSerializer, **REFUSED})
    @action(detail=True, methods=["get"])
    def conduct(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        return Response(_conduct(self.get_object()))

    @extend_schema(
        summary="Ask whether whoever conducts is there: silent for two minutes, somebody else can conduct",
        request=None,
        responses={200: HandoverSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="conduct/question")
    def conduct_question(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        actions.ask_conductor(meeting, actor=request.user)
        return Response(_conduct(meeting))

    @extend_schema(
        summary="Answer that one is there, and conducts", request=None, responses={200: HandoverSerializer, **REFUSED}
    )
    @action(detail=True, methods=["post"], url_path="conduct/answer")
    def conduct_answer(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        actions.answer_conductor(meeting, actor=request.user)
        return Response(_conduct(meeting))

    @extend_schema(
        summary="Conduct in the place of whoever is gone: any holder of a role may, or whoever those present agreed on",
        request=None,
        responses={200: HandoverSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="conduct/takeover")
    def conduct_takeover(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        return Response(_conduct(actions.take_over(self.get_object(), actor=request.user)))

    @extend_schema(
        summary="Propose who conducts, where nobody present holds a role",
        request=CandidateSerializer,
        responses={200: HandoverSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="conduct/proposals")
    def conduct_proposals(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        serializer = CandidateSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.propose_conductor(meeting, candidate=serializer.validated_data["member"], actor=request.user)
        return Response(_conduct(meeting))

    @extend_schema(
        summary="Agree, or refuse, that the person proposed conducts",
        request=AgreementSerializer,
        responses={200: HandoverSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="conduct/agreement")
    def conduct_agreement(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        serializer = AgreementSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.answer_proposal(meeting, agrees=serializer.validated_data["agrees"], actor=request.user)
        return Response(_conduct(meeting))

    @extend_schema(
        summary="After the close, take the role of chair or secretary that nobody can sign in any more",
        request=EmptyRoleSerializer,
        responses={204: None, **REFUSED},
    )
    @action(detail=True, methods=["post"], url_path="roles/empty")
    def empty_role(self, request: MemberAPIRequest, pk: str | None = None) -> Response:
        meeting = self.get_object()
        serializer = EmptyRoleSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.take_empty_role(meeting, role=serializer.validated_data["role"], actor=request.user)
        return Response(status=204)

    def _agenda(self, request: MemberAPIRequest) -> dict[str, Any]:
        meeting = self.get_object()
        require("assembly.read", request.user, meeting)
        sheet = MeetingSheet.of(meeting.pk)
        lines = sheet.lines_for(rules.has_perm("assembly.follow_whole", request.user, meeting))
        current = next((line.item.pk for line in lines if line.since), None)
        shown = {
            "current": current,
            "forecast": sheet.forecast.ends_at,
            "hard_end": meeting.ends_at,
            "items": lines,
        }
        return dict(AgendaSerializer(shown).data)


def _whom(request: MemberAPIRequest) -> Member:
    """The person named, or whoever asks."""
    serializer = ArrivalSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data.get("member") or request.user


def _presences(meeting: Meeting) -> list[Any]:
    sheet = MeetingSheet.of(meeting.pk)
    return list(PresenceSerializer([*sheet.presences, *sheet.unconfirmed], many=True).data)


def _conduct(meeting: Meeting) -> dict[str, Any]:
    question, proposal = open_question(meeting), open_proposal(meeting)
    shown = {
        "conductor": conductor_of(meeting),
        "asked_until": question.asked_at + SILENCE if question else None,
        "proposed": proposal.candidate if proposal else None,
    }
    return dict(HandoverSerializer(shown).data)

"""`/api/v1/proposals/<id>/…` and `/api/v1/objections/`: asking everybody, and what becomes of objections."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from proposals import actions
from proposals.api.common import ActsOfProposal, says
from proposals.api.round_serializers import (
    NewHelperSerializer,
    NewReasonSerializer,
    ReasonSerializer,
    WordingHelpSerializer,
)
from proposals.api.serializers import ProposalSerializer
from proposals.api.talk_serializers import (
    CircleRequestSerializer,
    NewAgreementSerializer,
    NewTestSerializer,
    TextSerializer,
)
from proposals.models import CircleRequest, Objection, Proposal, WrittenObjection
from proposals.queries import last_round_of, proposals_for, shown_objections


class RoundsOfProposal(ActsOfProposal):
    """Everybody is asked; who will be absent objects in writing beforehand."""

    @says("Ask everybody, on the version that stands", ProposalSerializer)
    @action(detail=True, methods=["post"], url_path="round", url_name="round")
    def open_round(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._changed(pk, lambda proposal: actions.open_round(proposal, actor=request.user))

    @says("Close the round, and show the answers", ProposalSerializer)
    @action(detail=True, methods=["post"])
    def closing(self, request: MemberAPIRequest, pk: str) -> Response:
        round = self._round(pk)
        return self._changed(pk, lambda proposal: actions.close_round(round, actor=request.user))

    @says("Object in writing, before everybody is asked", NewReasonSerializer, NewReasonSerializer)
    @action(detail=True, methods=["post"])
    def beforehand(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        require("proposals.object_beforehand", request.user, proposal)
        written = actions.object_beforehand(proposal, reason=self._taken(NewReasonSerializer), actor=request.user)
        return Response(NewReasonSerializer(written).data)

    @says(
        "Ask somebody to word your objection with you, while the positions are hidden",
        WordingHelpSerializer,
        NewHelperSerializer,
        description="Of your position in the round, or of what you wrote before it opens.",
    )
    @action(detail=True, methods=["post"])
    def helper(self, request: MemberAPIRequest, pk: str) -> Response:
        objection = self._own_objection(self._readable(pk), request.user)
        require("proposals.ask_help", request.user, objection)
        help = actions.ask_for_help(objection, actor=request.user, **self._taken(NewHelperSerializer))
        return Response(WordingHelpSerializer(help).data)

    def _own_objection(self, proposal: Proposal, member: Member) -> Objection | WrittenObjection:
        """What they wrote beforehand, else in the last round. Raises Http404."""
        written = WrittenObjection.objects.filter(proposal=proposal, member=member).first()
        own = Objection.objects.select_related("position__round__proposal")
        round = last_round_of(proposal)
        return written or get_object_or_404(own, position__round=round, position__member=member)

    @says("Take back what you wrote beforehand", None)
    @action(detail=True, methods=["post"], url_path="beforehand/removal")
    def beforehand_removal(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.take_back_beforehand(self._readable(pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ObjectionViewSet(viewsets.GenericViewSet[Objection]):
    """Those of rounds that were shown: the others are nobody's to read."""

    lookup_value_regex = r"\d{1,18}"
    serializer_class = ReasonSerializer
    queryset = Objection.objects.none()

    def get_queryset(self) -> QuerySet[Objection]:
        if not isinstance(self.request.user, Member):
            return Objection.objects.none()
        objections = shown_objections().filter(position__round__proposal__in=proposals_for(self.request.user))
        return objections.select_related("position__round__proposal__circle", "position__member")

    @says("Write its reason together, or make it clearer", ReasonSerializer, NewReasonSerializer)
    @action(detail=True, methods=["post"])
    def wording(self, request: MemberAPIRequest, pk: str) -> Response:
        objection = self._may(pk, "word")
        return self._done(actions.word_objection, objection, reason=self._taken(NewReasonSerializer))

    @says("Suggest a way, first: whoever objected does", ReasonSerializer, TextSerializer)
    @action(detail=True, methods=["post"])
    def suggestion(self, request: MemberAPIRequest, pk: str) -> Response:
        objection = self._may(pk, "suggest")
        return self._done(actions.suggest, objection, **self._taken(TextSerializer))

    @says("Suggest nothing: the author may write the next version", ReasonSerializer)
    @action(detail=True, methods=["post"])
    def passing(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(actions.suggest_nothing, self._objection(pk))

    @says("Lift your objection", ReasonSerializer)
    @action(detail=True, methods=["post"])
    def lifting(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(actions.lift_objection, self._objection(pk))

    @says("Turn your objection into a concern", ReasonSerializer)
    @action(detail=True, methods=["post"])
    def concern(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(actions.concede_objection, self._objection(pk))

    @says("Note what was heard when it was tested aloud; it stands all the same", ReasonSerializer, NewTestSerializer)
    @action(detail=True, methods=["post"])
    def test(self, request: MemberAPIRequest, pk: str) -> Response:
        objection = self._objection(pk)
        return self._done(actions.test_aloud, objection, **self._taken(NewTestSerializer))

    @says("Ask everybody else, by name, to carry it as a concern", CircleRequestSerializer)
    @action(detail=True, methods=["post"])
    def circle(self, request: MemberAPIRequest, pk: str) -> Response:
        circle_request = actions.ask_circle(self._objection(pk), actor=request.user)
        return Response(CircleRequestSerializer(circle_request).data)

    @says("Agree to carry it as a concern, or not", CircleRequestSerializer, NewAgreementSerializer)
    @action(detail=True, methods=["post"])
    def agreement(self, request: MemberAPIRequest, pk: str) -> Response:
        circle_request = get_object_or_404(CircleRequest, objection=self._objection(pk))
        answered = actions.answer_circle(circle_request, actor=request.user, **self._taken(NewAgreementSerializer))
        return Response(CircleRequestSerializer(answered).data)

    def _objection(self, pk: str) -> Objection:
        objection: Objection = get_object_or_404(self.get_queryset(), pk=pk)
        return objection

    def _may(self, pk: str, act: str) -> Objection:
        """The objection, once the right is asked: what was sent is read afterwards."""
        objection = self._objection(pk)
        require(f"proposals.{act}", self.request.user, objection)
        return objection

    def _taken(self, serializer_class: type[serializers.Serializer]) -> dict[str, Any]:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def _done(self, act: Callable[..., Any], objection: Objection, **values: Any) -> Response:
        act(objection, actor=self.request.user, **values)
        return Response(ReasonSerializer(self._objection(str(objection.pk))).data)

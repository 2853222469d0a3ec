"""`/api/v1/proposals/<id>/…` and `/api/v1/questions/`: the stages of a proposal and its ends, one action each."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from proposals import actions
from proposals.api.common import ActsOfProposal, says
from proposals.api.serializers import ProposalSerializer, VersionSerializer
from proposals.api.talk_serializers import (
    AskedQuestionSerializer,
    HandingSerializer,
    LeftOpenSerializer,
    NewHandingSerializer,
    NewVersionSerializer,
    OptionalReasonOfEndSerializer,
    OptionalTextSerializer,
    ReactionSerializer,
    ReasonOfEndSerializer,
    TextSerializer,
)
from proposals.models import Proposal, Question
from proposals.queries import proposals_for
from proposals.queries.talk import questions_of, reactions_for


class StagesOfProposal(ActsOfProposal):
    """What its author, whoever facilitates and its circle do at each stage; what ends it."""

    @says("Present a draft to its circle", ProposalSerializer)
    @action(detail=True, methods=["post"])
    def presentation(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._changed(pk, lambda proposal: actions.present(proposal, actor=request.user))

    @says("What was asked about it", AskedQuestionSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def questions(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(AskedQuestionSerializer(questions_of(self._readable(pk)), many=True).data)

    @says("Ask a question, to understand it", AskedQuestionSerializer, TextSerializer)
    @questions.mapping.post
    def ask(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        require("proposals.ask", request.user, proposal)
        question = actions.ask(proposal, actor=request.user, **self._taken(TextSerializer))
        return Response(AskedQuestionSerializer(question).data)

    @says(
        "What people feel about it; nothing for whoever answers first, by the rules of its circle",
        ReactionSerializer(many=True),
    )
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def reactions(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(ReactionSerializer(reactions_for(self._readable(pk), request.user), many=True).data)

    @says("React, once a text; without words one passes", ReactionSerializer, OptionalTextSerializer)
    @reactions.mapping.post
    def react(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        require("proposals.react", request.user, proposal)
        reaction = actions.react(proposal, actor=request.user, **self._taken(OptionalTextSerializer))
        return Response(ReactionSerializer(reaction).data)

    @says("Keep the text as it is: its author does", ProposalSerializer)
    @action(detail=True, methods=["post"])
    def keeping(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._changed(pk, lambda proposal: actions.keep_text(proposal, actor=request.user))

    @says("Write its next version: its author does", VersionSerializer, NewVersionSerializer)
    @action(detail=True, methods=["post"])
    def versions(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        require("proposals.amend", request.user, proposal)
        version = actions.amend(proposal, actor=request.user, **self._taken(NewVersionSerializer))
        return Response(VersionSerializer(version).data)

    @says("Withdraw it: its author does", ProposalSerializer, OptionalReasonOfEndSerializer)
    @action(detail=True, methods=["post"])
    def withdrawal(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._ended(pk, "withdraw", OptionalReasonOfEndSerializer, actions.withdraw)

    @says("Send it back to be reworked", ProposalSerializer, ReasonOfEndSerializer)
    @action(detail=True, methods=["post"], url_path="sending-back")
    def sending_back(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._ended(pk, "send_back", ReasonOfEndSerializer, actions.send_back)

    @says("Set it aside for a next meeting", ProposalSerializer, ReasonOfEndSerializer)
    @action(detail=True, methods=["post"], url_path="setting-aside")
    def setting_aside(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._ended(pk, "set_aside", ReasonOfEndSerializer, actions.set_aside)

    @says("Take up again what was set aside or sent back", ProposalSerializer)
    @action(detail=True, methods=["post"])
    def resumption(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._changed(pk, lambda proposal: actions.resume(proposal, actor=request.user))

    @says("Hand it to another circle, which takes it on or sends it back", HandingSerializer, NewHandingSerializer)
    @action(detail=True, methods=["post"], url_path="handing-on")
    def handing_on(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        require("proposals.escalate", request.user, proposal)
        handing = actions.escalate(proposal, actor=request.user, **self._taken(NewHandingSerializer))
        return Response(HandingSerializer(handing).data)

    @says("Take on what was handed to your circle; gives the proposal that goes on there", ProposalSerializer)
    @action(detail=True, methods=["post"])
    def acceptance(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(ProposalSerializer(actions.accept_handed(self._readable(pk), actor=request.user)).data)

    @says("Send back what was handed to your circle, which may not read it any more", None, ReasonOfEndSerializer)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def handing_back(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        require("proposals.return", request.user, proposal)
        actions.return_handed(proposal, actor=request.user, **self._taken(ReasonOfEndSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _ended(self, pk: str, act: str, serializer_class: type[Any], end: Callable[..., Proposal]) -> Response:
        require(f"proposals.{act}", self.request.user, self._readable(pk))
        values = self._taken(serializer_class)
        return self._changed(pk, lambda proposal: end(proposal, actor=self.request.user, **values))


class QuestionViewSet(viewsets.GenericViewSet[Question]):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = AskedQuestionSerializer
    queryset = Question.objects.none()

    def get_queryset(self) -> QuerySet[Question]:
        if not isinstance(self.request.user, Member):
            return Question.objects.none()
        questions = Question.objects.filter(proposal__in=proposals_for(self.request.user))
        return questions.select_related("proposal__circle", "asker")

    @says(
        "Answer a question: the author does, in better words until the stage is over",
        AskedQuestionSerializer,
        TextSerializer,
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(pk, "answer", TextSerializer, actions.answer)

    @says("Leave a question open, so that the proposal may go on", AskedQuestionSerializer, LeftOpenSerializer)
    @action(detail=True, methods=["post"], url_path="leaving-open")
    def leaving_open(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._done(pk, "leave_open", LeftOpenSerializer, actions.leave_open)

    def _done(self, pk: str, act: str, serializer_class: type[Any], done: Callable[..., Question]) -> Response:
        question = get_object_or_404(self.get_queryset(), pk=pk)
        require(f"proposals.{act}", self.request.user, question)
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        done(question, actor=self.request.user, **serializer.validated_data)
        return Response(AskedQuestionSerializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

"""`/api/v1/proposals/<id>/…` and `/api/v1/advices/`: a decision after advice, one action each."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from members.api.requests import MemberAPIRequest
from members.models import Member
from proposals import actions
from proposals.api.common import ActsOfProposal
from proposals.api.serializers import AdviceSerializer, ProposalSerializer
from proposals.models import Advice
from proposals.queries import proposals_for
from proposals.queries.advice import advices_of
from web.api import REFUSALS

ANSWERS = {200: ProposalSerializer, **REFUSALS}
PEOPLE = Member.objects.filter(is_active=True)


class AdviceTextSerializer(serializers.Serializer):
    text = serializers.CharField(help_text="Everybody who reads the proposal reads it.")


class NewAdvisersSerializer(serializers.Serializer):
    advisers = serializers.PrimaryKeyRelatedField(queryset=PEOPLE, many=True, help_text="Asked by name.")


class NewDeciderSerializer(serializers.Serializer):
    person = serializers.PrimaryKeyRelatedField(queryset=PEOPLE, help_text="A member of the circle.")


class TakenDecisionSerializer(serializers.Serializer):
    is_adopted = serializers.BooleanField(help_text="False: it is not done.")
    reasons = serializers.CharField(help_text="Those who gave advice read them; they stand in the register.")


class AdviceOfProposal(ActsOfProposal):
    """Who decides, who is asked, what they say, what is decided."""

    @extend_schema(
        summary="Agree to decide: whoever was named answers each advice, and decides",
        request=None,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"], url_path="decider-agreement", url_name="decider-agreement")
    def decider_agreement(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._changed(pk, lambda proposal: actions.agree_to_decide(proposal, actor=request.user))

    @extend_schema(
        summary="Decline to decide: nobody does until the author, or who coordinates the circle, asks somebody else",
        request=None,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"], url_path="decider-refusal", url_name="decider-refusal")
    def decider_refusal(self, request: MemberAPIRequest, pk: str) -> Response:
        return self._changed(pk, lambda proposal: actions.decline_to_decide(proposal, actor=request.user))

    @extend_schema(
        summary="Name somebody else to decide",
        description="Refused (400) for somebody outside the circle, and to its author while whoever decides is there.",
        request=NewDeciderSerializer,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"], url_path="next-decider", url_name="next-decider")
    def next_decider(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = NewDeciderSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._changed(
            pk, lambda proposal: actions.replace_decider(proposal, actor=request.user, **serializer.validated_data)
        )

    @extend_schema(
        summary="Ask more people for their advice; whoever was asked already is not asked twice",
        description="Refused (400) for the person who decides, and once the time for advice is over.",
        request=NewAdvisersSerializer,
        responses={200: AdviceSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["post"], pagination_class=None, filter_backends=[])
    def advisers(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        serializer = NewAdvisersSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.ask_advice(proposal, actor=request.user, **serializer.validated_data)
        return Response(AdviceSerializer(advices_of(proposal), many=True).data)

    @extend_schema(
        summary="Give your advice, or complete it while nobody has answered it",
        description="Refused (400) without words, once it was answered, and once the time for advice is over.",
        request=AdviceTextSerializer,
        responses={200: AdviceSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def advice(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        serializer = AdviceTextSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        advice = actions.advise(proposal, actor=request.user, **serializer.validated_data)
        return Response(AdviceSerializer(advice).data)

    @extend_schema(
        summary="Decide, for or against, with your reasons",
        description="Refused (400) while an advice has no answer, and where it may not end what it replaces.",
        request=TakenDecisionSerializer,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"], url_path="taken-decision", url_name="taken-decision")
    def taken_decision(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = self._readable(pk)
        serializer = TakenDecisionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.take_decision(proposal, actor=request.user, **serializer.validated_data)
        return Response(ProposalSerializer(self._readable(pk)).data)


class AdviceViewSet(viewsets.GenericViewSet[Advice]):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = AdviceSerializer
    queryset = Advice.objects.none()

    def get_queryset(self) -> QuerySet[Advice]:
        if not isinstance(self.request.user, Member):
            return Advice.objects.none()
        return Advice.objects.filter(proposal__in=proposals_for(self.request.user)).select_related(
            "proposal", "adviser"
        )

    @extend_schema(
        summary="Answer an advice: whoever decides says what becomes of it, in better words until the decision",
        description="Refused (400) without words, and where no advice was given.",
        request=AdviceTextSerializer,
        responses={200: AdviceSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: MemberAPIRequest, pk: str) -> Response:
        advice = get_object_or_404(self.get_queryset(), pk=pk)
        serializer = AdviceTextSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.answer_advice(advice, actor=request.user, **serializer.validated_data)
        return Response(AdviceSerializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

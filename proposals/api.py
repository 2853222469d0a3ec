"""`/api/v1/proposals/` and `/api/v1/decisions/`: plain input, one action, plain output."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from commissions.api import ChangeSerializer, ChangesField, change_of
from commissions.models import Circle
from journal.actions import require
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from members.requests import MemberAPIRequest
from members.rules import is_member
from proposals import actions, sentences
from proposals.models import (
    Decision,
    FollowUp,
    NotedPosition,
    Objection,
    Position,
    Proposal,
    ProposalAudience,
    ReopeningRequest,
    Review,
    ReviewAnswer,
    Round,
    Version,
)
from proposals.queries import RoundView, decisions_for, last_round_of, proposals_for, rounds_of
from web.api import REFUSALS

Slug = serializers.SlugRelatedField


class VersionSerializer(serializers.ModelSerializer):
    changes = ChangesField()

    class Meta:
        model = Version
        fields = ["number", "text", "note", "changes", "created_at"]


class ProposalSerializer(serializers.ModelSerializer):
    circle: Slug[Circle] = Slug(slug_field="slug", read_only=True)
    author = NamedPersonSerializer()
    facilitator = NamedPersonSerializer(allow_null=True)
    responsible = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = Proposal
        fields = [
            *("id", "circle", "title", "subject", "need", "author", "facilitator", "review_on", "process", "audience"),
            *("state", "occasion", "created_at", "presented_at", "ended_at"),
            *("expected", "evidence", "responsible", "due_on"),
        ]


class ReasonSerializer(serializers.ModelSerializer):
    class Meta:
        model = Objection
        fields = ["id", "kind", "consequence", "fact", "aim", "suggestion", "end"]


class SeatSerializer(serializers.Serializer):
    """One person asked. The position is null until all are shown together."""

    member = NamedPersonSerializer()
    has_answered = serializers.BooleanField()
    position = serializers.ChoiceField(
        source="kind", choices=[*Position.Kind.choices, ("presumed", _("consent presumed"))], allow_blank=True
    )


class RoundSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="round.pk")
    number = serializers.IntegerField(source="round.number")
    version = serializers.IntegerField(source="version.number")
    quorum = serializers.IntegerField(source="round.quorum")
    answered = serializers.IntegerField()
    opened_at = serializers.DateTimeField(source="round.opened_at")
    closed_at = serializers.DateTimeField(source="round.closed_at", allow_null=True)
    outcome = serializers.CharField(source="round.outcome")
    presumes_consent = serializers.BooleanField(
        source="round.presumes_consent", help_text="Silence is a presumed consent, once a reminder was sent."
    )
    is_opinion = serializers.BooleanField(source="round.is_opinion", help_text="A meeting ratifies what comes of it.")
    seats = SeatSerializer(many=True)
    objections = ReasonSerializer(many=True)


class WholeProposalSerializer(ProposalSerializer):
    """The same with its versions and its rounds, as far as they are shown."""

    versions = VersionSerializer(many=True)
    rounds = serializers.SerializerMethodField()
    opinion = serializers.SerializerMethodField(
        help_text="Where its circle may not decide outside a meeting: that the result is an opinion; else empty."
    )

    class Meta(ProposalSerializer.Meta):
        fields = [*ProposalSerializer.Meta.fields, "versions", "rounds", "opinion"]

    def get_opinion(self, proposal: Proposal) -> str:
        return sentences.opinion(proposal)

    @extend_schema_field(RoundSerializer(many=True))
    def get_rounds(self, proposal: Proposal) -> Any:
        rounds: list[RoundView] = rounds_of(proposal)
        return RoundSerializer(rounds, many=True).data


class NewProposalSerializer(serializers.Serializer):
    circle = Slug(slug_field="slug", queryset=Circle.objects.all())
    title = serializers.CharField(max_length=120)
    text = serializers.CharField()
    need = serializers.CharField(required=False, allow_blank=True, default="")
    subject = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    facilitator = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    review_on = serializers.DateField(required=False, allow_null=True, default=None)
    process = serializers.ChoiceField(choices=Proposal.Process.choices, default=Proposal.Process.CONSENT)
    audience = serializers.ChoiceField(choices=ProposalAudience.choices, default=ProposalAudience.MEMBERS)
    changes = ChangeSerializer(required=False, allow_null=True, default=None)
    expected = serializers.CharField(required=False, allow_blank=True, default="")
    evidence = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="How one will know whether it came."
    )
    responsible = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    present = serializers.BooleanField(default=False, help_text="Present it to the circle at once.")


class NewReasonSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Objection.Kind.choices, required=False, allow_blank=True)
    consequence = serializers.CharField(required=False, allow_blank=True)
    fact = serializers.CharField(required=False, allow_blank=True)
    aim = serializers.CharField(required=False, allow_blank=True)
    suggestion = serializers.CharField(required=False, allow_blank=True)


class NewPositionSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Position.Kind.choices)
    text = serializers.CharField(required=False, allow_blank=True, default="", help_text="The concern, in words.")
    objection = NewReasonSerializer(required=False, help_text="The reason; what is missing may be written later.")


class TakenSerializer(serializers.ModelSerializer):
    """One's own position, which the API gives back to nobody else before the close."""

    class Meta:
        model = Position
        fields = ["round", "kind", "text", "taken_at"]


class PersonOfRoundSerializer(serializers.Serializer):
    """Whose noted answer it is about."""

    member = serializers.PrimaryKeyRelatedField(queryset=Member.objects.filter(is_active=True))


class NewNotedPositionSerializer(PersonOfRoundSerializer, NewPositionSerializer):
    """The answer of somebody in the room without a phone."""


class NotedPositionSerializer(serializers.ModelSerializer):
    """Whose answer is noted and by whom; which it is, the API gives back to nobody."""

    class Meta:
        model = NotedPosition
        fields = ["round", "member", "noted_by", "noted_at"]


class FollowUpSerializer(serializers.ModelSerializer):
    responsible = NamedPersonSerializer(allow_null=True)
    noted_by = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = FollowUp
        fields = ["state", "responsible", "due_on", "reason", "noted_by", "noted_at"]


class NewProgressSerializer(serializers.Serializer):
    state = serializers.ChoiceField(choices=FollowUp.State.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="", help_text="Of what is dropped.")


class NewResponsibleSerializer(serializers.Serializer):
    responsible = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), allow_null=True, help_text="A member of the circle."
    )
    due_on = serializers.DateField(allow_null=True)


class NewReviewAnswerSerializer(serializers.Serializer):
    choice = serializers.ChoiceField(choices=ReviewAnswer.Choice.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="", help_text="To change or stop it, why.")


class ReviewAnswerSerializer(serializers.ModelSerializer):
    """One's own answer, which the API gives back to nobody else before the close."""

    class Meta:
        model = ReviewAnswer
        fields = ["review", "choice", "reason", "answered_at"]


class NewReopeningRequestSerializer(serializers.Serializer):
    fact = serializers.CharField(help_text="What was not known when it was decided.")


class ReopeningRequestSerializer(serializers.ModelSerializer):
    class Meta:
        model = ReopeningRequest
        fields = ["id", "fact", "asked_by", "asked_at"]


class DecisionSerializer(serializers.ModelSerializer):
    circle: Slug[Circle] = Slug(slug_field="slug", read_only=True)
    replaces = serializers.SerializerMethodField()
    replaced_by = serializers.SerializerMethodField()
    changes = ChangesField()
    follow_ups = FollowUpSerializer(many=True, help_text="The latest last: it holds. Empty: nobody is named.")

    class Meta:
        model = Decision
        fields = [
            *("number", "circle", "title", "subject", "text", "reasons", "process", "result", "decided_at"),
            *("review_on", "next_review_on"),
            *("replaces", "replaced_by", "is_repeal", "changes", "audience", "expected", "evidence", "follow_ups"),
        ]

    def get_replaces(self, decision: Decision) -> str | None:
        return decision.replaces.number if decision.replaces else None

    def get_replaced_by(self, decision: Decision) -> str | None:
        replacement: Decision | None = getattr(decision, "replaced_by", None)
        return replacement.number if replacement else None


@extend_schema_view(
    list=extend_schema(
        summary="The proposals that you may read", responses={200: ProposalSerializer(many=True), **REFUSALS}
    ),
    retrieve=extend_schema(
        summary="A proposal, its versions and its rounds; positions show once all are shown",
        responses={200: WholeProposalSerializer, **REFUSALS},
    ),
)
class ProposalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = ProposalSerializer
    queryset = Proposal.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "state": ["exact"]}

    def get_queryset(self) -> QuerySet[Proposal]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Proposal.objects.none()
        proposals = proposals_for(self.request.user)
        return proposals.prefetch_related(Prefetch("versions")) if self.action == "retrieve" else proposals

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return WholeProposalSerializer if self.action == "retrieve" else ProposalSerializer

    @extend_schema(
        summary="Write a proposal", request=NewProposalSerializer, responses={201: ProposalSerializer, **REFUSALS}
    )
    def create(self, request: MemberAPIRequest) -> Response:
        serializer = NewProposalSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        circle, presents = values.pop("circle"), values.pop("present")
        change = change_of(values.pop("changes"))
        proposal = actions.write_proposal(circle, is_presented=presents, change=change, actor=request.user, **values)
        return Response(ProposalSerializer(proposal).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="Give or change your position in the round that is open",
        request=NewPositionSerializer,
        responses={200: TakenSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def position(self, request: MemberAPIRequest, pk: str) -> Response:
        round = self._round(pk)
        serializer = NewPositionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        position = actions.take_position(round, actor=request.user, **serializer.validated_data)
        return Response(TakenSerializer(position).data)

    @extend_schema(
        summary="Note the answer of somebody in the room without a phone: it counts once it is confirmed",
        request=NewNotedPositionSerializer,
        responses={200: NotedPositionSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-position")
    def noted_position(self, request: MemberAPIRequest, pk: str) -> Response:
        round = self._round(pk)
        require("proposals.note_position", request.user, round)
        serializer = NewNotedPositionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        note = actions.note_position(round, actor=request.user, **serializer.validated_data)
        return Response(NotedPositionSerializer(note).data)

    @extend_schema(
        summary="Confirm a noted answer: the person may, or a second holder of a role",
        request=PersonOfRoundSerializer,
        responses={200: NotedPositionSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-position/confirmation")
    def noted_position_confirmation(self, request: MemberAPIRequest, pk: str) -> Response:
        note = self._note(request, pk)
        actions.confirm_noted(note, actor=request.user)
        return Response(NotedPositionSerializer(note).data)

    @extend_schema(
        summary="Take a noted answer back: whoever noted it may, or the person",
        request=PersonOfRoundSerializer,
        responses={204: None, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-position/removal")
    def noted_position_removal(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.drop_noted(self._note(request, pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _round(self, pk: str) -> Round:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        round = last_round_of(proposal)
        if round is None:
            raise ValidationError(_("Nobody is asked yet: no round has been opened."), code="no_round")
        round.proposal = proposal
        return round

    def _note(self, request: MemberAPIRequest, pk: str) -> NotedPosition:
        serializer = PersonOfRoundSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        noted = NotedPosition.objects.select_related("round__proposal")
        return get_object_or_404(noted, round=self._round(pk), member=serializer.validated_data["member"])


@extend_schema_view(
    list=extend_schema(summary="The register of decisions", responses={200: DecisionSerializer(many=True), **REFUSALS}),
    retrieve=extend_schema(summary="A decision, by its number", responses={200: DecisionSerializer, **REFUSALS}),
)
class DecisionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = DecisionSerializer
    lookup_field = "number"
    lookup_value_regex = r"[\d-]{1,12}"
    queryset = Decision.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "year": ["exact"], "subject": ["exact"], "process": ["exact"]}

    def get_queryset(self) -> QuerySet[Decision]:
        noted = FollowUp.objects.select_related("responsible", "noted_by")
        return decisions_for(self.request.user).prefetch_related(Prefetch("follow_ups", noted))

    @extend_schema(
        summary="Say how far a decision is carried out",
        request=NewProgressSerializer,
        responses={200: FollowUpSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def progress(self, request: MemberAPIRequest, number: str) -> Response:
        return self._noted(request, NewProgressSerializer(data=request.data), actions.note_progress)

    @extend_schema(
        summary="Say who carries a decision out, and by when",
        request=NewResponsibleSerializer,
        responses={200: FollowUpSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def responsible(self, request: MemberAPIRequest, number: str) -> Response:
        return self._noted(request, NewResponsibleSerializer(data=request.data), actions.entrust)

    @extend_schema(
        summary="Say whether to keep, change or stop a decision that is looked at again",
        request=NewReviewAnswerSerializer,
        responses={200: ReviewAnswerSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="review-answer")
    def review_answer(self, request: MemberAPIRequest, number: str) -> Response:
        review = get_object_or_404(Review, decision=self.get_object(), closed_at__isnull=True)
        require("proposals.answer_review", request.user, review)
        serializer = NewReviewAnswerSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        answer = actions.answer_review(review, actor=request.user, **serializer.validated_data)
        return Response(ReviewAnswerSerializer(answer).data)

    @extend_schema(
        summary="Bring a new fact, and ask to decide anew",
        request=NewReopeningRequestSerializer,
        responses={200: ReopeningRequestSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="reopening-request")
    def reopening_request(self, request: MemberAPIRequest, number: str) -> Response:
        decision = self.get_object()
        require("proposals.ask_to_reopen", request.user, decision)
        serializer = NewReopeningRequestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        reopening = actions.ask_to_reopen(decision, actor=request.user, **serializer.validated_data)
        return Response(ReopeningRequestSerializer(reopening).data)

    def _noted(self, request: MemberAPIRequest, serializer: serializers.Serializer, act: Any) -> Response:
        decision = self.get_object()
        require("proposals.follow_up", request.user, decision)
        serializer.is_valid(raise_exception=True)
        return Response(FollowUpSerializer(act(decision, actor=request.user, **serializer.validated_data)).data)

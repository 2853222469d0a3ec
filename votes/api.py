"""`/api/v1/ballots/`: what is put to the vote, one's own ballots, and results once they are everyone's."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from journal.actions import require
from members.models import Member
from members.rules import is_member
from votes import display, queries
from votes.actions import cast_vote
from votes.live import find
from votes.models import Ballot, Vote
from web.api import REFUSALS


class BallotSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ballot
        fields = [
            "id",
            "owner",
            "question",
            "method",
            "rules",
            "is_live",
            "opened_at",
            "closes_at",
            "closed_at",
            "outcome",
        ]


class TurnoutSerializer(serializers.Serializer):
    answered = serializers.IntegerField()
    entitled = serializers.IntegerField()


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = Member
        fields = ["id", "name"]


class VoteSerializer(serializers.ModelSerializer):
    """A vote as it counts now."""

    elector = PersonSerializer(source="entry.member", read_only=True)
    cast_by = PersonSerializer(read_only=True)

    class Meta:
        model = Vote
        fields = ["elector", "choice", "version", "cast_by", "cast_at"]


class PaperSerializer(serializers.Serializer):
    """A ballot that you may cast: your own, or that of somebody whose proxy you hold."""

    elector = PersonSerializer()
    choice = serializers.CharField(source="vote.choice", default=None, allow_null=True)
    may_change = serializers.BooleanField()


class BallotWithTurnoutSerializer(BallotSerializer):
    turnout = serializers.SerializerMethodField()
    mine = serializers.SerializerMethodField()

    class Meta(BallotSerializer.Meta):
        fields = [*BallotSerializer.Meta.fields, "turnout", "mine"]

    @extend_schema_field(TurnoutSerializer)
    def get_turnout(self, ballot: Ballot) -> Any:
        return TurnoutSerializer(queries.turnout(ballot)).data

    @extend_schema_field(PaperSerializer(many=True))
    def get_mine(self, ballot: Ballot) -> Any:
        return PaperSerializer(queries.ballots_to_cast(ballot, self.context["request"].user), many=True).data


class NewVoteSerializer(serializers.Serializer):
    elector = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.all(), required=False, help_text="Whose ballot; your own unless you say so."
    )
    choice = serializers.CharField(max_length=16, help_text="for, against, abstain, blank, or no_part (with a reason).")
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    request_key = serializers.CharField(
        max_length=64, required=False, allow_blank=True, default="", help_text="Sent again, it counts once."
    )


class QuorumSerializer(serializers.Serializer):
    needed = serializers.IntegerField()
    present = serializers.IntegerField(help_text="How many were counted for it.")
    reached = serializers.BooleanField()


class ResultSerializer(serializers.Serializer):
    """The count, the sentence that says it, and its steps."""

    outcome = serializers.CharField()
    sentence = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    tally = serializers.DictField()
    base = serializers.IntegerField()
    needed = serializers.IntegerField()
    threshold_reached = serializers.BooleanField()
    quorum = QuorumSerializer(allow_null=True)
    tied = serializers.BooleanField()
    casting = serializers.CharField(allow_null=True)
    roll_hash = serializers.CharField()
    ballots_hash = serializers.CharField()
    votes = VoteSerializer(many=True, help_text="Who voted what: the ballot was open.")
    recount = serializers.DictField(help_text="What anyone needs to count again.")


@extend_schema_view(
    list=extend_schema(
        summary="The ballots whose roll you are on, the latest first", responses={200: BallotSerializer(many=True)}
    )
)
class BallotViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    serializer_class = BallotSerializer
    queryset = Ballot.objects.none()
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Ballot]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Ballot.objects.none()
        return queries.ballots_for(self.request.user)

    @extend_schema(
        summary="A ballot, its turnout and what you may cast",
        responses={200: BallotWithTurnoutSerializer, **REFUSALS},
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(BallotWithTurnoutSerializer(self._read(request, pk), context={"request": request}).data)

    @extend_schema(
        summary="Vote, or change a vote", request=NewVoteSerializer, responses={200: VoteSerializer, **REFUSALS}
    )
    @action(detail=True, methods=["post"])
    def votes(self, request: Request, pk: str) -> Response:
        ballot = self._read(request, pk)
        asked = NewVoteSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = {"elector": request.user, **asked.validated_data}
        vote = cast_vote(ballot, actor=cast(Member, request.user), **values)
        return Response(VoteSerializer(vote).data, status=status.HTTP_200_OK)

    @extend_schema(summary="The result, once the ballot has closed", responses={200: ResultSerializer, **REFUSALS})
    @action(detail=True, methods=["get"])
    def result(self, request: Request, pk: str) -> Response:
        ballot = self._read(request, pk)
        if ballot.closed_at is None:
            raise PermissionDenied(_("This ballot is still open: its result is for everyone at once, when it closes."))
        shown = display.show(ballot)
        votes = [row.vote for row in shown.rows if row.vote]
        result = {
            **(ballot.result or {}),
            "sentence": shown.sentence,
            "steps": shown.steps,
            "roll_hash": ballot.roll_hash,
            "ballots_hash": ballot.ballots_hash,
            "votes": votes,
            "recount": queries.count_input(ballot),
        }
        return Response(ResultSerializer(result).data)

    def _read(self, request: Request, pk: str) -> Ballot:
        ballot = find(pk)
        require("votes.read", request.user, ballot)
        return ballot

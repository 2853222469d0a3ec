"""`/api/v1/ballots/`: what is put to the vote, one's own ballots, and results once they are everyone's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from members.rules import is_member
from votes.actions import (
    cast_vote,
    close_consultation,
    confirm_noted_vote,
    drop_noted_vote,
    extend_ballot,
    note_vote,
    remind,
    seal_vote,
    void_ballot,
)
from votes.api import noted
from votes.api import serializers as shapes
from votes.integrity import commitments
from votes.integrity.redaction import discreet
from votes.models import Ballot, NotedVote
from votes.presenters import ballots as ballot_presenters
from votes.queries import ballots as ballot_queries
from votes.queries.ballots import find
from votes.queries.results import check_published, count_input
from web.api import REFUSALS, KeepsDjangoRequest


@extend_schema_view(
    list=extend_schema(
        summary="The ballots whose roll you are on, the latest first",
        responses={200: shapes.BallotSerializer(many=True), **REFUSALS},
    )
)
class BallotViewSet(KeepsDjangoRequest, mixins.ListModelMixin, viewsets.GenericViewSet):
    serializer_class = shapes.BallotSerializer
    queryset = Ballot.objects.none()
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Ballot]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return Ballot.objects.none()
        return ballot_queries.ballots_for(self.request.user)

    @extend_schema(
        summary="A ballot, its turnout and what you may cast",
        responses={200: shapes.BallotWithTurnoutSerializer, **REFUSALS},
    )
    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        return Response(shapes.BallotWithTurnoutSerializer(ballot, context={"request": request}).data)

    @extend_schema(
        summary="Vote by name, or change a vote; in any ballot, take no part",
        request=shapes.NewVoteSerializer,
        responses={200: shapes.VoteSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def votes(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        serializer = shapes.NewVoteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = {"elector": request.user, **serializer.validated_data}
        return Response(shapes.VoteSerializer(cast_vote(ballot, actor=request.user, **values)).data)

    @extend_schema(
        summary="Note the vote of somebody in the room without a phone: it counts once it is confirmed",
        request=noted.NewNotedVoteSerializer,
        responses={200: noted.NotedVoteSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-vote")
    def noted_vote(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        require("votes.note_vote", request.user, ballot)
        serializer = noted.NewNotedVoteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        note = note_vote(ballot, actor=request.user, **serializer.validated_data)
        return Response(noted.NotedVoteSerializer(note).data)

    @extend_schema(
        summary="Confirm a noted vote: the person may, or a second holder of a role",
        request=noted.NotedElectorSerializer,
        responses={200: noted.NotedVoteSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-vote/confirmation")
    def noted_vote_confirmation(self, request: MemberAPIRequest, pk: str) -> Response:
        note = self._note(request, pk)
        confirm_noted_vote(note, actor=request.user)
        return Response(noted.NotedVoteSerializer(note).data)

    @extend_schema(
        summary="Take a noted vote back: whoever noted it may, or the person",
        request=noted.NotedElectorSerializer,
        responses={204: None, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="noted-vote/removal")
    def noted_vote_removal(self, request: MemberAPIRequest, pk: str) -> Response:
        drop_noted_vote(self._note(request, pk), actor=request.user)
        return Response(status=204)

    @extend_schema(
        summary="Vote in a secret ballot, once; it cannot be changed",
        request=shapes.NewSealedVoteSerializer,
        responses={200: shapes.ReceiptSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="sealed-votes")
    def sealed_votes(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        with discreet(self.django_request):
            serializer = shapes.NewSealedVoteSerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            values = {"elector": request.user, **serializer.validated_data}
            receipt = seal_vote(ballot, actor=request.user, **values)
        return Response(shapes.ReceiptSerializer(receipt).data)

    @extend_schema(
        summary="Close it and count once all have answered, if it was held online; else announce that it closes",
        request=None,
        responses={200: shapes.BallotSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def closing(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        return Response(shapes.BallotSerializer(close_consultation(ballot, actor=request.user)).data)

    @extend_schema(
        summary="Ask that it be declared void, since nobody can count it; by a second person, confirm it",
        request=None,
        responses={200: shapes.BallotSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def voiding(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        return Response(shapes.BallotSerializer(void_ballot(ballot, actor=request.user)).data)

    @extend_schema(
        summary="Leave more time: once, by at most its own length, before its last tenth",
        request=shapes.ExtensionSerializer,
        responses={200: shapes.BallotSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def extension(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        serializer = shapes.ExtensionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        longer = extend_ballot(ballot, closes_at=serializer.validated_data["closes_at"], actor=request.user)
        return Response(shapes.BallotSerializer(longer).data)

    @extend_schema(
        summary="Write, once, to those who have not voted",
        request=None,
        responses={200: shapes.BallotSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def reminder(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        return Response(shapes.BallotSerializer(remind(ballot, actor=request.user)).data)

    @extend_schema(
        summary="The result, once the ballot has closed; at any time of a live one",
        responses={200: shapes.ResultSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["get"])
    def result(self, request: MemberAPIRequest, pk: str) -> Response:
        ballot = self._read(request, pk)
        shown = ballot_presenters.show(ballot)
        if shown.result is None:
            raise PermissionDenied("votes.read_open")
        result: dict[str, Any] = {
            "sentence": shown.sentence,
            "steps": shown.steps,
            "answer": shown.result,
            "roll_hash": ballot.roll_hash,
            "ballots_hash": ballot.ballots_hash,
            "votes": [row.vote for row in shown.rows if row.vote],
        }
        return Response(shapes.ResultSerializer(result).data)

    @extend_schema(
        summary="What anyone needs to count again, once the ballot has closed",
        responses={200: shapes.CountSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["get"])
    def count(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(count_input(self._read_closed(request, pk)))

    @extend_schema(
        summary="The list of ballots, once the ballot has closed",
        responses={200: shapes.PublishedSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["get"])
    def published(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(commitments.published(self._read_closed(request, pk)))

    def _note(self, request: MemberAPIRequest, pk: str) -> NotedVote:
        ballot = self._read(request, pk)
        serializer = noted.NotedElectorSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        notes = NotedVote.objects.select_related("entry__member", "entry__ballot__gathering")
        return get_object_or_404(notes, entry__ballot=ballot, entry__member=serializer.validated_data["elector"])

    def _read(self, request: MemberAPIRequest, pk: str) -> Ballot:
        ballot = find(pk)
        require("votes.read", request.user, ballot)
        return ballot

    def _read_closed(self, request: MemberAPIRequest, pk: str) -> Ballot:
        ballot = self._read(request, pk)
        check_published(ballot)
        return ballot

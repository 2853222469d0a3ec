"""What the API's acts on a proposal have in common: plain input, one action, plain output."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from proposals.api.serializers import ProposalSerializer
from proposals.models import Proposal, Round
from proposals.queries import last_round_of
from web.api import REFUSALS


def says(summary: str, answer: Any, request: Any = None, description: str = "") -> Callable[..., Any]:
    """How an act is documented: what it takes, gives back (None: nothing), and how it may be refused."""
    return extend_schema(
        summary=summary,
        description=description or None,
        request=request,
        responses={200: answer, **REFUSALS} if answer else {204: None, **REFUSALS},
    )


class ActsOfProposal(viewsets.GenericViewSet[Proposal]):
    """Reads what was sent, and gives the proposal back as an act left it."""

    def _readable(self, pk: str) -> Proposal:
        """Raises Http404 for whoever may not read it."""
        proposal: Proposal = get_object_or_404(self.get_queryset(), pk=pk)
        return proposal

    def _round(self, pk: str) -> Round:
        """The last one of it. Raises ValidationError `no_round`."""
        proposal = self._readable(pk)
        round = last_round_of(proposal)
        if round is None:
            raise ValidationError(_("Nobody is asked yet: no round has been opened."), code="no_round")
        round.proposal = proposal
        return round

    def _taken(self, serializer_class: type[serializers.Serializer]) -> dict[str, Any]:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def _changed(self, pk: str, act: Callable[[Proposal], Any]) -> Response:
        act(self._readable(pk))
        return Response(ProposalSerializer(Proposal.objects.get(pk=pk)).data)

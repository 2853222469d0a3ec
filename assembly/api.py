"""Meetings over the API: read them, their agenda, and make the agenda advance."""

from typing import Any

import rules
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assembly import actions
from assembly.models import AgendaItem, Meeting
from assembly.queries import readable_meetings
from assembly.sheet import Line, Sheet
from journal.actions import require

REFUSED = {
    400: OpenApiResponse(description="The act is not possible now: `errors` says why."),
    403: OpenApiResponse(description="This person may not."),
    404: OpenApiResponse(description="No such meeting, or not one that this person may read."),
}


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """A meeting: its times are instants, its state one of planned, convened, open, closed."""

    circle = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)

    class Meta:
        model = Meeting
        fields = ("id", "circle", "title", "place", "link", "starts_at", "ends_at", "state", "opened_at", "closed_at")
        read_only_fields = fields


class ItemSerializer(serializers.Serializer[Line]):
    """An item of the agenda; `spent_seconds` counts up to now."""

    id = serializers.IntegerField(source="item.pk")
    number = serializers.IntegerField()
    title = serializers.CharField(source="item.title")
    kind = serializers.ChoiceField(source="item.kind", choices=AgendaItem.Kind.choices)
    state = serializers.ChoiceField(source="item.state", choices=AgendaItem.State.choices)
    minutes = serializers.IntegerField(source="item.minutes")
    extra_minutes = serializers.IntegerField(source="item.extra_minutes")
    spent_seconds = serializers.IntegerField(source="spent")
    is_closed = serializers.BooleanField(source="item.is_closed")


class AgendaSerializer(serializers.Serializer[Any]):
    """The agenda, and when the meeting will end at its present pace."""

    current = serializers.IntegerField(allow_null=True)
    forecast = serializers.DateTimeField()
    hard_end = serializers.DateTimeField()
    items = ItemSerializer(many=True)


class AdvanceSerializer(serializers.Serializer[Any]):
    """What the caller saw as current (null: nothing), so that two calls make one step."""

    expected = serializers.IntegerField(allow_null=True)


class MeetingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Meeting]):
    lookup_value_regex = r"\d{1,18}"
    """Meetings of the circles that this person may read."""

    serializer_class = MeetingSerializer
    queryset = Meeting.objects.none()  # for the schema; what is read follows the person

    def get_queryset(self) -> Any:
        return readable_meetings(self.request.user)  # type: ignore[arg-type]

    @extend_schema(responses={200: AgendaSerializer, **REFUSED})
    @action(detail=True, methods=["get"])
    def agenda(self, request: Request, pk: str | None = None) -> Response:
        """The agenda as this person reads it."""
        return Response(self._agenda(request))

    @extend_schema(
        request=AdvanceSerializer,
        responses={200: AgendaSerializer, **REFUSED},
    )
    @action(detail=True, methods=["post"])
    def advance(self, request: Request, pk: str | None = None) -> Response:
        """Conclude the current item and begin the next. Whoever facilitates may."""
        said = AdvanceSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        actions.advance(self.get_object(), expected=said.validated_data["expected"], actor=request.user)  # type: ignore[arg-type]
        return Response(self._agenda(request))

    def _agenda(self, request: Request) -> dict[str, Any]:
        meeting = self.get_object()
        require("assembly.read", request.user, meeting)
        sheet = Sheet.of(meeting.pk)
        lines = sheet.lines_for(rules.has_perm("assembly.take_part", request.user, meeting))
        current = next((line.item.pk for line in lines if line.since), None)
        shown = {
            "current": current,
            "forecast": sheet.forecast.ends_at,
            "hard_end": meeting.ends_at,
            "items": lines,
        }
        return dict(AgendaSerializer(shown).data)

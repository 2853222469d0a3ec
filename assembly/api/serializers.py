"""What the API of meetings reads and answers, as plain data."""

from typing import Any

from rest_framework import serializers

from assembly.models import AgendaItem, Meeting, Signature
from assembly.queries.record import AgendaLine
from commissions.models import Circle
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from votes.models import Presence
from web.api import NamedField


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """A meeting: its times are instants, its state one of planned, convened, open, closed, cancelled."""

    circle = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    link = serializers.CharField(
        read_only=True, help_text="Where to join from afar; empty where there is no such place."
    )

    class Meta:
        model = Meeting
        fields = ("id", "circle", "title", "place", "link", "starts_at", "ends_at", "state", "opened_at", "closed_at")
        read_only_fields = fields


class CancellationSerializer(serializers.Serializer[Any]):
    """Why a meeting is not held."""

    reason = serializers.CharField(max_length=2000)


class MeetNowSerializer(serializers.Serializer[Any]):
    """What those who are together decide first, in which circle. An assembly is called beforehand."""

    circle = NamedField(slug_field="slug", queryset=Circle.objects.exclude(kind=Circle.Kind.ASSEMBLY))
    subject = serializers.CharField(max_length=120)


class ItemSerializer(serializers.Serializer[AgendaLine]):
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
    settled = serializers.CharField(help_text="That it was settled before the meeting talked about it; else empty.")


class AgendaSerializer(serializers.Serializer[Any]):
    """The agenda, and when the meeting will end at its present pace."""

    current = serializers.IntegerField(allow_null=True)
    forecast = serializers.DateTimeField()
    hard_end = serializers.DateTimeField()
    items = ItemSerializer(many=True)


class AdvanceSerializer(serializers.Serializer[Any]):
    """What the caller saw as current (null: nothing), so that two calls make one step."""

    expected = serializers.IntegerField(allow_null=True)


class PresenceSerializer(serializers.ModelSerializer[Presence]):
    """A span of presence. Marked by somebody else, it counts from `confirmed_at` on.

    A departure that somebody else noted (`departure_noted_at`) waits until `left_at`: till then the person is there.
    """

    member = NamedPersonSerializer()
    marked_by = NamedPersonSerializer()
    confirmed_by = NamedPersonSerializer(allow_null=True)
    departure_noted_by = NamedPersonSerializer(allow_null=True)
    left_by = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = Presence
        fields = (
            *("id", "member", "arrived_at", "marked_by", "confirmed_by", "confirmed_at"),
            *("departure_noted_at", "departure_noted_by", "left_at", "left_by"),
        )
        read_only_fields = fields


class ArrivalSerializer(serializers.Serializer[Any]):
    """Who: oneself, unless somebody else is named."""

    member = serializers.PrimaryKeyRelatedField(queryset=Member.objects.all(), required=False, allow_null=True)


class ConfirmationSerializer(serializers.Serializer[Any]):
    """Whose arrivals, or departures, which somebody else noted."""

    members = serializers.PrimaryKeyRelatedField(queryset=Member.objects.all(), many=True, allow_empty=False)


class HandoverSerializer(serializers.Serializer[Any]):
    """Who conducts; until when that person is asked to answer; who is proposed in their place."""

    conductor = NamedPersonSerializer(allow_null=True)
    asked_until = serializers.DateTimeField(allow_null=True)
    proposed = NamedPersonSerializer(allow_null=True)


class CandidateSerializer(serializers.Serializer[Any]):
    member = serializers.PrimaryKeyRelatedField(queryset=Member.objects.all())


class AgreementSerializer(serializers.Serializer[Any]):
    agrees = serializers.BooleanField()


class EmptyRoleSerializer(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=Signature.Capacity.values)

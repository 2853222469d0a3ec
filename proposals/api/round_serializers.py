"""What the API takes and gives back of rounds of objections: who is asked, their positions, their reasons."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from members.api.serializers import NamedPersonSerializer, person_of_collective
from members.models import Member
from proposals.models import NotedPosition, Objection, Position, WordingHelp


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
        source="round.presumes_consent", help_text="Silence is a presumed consent of whoever was reminded by letter."
    )
    is_opinion = serializers.BooleanField(source="round.is_opinion", help_text="A meeting ratifies what comes of it.")
    seats = SeatSerializer(many=True)
    objections = ReasonSerializer(many=True)


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


class NewHelperSerializer(serializers.Serializer):
    helper = person_of_collective(help_text="Another of those who are asked; beforehand, another member of the circle.")


class WordingHelpSerializer(serializers.ModelSerializer):
    helper = NamedPersonSerializer()

    class Meta:
        model = WordingHelp
        fields = ["helper", "asked_at"]

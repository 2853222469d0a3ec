"""What the API takes and gives back of what is said of a proposal, and of the stages that it went through."""

from rest_framework import serializers

from commissions.models import Circle
from members.api.serializers import NamedPersonSerializer
from proposals.models import CircleRequest, Handing, Question, Reaction, Stage
from web.api import NamedField


class AskedQuestionSerializer(serializers.ModelSerializer):
    asker = NamedPersonSerializer()
    answered_aloud = serializers.BooleanField(source="is_answered_aloud", help_text="In the room: nothing is written.")

    class Meta:
        model = Question
        fields = [
            *("id", "asker", "text", "asked_at", "answer", "answered_at", "answered_aloud"),
            *("left_open_at", "left_open_because"),
        ]


class ReactionSerializer(serializers.ModelSerializer):
    """An empty text is a pass."""

    member = NamedPersonSerializer()
    version: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="number", read_only=True)

    class Meta:
        model = Reaction
        fields = ["member", "version", "text", "reacted_at"]


class StageSerializer(serializers.ModelSerializer):
    """One that is skipped was only walked through: everybody was asked at once."""

    class Meta:
        model = Stage
        fields = ["state", "entered_at", "left_at", "is_skipped", "ends_at", "extended_at"]


class TextSerializer(serializers.Serializer):
    text = serializers.CharField()


class OptionalTextSerializer(serializers.Serializer):
    text = serializers.CharField(required=False, allow_blank=True, default="")


class LeftOpenSerializer(serializers.Serializer):
    reason = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="Needed, but from whoever asked."
    )


class ReasonOfEndSerializer(serializers.Serializer):
    reason = serializers.CharField(help_text="Everybody who reads the proposal reads it.")


class OptionalReasonOfEndSerializer(serializers.Serializer):
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class NewVersionSerializer(serializers.Serializer):
    text = serializers.CharField(help_text="By a choice, with its options, each under its heading: `# Blue`.")
    note = serializers.CharField(required=False, allow_blank=True, default="", help_text="What changes, in a line.")
    is_substantial = serializers.BooleanField(
        default=False, help_text="Another text: everybody asks and reacts again, before everybody is asked."
    )


class NewHandingSerializer(serializers.Serializer):
    to = NamedField(slug_field="slug", queryset=Circle.objects.all())
    reason = serializers.CharField(help_text="Why it belongs there.")


class HandingSerializer(serializers.ModelSerializer):
    to: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Handing
        fields = ["to", "reason", "handed_at", "ends_at", "answered_at", "is_accepted", "answer_reason"]


class NewTestSerializer(serializers.Serializer):
    shows_harm = serializers.BooleanField(default=False)
    shows_better_way = serializers.BooleanField(default=False)


class NewAgreementSerializer(serializers.Serializer):
    agrees = serializers.BooleanField(help_text="To carry the objection as a concern; one refusal, and it stands.")


class CircleRequestSerializer(serializers.ModelSerializer):
    """Whether the circle carries an objection; `agreed` is null until all have answered, or its time is over."""

    class Meta:
        model = CircleRequest
        fields = ["asked_at", "ends_at", "ended_at", "agreed"]
